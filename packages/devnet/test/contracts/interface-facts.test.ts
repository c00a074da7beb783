import { describe, expect, test } from '@jest/globals';
import { Interface } from 'ethers';

import { contractInterface } from '../../src/contracts/deploy';
import { escrowFacts, keeperFacts, poolErrors, poolEvents, poolFunctions, transferErrors } from './interface-facts';
import { readOriginal } from './trace';

type Facts = Readonly<Record<string, string>>;
type InterfaceFacts = { readonly functions: Facts; readonly events: Facts; readonly errors: Facts };

const versionFacts = (version: 1 | 2): InterfaceFacts => {
  const own = `onlyVersion${version}` as const;
  return {
    functions: { ...poolFunctions.both, ...poolFunctions[own] },
    events: { ...poolEvents.both, ...poolEvents[own] },
    errors: { ...poolErrors.both, ...poolErrors[own] },
  };
};

const subjects = [
  { name: 'PoolV1', facts: versionFacts(1), published: 'abi/fox-vault-v1.json' },
  { name: 'PoolV2', facts: versionFacts(2), published: 'abi/fox-vault-v2.json' },
  { name: 'Keeper', facts: keeperFacts, published: 'abi/keeper.json' },
  { name: 'OwnMevEscrow', facts: escrowFacts, published: 'abi/own-mev-escrow.json' },
];

/** The same table as read from an interface, for the signatures that the facts name. */
function readFacts(contract: Interface, facts: InterfaceFacts): InterfaceFacts {
  const pick = (wanted: Facts, find: (signature: string) => string | undefined) =>
    Object.fromEntries(Object.keys(wanted).map((signature) => [signature, find(signature) ?? 'missing']));
  return {
    functions: pick(facts.functions, (signature) => contract.getFunction(signature)?.selector),
    events: pick(facts.events, (signature) => contract.getEvent(signature)?.topicHash),
    errors: pick(facts.errors, (signature) => contract.getError(signature)?.selector),
  };
}

/** How the parameters of an event are split into topics and data, and what a function returns and takes. */
function readShapes(contract: Interface, facts: InterfaceFacts): Record<string, string> {
  const shapes: Record<string, string> = {};
  for (const signature of Object.keys(facts.events)) {
    shapes[signature] = (contract.getEvent(signature)?.inputs ?? [])
      .map(({ type, indexed }) => `${type}${indexed === true ? ' indexed' : ''}`)
      .join(', ');
  }
  for (const signature of Object.keys(facts.functions)) {
    const fragment = contract.getFunction(signature);
    shapes[signature] =
      `${fragment?.payable === true ? 'payable ' : ''}returns ` +
      (fragment?.outputs ?? []).map(({ type }) => type).join(', ');
  }
  return shapes;
}

describe.each(subjects)('$name', ({ name, facts, published }) => {
  const compiled = contractInterface(name);

  test('has the selectors, topics and error ids that the project relies on', () => {
    expect(readFacts(compiled, facts)).toEqual(facts);
  });

  test('agrees with the published interface where that is present', () => {
    const original = readOriginal(published);
    const theirs = original === null ? compiled : new Interface(original);
    expect(readFacts(theirs, facts)).toEqual(facts);
    expect(readShapes(compiled, facts)).toEqual(readShapes(theirs, facts));
  });
});

describe('what the versions do not share', () => {
  test.each([
    { name: 'PoolV1', lacks: poolFunctions.onlyVersion2 },
    { name: 'PoolV2', lacks: poolFunctions.onlyVersion1 },
  ])('$name lacks the functions of the other version', ({ name, lacks }) => {
    const compiled = contractInterface(name);
    expect(Object.keys(lacks).filter((signature) => compiled.getFunction(signature) !== null)).toEqual([]);
  });

  test.each([
    { name: 'PoolV1', errors: transferErrors.version1 },
    { name: 'PoolV2', errors: transferErrors.version2 },
  ])('$name has its own error for a receiver that refuses ETH', ({ name, errors }) => {
    const [[signature, id] = ['', '']] = Object.entries(errors);
    expect(contractInterface(name).getError(signature)?.selector).toBe(id);
  });
});
