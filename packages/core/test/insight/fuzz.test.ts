import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allPools } from '../../src/networks/index';
import { findConcerns, readDoors, readInsight } from '../../src/protocols/insights';
import type { Address, Hex } from '../../src/units';
import { reportRuns } from '../long';
import { anyone, oddCalls, places, wholeCalls } from './odd-calls';
import { oddNode, soundly, storeOfLook, type Oddness } from './odd-node';

/** Another one each time; a failure is repeated with the one that is printed. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const runs = 10_000;

const answers = fc.constantFrom<unknown>('0x', `0x${'00'.repeat(96)}`, `0x${'ff'.repeat(640)}`, null, 7, [], {});
const methods = fc.constantFrom(
  ...['', '', '', '', 'eth_call', 'eth_gasPrice', 'eth_estimateGas', 'eth_getStorageAt'],
  ...['eth_getBlockByNumber', 'eth_getTransactionCount', 'eth_getLogs'],
);
const word = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 80n }),
  fc.constantFrom(0n, 1n, 2n ** 256n - 1n),
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
);
const odd = fc.record({
  ...{ word, odd: answers, oddMethod: methods, refuses: fc.boolean() },
  failing: fc.constantFrom(0, 0, 2, 3, 7, 11),
});

type Run = {
  readonly chain: string;
  readonly to: Address;
  readonly from: string;
  readonly data: Hex;
  readonly value: bigint;
  readonly node: Oddness;
  /** Whether ENKI's contracts were found before. */
  readonly isKept: boolean;
};

const sender = fc.record({
  from: anyone,
  value: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })),
  node: odd,
});

/** One of ten goes to an address on a chain where it may be something else. */
const target = fc
  .tuple(fc.constantFrom(...places), fc.constantFrom(...places), fc.nat({ max: 9 }))
  .map(([[chain, to], [elsewhere], share]) => ({ chain: share === 0 ? elsewhere : chain, to }));

const anything: fc.Arbitrary<Run> = fc
  .tuple(sender, target, fc.record({ data: oddCalls(seed), isKept: fc.boolean() }))
  .map(([one, two, three]) => ({ ...one, ...two, ...three }));

/** A pool of each protocol. */
const onePool = new Map(
  allPools().map(({ network, pool }) => [pool.protocol, [`eip155:${network.chainId}`, pool.address] as const]),
);

/**
 * What is met whatever the seed: each method's call on each contract, and on a pool of each protocol without its last byte.
 * Every other one has a node that tells everything, the others an odd one.
 */
function certain(): [Run][] {
  const calls = wholeCalls(seed);
  const short = calls.map((data) => data.slice(0, -2) as Hex);
  const all = [
    ...places.flatMap(([chain, to]) => calls.map((data) => ({ chain, to, data }))),
    ...[...onePool.values()].flatMap(([chain, to]) => short.map((data) => ({ chain, to, data }))),
  ];
  const senders = fc.sample(sender, { numRuns: all.length, seed });
  return senders.map((one, index) => [
    { ...one, ...(all[index] as (typeof all)[number]), isKept: true, node: index % 2 === 0 ? soundly : one.node },
  ]);
}

describe(`${runs} transactions of every call to every contract of the pools`, () => {
  it('give nothing or an insight, whatever their bytes are and the node answers', async () => {
    process.stdout.write(`The seed of the random transactions is ${seed} (FUZZ_SEED).\n`);
    let shown = 0;
    const kinds = new Set<string>();
    const read = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(anything, async ({ chain, to, from, data, value, node, isKept }) => {
        const store = storeOfLook(isKept);
        const request = oddNode(node);
        const doors = await readDoors(chain, data, store);
        const transaction = { from: from as Address, to, value, data };
        const concerns = findConcerns(chain, transaction, [], doors);
        if (!concerns) {
          return;
        }
        shown += 1;
        const { insight } = await readInsight(
          {
            ...{ request, currency: 'usd', store, readMemory: async () => Promise.resolve(null) },
            timeIsOver: new Promise(() => undefined),
          },
          { transaction, nonce: 1, origin: null, concerns },
        );
        const { subject, pool, calls } = insight.facts;
        if (subject && pool) {
          read.set(subject.protocol, (read.get(subject.protocol) ?? 0) + 1);
        }
        concerns.parts.concat(subject?.parts ?? []).forEach(({ call: { kind } }) => kinds.add(kind));
        calls.forEach(({ call: { kind } }) => kinds.add(kind));
      }),
      { numRuns: runs, seed, examples: certain() },
    );
    reportRuns('Transactions to every contract', { transactions: runs, 'with an insight': shown }, `FUZZ_SEED=${seed}`);
    // All are tried in earnest: every protocol is read, and every call is met.
    expect(shown).toBeGreaterThan(0.3 * runs);
    for (const protocol of onePool.keys()) {
      expect(read.get(protocol) ?? 0).toBeGreaterThan(20);
    }
    const known = [
      'stake',
      'exit',
      'redeem',
      'claim',
      'cancel',
      'exit-transfer',
      'exit-approval',
      'exit-lock',
      'transfer',
    ];
    expect([...kinds]).toEqual(
      expect.arrayContaining([...known, 'approval', 'side-stake', 'side-unstake', 'setting', 'truncated', 'unknown']),
    );
  }, 60_000);
});
