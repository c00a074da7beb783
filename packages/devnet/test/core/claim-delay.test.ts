import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  readBlock,
  readClaimDelay,
  readClaimQuote,
  readUnstakeQuote,
  readStakeQuote,
  stakewise,
  stakewiseOn,
  type Address,
  type ClaimDelay,
  type PoolContext,
} from '@pooled-staking/core';
import { accounts, operatorAccount } from '../../src/accounts';
import { upgradePool } from '../../src/contracts/deploy';
import { failuresLeftBy } from '../given-up';
import { ETH } from '../launcher/support';
import { textStore } from './life/product';
import { PoolOnChain } from './pool-on-chain';

const hour = 3_600;
const slot = 12;
const person: Address = accounts[0];
const other: Address = accounts[5];
/** Has a stake since the devnet's first weeks. */
const staker: Address = accounts[1];

async function found(chain: PoolOnChain, store = textStore()): Promise<ClaimDelay> {
  const { state } = await chain.view(person);
  const block = await readBlock(chain.context.request);
  return readClaimDelay({ ...chain.context, store }, block, state.implementation);
}

/** Has an exit served, and claims it as soon as the pool allows it after so many seconds. */
async function exitAndClaim(chain: PoolOnChain, account: Address, delay: number): Promise<void> {
  await chain.send((await readStakeQuote(chain.context, account, 2n * ETH)).transaction);
  await chain.devnet.operator.returnEth(10n * ETH);
  await chain.send((await readUnstakeQuote(chain.context, account, 'max')).transaction);
  const [exit] = (await chain.view(account)).exits;
  await chain.reportOnly();
  await chain.devnet.operator.harvest();
  const { timestamp } = await readBlock(chain.context.request);
  await chain.devnet.operator.advanceTime((exit?.requestedAt ?? 0) + delay - timestamp);
  await chain.send((await readClaimQuote(chain.context, account, await chain.view(account))).transaction);
}

describe('the claim delay that the chain shows', () => {
  let chain: PoolOnChain;

  afterAll(async () => chain.devnet.stop());

  describe('of version 1', () => {
    beforeAll(async () => {
      chain = await PoolOnChain.launch({ poolVersion: 1, seed: false });
      await chain.send((await readStakeQuote(chain.context, other, 40n * ETH)).transaction);
      await chain.devnet.operator.runValidators();
    });

    it('is what is known of every vault, with and without a claim', async () => {
      expect(await found(chain)).toEqual({ seconds: 24 * hour, basis: 'longest-known', claims: 0 });
      await exitAndClaim(chain, person, 24 * hour);
      expect(await found(chain)).toEqual({ seconds: 24 * hour, basis: 'longest-known', claims: 1 });
    });

    it('is another one after the upgrade, from the claims since', async () => {
      const store = textStore();
      expect((await found(chain, store)).claims).toBe(1);
      const { network, pool } = chain.context;
      const { anvil } = chain.devnet;
      await anvil.request('anvil_impersonateAccount', [operatorAccount]);
      await upgradePool(anvil, {
        addresses: { ...network, ...stakewiseOn(network), pool: pool.address },
        operator: operatorAccount,
      });
      expect(await found(chain, store)).toEqual({ seconds: 24 * hour, basis: 'longest-known', claims: 0 });

      await exitAndClaim(chain, person, 15 * hour);
      await chain.devnet.operator.advanceTime(24 * hour);
      for (const delay of [await found(chain, store), await found(chain)]) {
        expect(delay).toMatchObject({ basis: 'observed', claims: 1 });
        expect(delay.seconds).toBeGreaterThanOrEqual(15 * hour);
        expect(delay.seconds).toBeLessThanOrEqual(15 * hour + slot);
      }
      await chain.devnet.stop();
    });
  });

  describe('of version 2', () => {
    beforeAll(async () => {
      chain = await PoolOnChain.launch({ poolVersion: 2, seed: true });
    });

    it.each([
      ['a position', async (context: PoolContext) => stakewise.readPosition(context, staker)],
      ['a pool', async (context: PoolContext) => stakewise.readPool(context)],
      ['a quote of a stake', async (context: PoolContext) => readStakeQuote(context, staker, ETH)],
      ['a quote of an exit', async (context: PoolContext) => readUnstakeQuote(context, staker, ETH)],
    ])('leaves no failure behind that nobody waits for, wherever %s is given up', async (_, read) => {
      expect(await failuresLeftBy(chain.context, read)).toEqual([]);
    });

    it('is within a block of its own once somebody claims promptly', async () => {
      await exitAndClaim(chain, person, 15 * hour);
      const delay = await found(chain);
      expect(delay.basis).toBe('observed');
      expect(delay.claims).toBeGreaterThan(0);
      expect(delay.seconds).toBeGreaterThanOrEqual(15 * hour);
      expect(delay.seconds).toBeLessThanOrEqual(15 * hour + slot);

      await chain.send((await readStakeQuote(chain.context, person, ETH)).transaction);
      expect((await readUnstakeQuote(chain.context, person, 'max')).claimDelay).toEqual(delay);
    });
  });
});
