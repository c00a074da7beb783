import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { voteDataOf, typedDataOf } from '../../src/governance/vote';
import { metisSpace } from '../../src/governance/space';
import { findSignatureConcerns, knowSpender } from '../../src/protocols/insights';
import { checkSignedPermit, readSignedPermit } from '../../src/insight/signed-permit';
import { checkSignedVote, readSignedVote } from '../../src/insight/signed-vote';
import { andromeda, seMetisPool } from '../../src/networks/andromeda';
import { networks } from '../../src/networks/index';
import { tokensOn } from '../../src/networks/tokens';
import type { Network } from '../../src/networks/types';
import type { Request } from '../../src/chain/request';
import type { Store } from '../../src/chain/store';
import type { Address } from '../../src/units';
import { memoryStore } from '../memory-store';
import { foundOnChain, oddNode, soundly, storeOfLook } from './odd-node';

const now = 1_800_000_000;
const signer: Address = `0x${'a1'.repeat(20)}`;
const stranger: Address = `0x${'5e'.repeat(20)}`;
const metisTokens = { eMETIS: '0x97a2de3A09F4A4229369ee82c7F76be1a5564661', METIS: andromeda.nativeToken };
const permit2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
const all = (2n ** 256n - 1n).toString();
const known: readonly Network[] = networks;

type Members = Record<string, string>;
const typesOf = (types: Record<string, Members>): object =>
  Object.fromEntries(
    Object.entries(types).map(([name, members]) => [
      name,
      Object.entries(members).map(([member, type]) => ({ name: member, type })),
    ]),
  );

const EIP712Domain: Members = { name: 'string', version: 'string', chainId: 'uint256', verifyingContract: 'address' };
const Permit: Members = {
  owner: 'address',
  spender: 'address',
  value: 'uint256',
  nonce: 'uint256',
  deadline: 'uint256',
};

function permit(message: object = {}, domain: object = {}, members = Permit): object {
  return {
    types: typesOf({ EIP712Domain, Permit: members }),
    domain: { name: 'eMETIS', version: '1', chainId: 1088, verifyingContract: metisTokens.eMETIS, ...domain },
    primaryType: 'Permit',
    message: { owner: signer, spender: stranger, value: '5', nonce: 0, deadline: now + 600, ...message },
  };
}

const PermitDetails: Members = { token: 'address', amount: 'uint160', expiration: 'uint48', nonce: 'uint48' };
const TokenPermissions: Members = { token: 'address', amount: 'uint256' };

function permitOf2(primaryType: string, types: Record<string, Members>, message: object): object {
  return {
    types: typesOf({ EIP712Domain: { name: 'string', chainId: 'uint256', verifyingContract: 'address' }, ...types }),
    domain: { name: 'Permit2', chainId: '0x440', verifyingContract: permit2 },
    primaryType,
    message,
  };
}

const details = (token: unknown, amount: unknown, expiration: unknown = now + 2_592_000): object => ({
  ...{ token, amount, expiration, nonce: 0 },
});
const single = (one: object): object =>
  permitOf2(
    'PermitSingle',
    { PermitSingle: { details: 'PermitDetails', spender: 'address', sigDeadline: 'uint256' }, PermitDetails },
    { details: one, spender: stranger, sigDeadline: now + 1_800 },
  );
const batch = (...list: object[]): object =>
  permitOf2(
    'PermitBatch',
    { PermitBatch: { details: 'PermitDetails[]', spender: 'address', sigDeadline: 'uint256' }, PermitDetails },
    { details: list, spender: stranger, sigDeadline: now + 1_800 },
  );
const transfer = (permitted: object, isMany = false, spender = stranger): object =>
  permitOf2(
    isMany ? 'PermitBatchWitnessTransferFrom' : 'PermitTransferFrom',
    {
      [isMany ? 'PermitBatchWitnessTransferFrom' : 'PermitTransferFrom']: {
        ...{ permitted: isMany ? 'TokenPermissions[]' : 'TokenPermissions', spender: 'address' },
        ...{ nonce: 'uint256', deadline: 'uint256' },
        ...(isMany ? { witness: 'Order' } : {}),
      },
      ...(isMany ? { Order: { filler: 'bytes' } } : {}),
      TokenPermissions,
    },
    { permitted, spender, nonce: 1, deadline: now + 1_800, ...(isMany ? { witness: { filler: '0x1234' } } : {}) },
  );

