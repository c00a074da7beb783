import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { artemis, StakingError, type Address } from '@pooled-staking/core';
import fc from 'fast-check';

import { operatorAccount } from '../../src/accounts';
import { ArtemisOnChain, artemisSeconds, METIS } from './artemis-on-chain';

let on: ArtemisOnChain;

beforeAll(async () => {
  on = await ArtemisOnChain.start();
});

afterAll(() => on.anvil.stop());

const people = 3;
const person = fc.nat(people - 1);
const amount = fc.oneof(fc.bigInt(1n, 10n), fc.bigInt(1n, 1_000n * METIS));

/** What happens on the chain; what is not possible there leaves no trace. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('stake' as const), who: person, amount }),
  fc.record({ kind: fc.constant('reward' as const), amount, isHarvested: fc.boolean() }),
  fc.record({ kind: fc.constant('send' as const), who: person, to: person, parts: fc.nat(100) }),
  fc.record({ kind: fc.constant('request' as const), who: person, parts: fc.nat(100) }),
  fc.record({ kind: fc.constant('release' as const) }),
  fc.record({ kind: fc.constant('claim' as const), who: person }),
  fc.record({ kind: fc.constant('fee' as const), rate: fc.bigInt(0n, METIS) }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 9 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Does a step and keeps what each put in, less what it got, by the contracts and by balances alone. */
async function take(each: Step, putIn: bigint[]): Promise<void> {
  const account = on.people['who' in each ? each.who : 0] as Address;
  const held = await on.read('token', 'balanceOf', [account]);
  const add = (who: number, value: bigint): void => {
    putIn[who] = (putIn[who] as bigint) + value;
  };
  switch (each.kind) {
    case 'stake':
      await on.stake(account, each.amount);
      {
        add(each.who, each.amount);
        return;
      }
    case 'reward':
      return on.reward(each.amount, each.isHarvested);
    case 'send': {
      const shares = (held * BigInt(each.parts)) / 100n;
      await on.call('token', 'transfer', account, [on.people[each.to], shares]);
      const worth = each.who === each.to ? 0n : await on.worth(shares);
      add(each.who, -worth);
      add(each.to, worth);
      return;
    }
    case 'request':
      await on.call('withdrawalManager', 'initiateWithdrawal', account, [(held * BigInt(each.parts)) / 100n]);
      return;
    case 'release':
      return on.release(await on.read('withdrawalManager', 'nextWithdrawNonce'));
    case 'claim': {
      const quote = await artemis.quoteClaim(on.context(), account);
      const before = await on.chain.balance(account);
      const { cost } = await on.sendQuoted(quote.transaction);
      const got = (await on.chain.balance(account)) + cost - before;
      expect(got).toBe(quote.assets);
      add(each.who, -got);
      return;
    }
    case 'fee':
      await on.call('rewardPool', 'setFeeRate', operatorAccount, [each.rate]);
      return;
    case 'wait':
      return on.wait(each.days * artemisSeconds.day);
  }
}

it('whatever happens, what everybody has and gained is told to the wei', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      const snapshot = await on.anvil.request('evm_snapshot');
      try {
        const putIn = on.people.map(() => 0n);
        // Somebody stays all along, as in the real pool.
        await on.stake(on.people[3] as Address, 1_000n * METIS);
        putIn[3] = 1_000n * METIS;
        for (const each of steps) {
          await take(each, putIn).catch((error: unknown) => {
            if (!(error instanceof StakingError) && !String(error).includes('chain refuses')) {
              throw error;
            }
          });
        }
        for (const [index, account] of on.people.entries()) {
          const position = await artemis.readPosition(on.context(), account);
          const { assets, exits, exitingAssets, lifetimeRewards, gap } = position;
          const shares = await on.read('token', 'balanceOf', [account]);
          expect([gap, assets]).toEqual([null, await on.worth(shares)]);
          expect(lifetimeRewards).toBe(assets + exitingAssets - (putIn[index] as bigint));
          expect(BigInt(exits.length)).toBe(
            await on.read('withdrawalManager', 'getUserWithdrawRequestLength', [account]),
          );
          const { rewards } = await artemis.readHistory(on.context(), position, {});
          expect(rewards).toBe(lifetimeRewards);
          // What is told to be claimable is what the chain pays, and nothing else.
          const pays = await on
            .call('withdrawalManager', 'completeWithdrawal', account)
            .then(() => true)
            .catch(() => false);
          expect(pays).toBe(exits[0]?.status === 'claimable');
        }
      } finally {
        await on.anvil.request('evm_revert', [snapshot]);
      }
    }),
    { numRuns: 12 },
  );
});
