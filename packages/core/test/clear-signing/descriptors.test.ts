import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hashOfText } from '../../src/chain/hash';
import { namedSignature } from '../../src/clear-signing/descriptor';
import { clearSigningFiles, describedContracts } from '../../src/clear-signing/index';
import { allPools } from '../../src/networks/index';
import { local } from '../../src/networks/local';
import { faultsOf } from './faults';

const root = join(__dirname, '..', '..', '..', '..');
const folder = join(root, 'clear-signing');
const files = clearSigningFiles();

describe('the files of clear signing', () => {
  it('are those that `npm run docs` writes', () => {
    const written = Object.fromEntries(
      readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown]),
    );
    const current = Object.fromEntries(files.map(({ name, descriptor }) => [name, descriptor]));
    expect(written).toEqual(JSON.parse(JSON.stringify(current)));
  });

  it.each(files.map(({ name, descriptor }) => [name, descriptor] as const))(
    'has %s in the standard’s shape',
    (_, file) => {
      expect(faultsOf(JSON.parse(JSON.stringify(file)))).toEqual([]);
    },
  );

  const [{ descriptor: right } = { descriptor: null }] = files;
  const text = JSON.stringify(right);

  it.each([
    ['context', '"deployments":[', '"deployments":[],"factory":['],
    ['context', '0x4FEF9D741011476750A243aC70b9789a63dd47Df', '0x4fef9d741011476750a243ac70b9789a63dd47df'],
    ['metadata', '"owner"', '"onwer"'],
    ['beside the three parts', '{"$schema"', '{"version":2,"$schema"'],
    ['display', '"formats"', '"format"'],
    ['deposit(address, address)', 'deposit(address receiver, address referrer)', 'deposit(address, address)'],
    ['redeem(uint256 shares, address receiver)', '"format":"unit"', '"format":"units"'],
    ['redeem(uint256 shares, address receiver)', '"base":" pool shares",', ''],
    ['redeem(uint256 shares, address receiver)', '"label"', '"name"'],
  ])('would not pass with a fault in %s: %s as %s', (where, present, wrong) => {
    expect(text).toContain(present);
    expect(faultsOf(JSON.parse(text.replaceAll(present, wrong)))).toContain(where);
  });

  it.each(describedContracts.map((contract) => [contract.file, contract] as const))(
    'say what fits on a hardware wallet’s screen: %s',
    (_, { owner, contractName, enums = {}, calls: described }) => {
      // What Ledger's Ethereum app has room for; it may cut the rest.
      const texts = [
        { longest: 22, of: [owner] },
        { longest: 30, of: [contractName, ...described.map(({ intent }) => intent)] },
        { longest: 20, of: described.flatMap(({ fields }) => fields.map(({ label }) => label)) },
        { longest: 20, of: Object.values(enums).flatMap((choices) => Object.values(choices)) },
      ];
      expect(texts.flatMap(({ longest, of }) => of.filter((text) => text.length > longest))).toEqual([]);
    },
  );

  it('name every call in the documentation, and every contract', () => {
    const page = readFileSync(join(root, 'docs', 'clear-signing.md'), 'utf8');
    const named = describedContracts.flatMap(({ contractName, calls }) => [
      contractName,
      ...calls.map(({ name }) => name),
    ]);
    expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

it('describe the contract of every pool', () => {
  const known = describedContracts.flatMap(({ deployments }) => deployments.map(({ address }) => address));
  const pools = allPools().filter(({ network }) => network !== local);
  const missing = pools.flatMap(({ pool }) => (known.includes(pool.address) ? [] : pool.name));
  // A token: its minter takes the stakes, and is described.
  expect(missing).toEqual(['ENKI eMETIS']);
});

const calls = describedContracts.flatMap(({ file, abi, calls: described }) =>
  described.map((call) => [`${file}.${call.name}`, abi, call] as const),
);

describe('a description', () => {
  it.each(calls)('is of the call that core makes: %s', (_, abi, call) => {
    const types = namedSignature(abi, call)
      .replace(/ \w+(?=[,)])/gu, '')
      .replaceAll(', ', ',');
    expect(hashOfText(types).slice(0, 10)).toBe(abi.selector(call.name));
  });

  it.each(calls)('speaks of no value that the call does not have, and of each that it has: %s', (_, __, call) => {
    const { parameters, fields, sentence = '' } = call;
    const told = fields.map(({ path }) => path).filter((path) => !path.startsWith('@.'));
    const roots = told.map((path) => path.split('.')[0]);
    expect(roots.filter((each) => !parameters.includes(each ?? ''))).toEqual([]);
    // A struct's own parts stand for it.
    const parts = told.flatMap((path) => path.split('.'));
    expect(parameters.filter((each) => !parts.includes(each))).toEqual([]);
    const inSentence = [...sentence.matchAll(/\{([^}]*)\}/gu)].map(([, path]) => path);
    expect(inSentence.filter((path) => !fields.some((field) => field.path === path))).toEqual([]);
  });

  it('needs as many names as the call has parameters', () => {
    const [{ abi, calls: described } = {}] = describedContracts;
    const [call] = described ?? [];
    if (!abi || !call) {
      throw new Error('Nothing is described.');
    }
    expect(() => namedSignature(abi, { ...call, parameters: ['receiver'] })).toThrow('more parameters than names');
    expect(() => namedSignature(abi, { ...call, parameters: ['a', 'b', 'c'] })).toThrow('fewer parameters than names');
    expect(() => namedSignature(abi, { ...call, name: 'steal' })).toThrow('The ABI has no function steal.');
  });
});

type Input = { readonly name: string; readonly type: string; readonly components?: readonly Input[] };

function withName({ name, type, components }: Input): string {
  return `${components ? type.replace('tuple', `(${components.map(withName).join(', ')})`) : type} ${name}`;
}

const shared = join(root, '..', 'shared', 'abi');
const ofContracts = { EthFoxVault: 'fox-vault-v2.json', LockingPool: 'metis-locking-pool.json' };

(existsSync(shared) ? it : it.skip).each(Object.entries(ofContracts))(
  'has the names of parameters of %s',
  (name, file) => {
    const entries = JSON.parse(readFileSync(join(shared, file), 'utf8')) as (Partial<Input> & { inputs?: Input[] })[];
    const known = entries.map((each) => `${each.name}(${(each.inputs ?? []).map(withName).join(', ')})`);
    const { abi, calls: described } = describedContracts.find(({ contractName }) => contractName === name) ?? {};
    const signatures = abi && described?.map((call) => namedSignature(abi, call));
    // Only the code before has it.
    expect(signatures?.filter((each) => !known.includes(each) && !each.startsWith('redeem('))).toEqual([]);
  },
);