/** Tokens with amounts, and what is found, as text. */
function look(given: object): string[] {
  const read = readSignedPermit(known, given);
  return read
    ? [
        ...read.tokens.map(({ token, amount }) => `${token.symbol} ${amount ?? 'all'}`),
        ...(read.otherTokens > 0 ? [`${read.otherTokens} other`] : []),
        ...checkSignedPermit(read, now).map(({ id, severity }) => `${severity} ${id}`),
      ]
    : [];
}

describe('a permit over tokens of the pools', () => {
  it('knows the tokens of the registry, each once', () => {
    const symbols = known.map((network) => [network.name, ...tokensOn(network).map(({ symbol }) => symbol)]);
    expect(symbols).toEqual([
      ['Ethereum', 'METIS'],
      ['Metis Andromeda', 'METIS', 'artMETIS', 'eMETIS', 'seMETIS', 'ENKI'],
      ['Hoodi'],
      ['Sepolia', 'METIS'],
      ['Local chain', 'METIS'],
    ]);
  });

  it.each<[string, object, string[]]>([
    ['an amount for a stranger', permit(), ['eMETIS 5', 'warning open-permit']],
    ['everything for a stranger', permit({ value: all }), ['eMETIS all', 'critical open-permit']],
    [
      'more than there is of METIS, and no end',
      permit({ value: `${10n ** 27n}`, deadline: all }),
      ['eMETIS all', 'critical open-permit', 'warning far-deadline'],
    ],
    ['an amount for the vault', permit({ spender: seMetisPool.address }), ['eMETIS 5']],
    [
      'everything for the vault, for years',
      permit({ spender: seMetisPool.address.toLowerCase(), value: all, deadline: now + 1e8 }),
      ['eMETIS all', 'note open-permit', 'note far-deadline'],
    ],
    [
      'a hex amount, and a chain in hex',
      permit({ value: '0x5' }, { chainId: '0x440' }),
      ['eMETIS 5', 'warning open-permit'],
    ],
    [
      'the old form of DAI',
      permit(
        { holder: signer, allowed: true, expiry: 0 },
        {},
        { holder: 'address', spender: 'address', allowed: 'bool', expiry: 'uint256' },
      ),
      ['eMETIS all', 'critical open-permit', 'warning far-deadline'],
    ],
    ['no chain', permit({}, { chainId: undefined }), ['eMETIS 5', 'warning open-permit']],
    ['Permit2 for one token', single(details(metisTokens.METIS, 7)), ['METIS 7', 'warning open-permit']],
    [
      'Permit2 for all of one token, for long',
      single(details(metisTokens.METIS, (2n ** 160n - 1n).toString(), now + 40 * 86_400)),
      // Money goes to exchanges as well.
      ['METIS all', 'warning open-permit', 'warning far-deadline'],
    ],
    [
      'Permit2 for several tokens',
      batch(
        details(signer, 1),
        details(metisTokens.eMETIS, '3'),
        details(metisTokens.METIS, '0'),
        details(andromeda.artemis?.token, 4),
      ),
      ['eMETIS 3', 'artMETIS 4', '1 other', 'warning open-permit'],
    ],
    [
      'Permit2 for a transfer',
      transfer({ token: metisTokens.eMETIS, amount: '9' }),
      ['eMETIS 9', 'warning open-permit'],
    ],
    [
      'Permit2 for transfers with a witness',
      transfer([{ token: metisTokens.eMETIS, amount: all }], true),
      ['eMETIS all', 'critical open-permit'],
    ],
  ])('is told for %s', (_, given, told) => {
    expect(look(given)).toEqual(told);
    expect(look(JSON.parse(JSON.stringify(given)) as object)).toEqual(told);
  });

  it.each<[string, object]>([
    ['another token', permit({}, { verifyingContract: stranger })],
    ['the same address on another chain', permit({}, { chainId: 1 })],
    ['an allowance that is taken away', single(details(metisTokens.METIS, 0))],
    ['a spender that is not declared', permit({}, {}, { owner: 'address', value: 'uint256' })],
    ['a value that is not declared', permit({}, {}, { owner: 'address', spender: 'address', deadline: 'uint256' })],
    ['tokens of others alone', batch(details(stranger, 1), details(signer, 1))],
    ['another message', { ...permit(), primaryType: 'Mail' }],
  ])('is nothing for %s', (_, given) => {
    expect(look(given)).toEqual([]);
  });
});

