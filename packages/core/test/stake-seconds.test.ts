import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Log } from '../src/chain/logs';
import { StakeSeconds } from '../src/protocols/stakewise/ledger/stake-seconds';

type Flow = { readonly time: number; readonly assets: bigint };

/** A span of a life: what came in and went out, and what lay there when it ended. */
type Part = { readonly flows: readonly Flow[]; readonly end: number; readonly value: bigint };

const logAt = (time: number, isTimed: boolean): Log => ({
  address: '0x01',
  topics: [],
  data: '0x',
  blockNumber: time,
  logIndex: 0,
  transactionHash: '0x02',
  ...(isTimed ? { blockTimestamp: time } : {}),
});

/** Parts one behind the other, each 0 to 40 seconds long. */
const lives = fc
  .array(
    fc.record({
      flows: fc.array(fc.record({ after: fc.nat({ max: 40 }), assets: fc.bigInt({ min: -50n, max: 100n }) }), {
        maxLength: 4,
      }),
      seconds: fc.nat({ max: 40 }),
      value: fc.bigInt({ min: 0n, max: 1_000n }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => {
    let begin = 100;
    return parts.map(({ flows, seconds, value }): Part => {
      const timed = flows.map(({ after, assets }) => ({ time: begin + Math.min(after, seconds), assets }));
      begin += seconds;
      return { flows: timed.sort((a, b) => a.time - b.time), end: begin, value };
    });
  });

/** What lay there, second by second. */
function countSeconds(parts: readonly Part[], first: bigint, from: number, to: number): bigint {
  let sum = 0n;
  let [begin, before] = [100, first];
  for (const { flows, end, value } of parts) {
    for (let second = Math.max(begin, from); second < Math.min(end, to); second += 1) {
      sum += flows.reduce((stake, { time, assets }) => (time <= second ? stake + assets : stake), before);
    }
    [begin, before] = [end, value];
  }
  return sum;
}

describe('stake seconds', () => {
  it('are what a count second by second gives, whether logs tell their times or not, in any span', () => {
    fc.assert(
      fc.property(
        lives,
        fc.oneof(fc.constant(0), fc.integer({ min: 90, max: 250 })),
        fc.oneof(fc.constant(Infinity), fc.integer({ min: 90, max: 250 })),
        fc.bigInt({ min: 0n, max: 1_000n }),
        fc.func(fc.boolean()),
        (parts, from, to, lay, isTimed) => {
          fc.pre(from < to);
          // Who had something before has a span that begins with it, or later.
          const first = from < 100 ? 0n : lay;
          const stake = new StakeSeconds(from, to);
          for (const { time, assets } of parts.flatMap(({ flows }) => flows)) {
            stake.onFlow(assets, logAt(time, isTimed(time)));
          }
          const points = parts.map(({ flows, end, value }, index) => {
            const putIn = flows.reduce((sum, { assets }) => sum + assets, 0n);
            const reward = value - putIn - (parts[index - 1]?.value ?? first);
            return { blockNumber: end, reward, putIn, value, time: end };
          });
          expect(stake.sum(points, ({ blockNumber }) => blockNumber)).toBe(countSeconds(parts, first, from, to));
        },
      ),
    );
  });

  it('name the logs whose times are to be read', () => {
    const stake = new StakeSeconds(0, Infinity);
    stake.onFlow(1n, logAt(5, true));
    stake.onFlow(2n, logAt(6, false));
    expect(stake.untimedLogs).toEqual([logAt(6, false)]);
  });
});
