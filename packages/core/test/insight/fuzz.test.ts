import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allPools } from '../../src/networks/index';
import { findConcerns, readDoors, readInsight } from '../../src/protocols/insights';
import type { Address } from '../../src/units';
import { reportRuns } from '../long';
import { anyone, oddCalls, places } from './odd-calls';
import { keptContracts, oddNode } from './odd-node';

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
const node = fc.record({
  ...{ word, odd: answers, oddMethod: methods, refuses: fc.boolean() },
  failing: fc.constantFrom(0, 0, 2, 3, 7, 11),
});

describe(`${runs} transactions of every call to every contract of the pools`, () => {
  it('give nothing or an insight, whatever their bytes are and the node answers', async () => {
    process.stdout.write(`The seed of the random transactions is ${seed} (FUZZ_SEED).\n`);
    const place = fc.tuple(fc.constantFrom(...places), fc.constantFrom(...places), fc.nat({ max: 9 }));
    let shown = 0;
    const kinds = new Set<string>();
    const read = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        place,
        anyone,
        oddCalls(seed),
        fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })),
        node,
        fc.boolean(),
        async ([[chainId, there], [elsewhere], share], from, data, value, oddness, isKept) => {
          // One of ten goes to an address on a chain where it may be something else.
          const chain = share === 0 ? elsewhere : chainId;
          const store = {
            read: async (key: string) =>
              Promise.resolve(isKept && key === keptContracts[0] ? keptContracts[1] : undefined),
          };
          const request = oddNode(oddness);
          const doors = await readDoors(chain, data, store);
          const transaction = { from: from as Address, to: there, value, data };
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
        },
      ),
      { numRuns: runs, seed },
    );
    reportRuns('Transactions to every contract', { transactions: runs, 'with an insight': shown }, `FUZZ_SEED=${seed}`);
    // All are tried in earnest: every protocol is read, and every call is met.
    expect(shown).toBeGreaterThan(0.3 * runs);
    for (const protocol of new Set(allPools().map(({ pool }) => pool.protocol))) {
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