describe('the spender of a permit', () => {
  const { redemptionQueue: queue, vesting } = foundOnChain;
  const unlimited = { value: all };
  const judge = async (given: object, store: Store, request: Request): Promise<string[]> => {
    const read = readSignedPermit(known, given);
    return read ? checkSignedPermit(await knowSpender(read, store, request), now).map((each) => each.severity) : [];
  };
  const refusing: Request = async () => Promise.reject(new Error('Nobody asks for this.'));
  const mute: Store = { read: refusing, write: refusing } as unknown as Store;

  it.each<[string, object]>([
    ['the queue, which takes eMETIS', permit({ ...unlimited, spender: queue })],
    ['the vesting', permit({ ...unlimited, spender: vesting.toUpperCase().replace('X', 'x') })],
    ['the queue by Permit2', transfer({ token: metisTokens.eMETIS, amount: all }, false, queue)],
  ])('counts as the own of ENKI where it is %s, as it was kept or as the chain names it', async (_, given) => {
    expect(await judge(given, storeOfLook(true), refusing)).toEqual(['note']);
    const store = memoryStore();
    expect(await judge(given, store, oddNode(soundly))).toEqual(['note']);
    // Now it is kept.
    expect(await judge(given, store, refusing)).toEqual(['note']);
    // Nobody tells: nobody is known.
    expect(await judge(given, memoryStore(), refusing)).toEqual(['critical']);
    expect(await judge(given, mute, refusing)).toEqual(['critical']);
  });

  it('is a stranger else, and nobody is asked where the registry knows it', async () => {
    expect(await judge(permit(unlimited), storeOfLook(true), refusing)).toEqual(['critical']);
    expect(await judge(permit({ ...unlimited, spender: seMetisPool.address }), mute, refusing)).toEqual(['note']);
  });
});

const proposal = `0x${'cd'.repeat(32)}`;
const vote = (fields: object = {}, choice = 'uint32', members: Members = {}): object => ({
  types: typesOf({
    EIP712Domain: { name: 'string', version: 'string' },
    Vote: {
      ...{ from: 'string', space: 'string', timestamp: 'uint64', proposal: 'string', choice },
      ...{ reason: 'string', app: 'string', metadata: 'string', ...members },
    },
  }),
  domain: { name: 'snapshot', version: '0.1.4' },
  primaryType: 'Vote',
  message: {
    from: signer,
    space: 'metislayer2.eth',
    timestamp: now,
    proposal,
    choice: 2,
    reason: '',
    app: '',
    metadata: '{}',
    ...fields,
  },
});

describe('a vote', () => {
  it('that is made here is read back', () => {
    for (const [type, choice] of [
      ['basic', 2],
      ['ranked-choice', [2, 1]],
      ['weighted', { 1: 5, 2: 1 }],
    ] as const) {
      const data = voteDataOf({ id: proposal, space: metisSpace, type }, signer, choice, 'Why not', now);
      const read = readSignedVote(typedDataOf(data));
      expect(read).toEqual({ space: 'metislayer2.eth', proposal, choice, reason: 'Why not', voter: signer });
      expect(read && checkSignedVote(read, signer.toUpperCase().replace('X', 'x') as Address)).toEqual([]);
      expect(readSignedVote(JSON.stringify(typedDataOf(data)))).toEqual(read);
    }
  });

  it.each<[string, object, Record<string, unknown>]>([
    [
      'of the older types',
      vote({}, 'uint32', { from: 'address', proposal: 'bytes32' }),
      { proposal, choice: 2, voter: signer },
    ],
    ['that is encrypted', vote({ choice: '0x1234' }, 'string'), { choice: 'encrypted' }],
    ['with a list that is none', vote({ choice: [1, 'x'] }, 'uint32[]'), { choice: 'unreadable' }],
    ['with weights that are none', vote({ choice: '{"a":1}' }, 'string'), { choice: 'unreadable' }],
    ['with JSON that is broken', vote({ choice: '{' }, 'string'), { choice: 'unreadable' }],
    ['with a choice of 0', vote({ choice: 0 }), { choice: 'unreadable' }],
    ['with a number as text', vote({ choice: '0x03' }), { choice: 3 }],
    [
      'with foreign letters',
      vote({ space: 'me\u202Etis\n', reason: 'x'.repeat(900) }),
      { space: 'me tis', reason: `${'x'.repeat(300)}…` },
    ],
    ['on a proposal of another kind', vote({ proposal: 'QmX' }), { proposal: null }],
    ['of nobody', vote({ from: 'me' }), { voter: null }],
  ])('%s is read', (_, given, told) => {
    expect(readSignedVote(given)).toEqual(expect.objectContaining(told));
  });

  it('of another account is told', () => {
    for (const from of [stranger, 'me', 5]) {
      const read = readSignedVote(vote({ from }));
      expect(read && checkSignedVote(read, signer)).toMatchObject([{ id: 'vote-of-another', severity: 'warning' }]);
    }
  });

  it.each<[string, object]>([
    ['another domain', { ...vote(), domain: { name: 'Snapshot' } }],
    ['another type', { ...vote(), primaryType: 'Proposal' }],
    ['a choice that is not declared', { ...vote(), types: typesOf({ Vote: { space: 'string' } }) }],
    ['a space that is none', vote({ space: 5 })],
  ])('is nothing for %s', (_, given) => {
    expect(readSignedVote(given)).toBeUndefined();
  });
});

describe('2,000 typed data without sense', () => {
  it('are read or left, and nothing throws', () => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        undefined,
        '',
        '0x',
        '0x1',
        all,
        -1,
        1e300,
        NaN,
        true,
        [],
        {},
        signer,
        metisTokens.eMETIS,
      ),
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(fc.integer(), fc.constant({ token: metisTokens.METIS, amount: 1 }))),
    );
    // Of every token that stakes are made of, on every chain.
    const ofTokens = known.flatMap((network) =>
      tokensOn(network).flatMap(({ address: verifyingContract }) => {
        const { chainId } = network;
        return [permit({}, { chainId, verifyingContract }), permit({ value: all }, { chainId, verifyingContract })];
      }),
    );
    // As often a permit as a vote, however many tokens there are.
    const base = fc.oneof(
      fc.constantFrom(
        ...ofTokens,
        permit(),
        single(details(metisTokens.METIS, 7)),
        batch(details(metisTokens.eMETIS, 1)),
      ),
      fc.constantFrom(vote(), vote({ choice: '{"1":1}' }, 'string'), vote({ choice: [1] }, 'uint32[]')),
    );
    const path = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });
    const change = (value: unknown, [step = 0, ...rest]: number[], put: unknown): unknown => {
      const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
      const key = keys[step % Math.max(1, keys.length)];
      if (key === undefined) {
        return put;
      }
      const inner = rest.length === 0 ? put : change((value as Record<string, unknown>)[key], rest, put);
      return Array.isArray(value)
        ? value.map((each: unknown, index) => (String(index) === key ? inner : each))
        : { ...(value as object), [key]: inner };
    };
    let [permits, votes] = [0, 0];
    fc.assert(
      fc.property(base, fc.array(fc.tuple(path, odd), { maxLength: 3 }), (given, changes) => {
        const hostile = changes.reduce<unknown>((value, [steps, put]) => change(value, steps, put), given);
        const read = readSignedPermit(known, hostile);
        const voted = readSignedVote(hostile);
        permits += read ? checkSignedPermit(read, now).length + 1 : 0;
        votes += voted ? checkSignedVote(voted, signer).length + 1 : 0;
        findSignatureConcerns(signer, hostile);
      }),
      { numRuns: 2_000 },
    );
    // Both are tried in earnest.
    expect(permits).toBeGreaterThan(100);
    expect(votes).toBeGreaterThan(100);
  });
});
