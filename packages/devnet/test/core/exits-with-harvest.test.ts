import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  estimateOf,
  readAccountView,
  readClaimQuote,
  readStakeQuote,
  readUnstakeQuote,
  type Address,
} from '@pooled-staking/core';
import { accounts } from '../../src/accounts';
import { ETH } from '../launcher/support';
import { PoolOnChain } from './pool-on-chain';

describe.each([1, 2] as const)('exits that the newest report serves, pool version %i', (poolVersion) => {
  let chain: PoolOnChain;
  let snapshot: unknown;
  const person: Address = accounts[0];

  beforeAll(async () => {
    chain = await PoolOnChain.launch({ poolVersion, seed: true });
    await chain.send((await readStakeQuote(chain.context, person, 3n * ETH)).transaction);
    snapshot = await chain.devnet.anvil.request('evm_snapshot', []);
  });

  afterAll(async () => chain.devnet.stop());

  /** Back to where the person has just staked. */
  const reset = async (): Promise<void> => {
    await chain.devnet.anvil.request('evm_revert', [snapshot]);
    snapshot = await chain.devnet.anvil.request('evm_snapshot', []);
  };

  it('puts the report behind the exit, which is served at once and claimable after the wait alone', async () => {
    await chain.devnet.operator.returnEth(30n * ETH);
    await chain.reportOnly();
    const quote = await readUnstakeQuote(chain.context, person, 'max');
    expect(quote.way).toBe('served-at-once');
    await chain.send(quote.transaction);
    const [exit] = (await chain.view(person)).exits;
    expect(exit).toMatchObject({ status: 'exiting', leftShares: 0n });
    // What the dialog shows, to the wei.
    expect(exit?.exitedAssets).toBe(quote.assets);
    // And the time that was told before, but for the seconds until it was mined.
    const { latest, ...told } = estimateOf(quote);
    const later = (exit?.requestedAt ?? 0) - quote.state.block.timestamp;
    expect(exit?.estimate).toMatchObject({ basis: told.basis, latest: (latest ?? 0) + later });

    await chain.devnet.operator.advanceTime(86_400);
    const before = await chain.balance(person);
    const claim = await readClaimQuote(chain.context, person, await chain.view(person));
    expect(claim).toMatchObject({ assets: exit?.exitedAssets, withHarvest: false });
    const gas = await chain.send(claim.transaction);
    expect(await chain.balance(person)).toBe(before - gas + (exit?.exitedAssets ?? 0n));
    await reset();
  });

  it('sends the exit alone when no free ETH could serve it', async () => {
    await chain.reportOnly();
    const quote = await readUnstakeQuote(chain.context, person, 'max');
    expect(quote.way).toBe('validators');
    await chain.send(quote.transaction);
    const [exit] = (await chain.view(person)).exits;
    expect(exit).toMatchObject({ status: 'queued', exitedAssets: 0n });
    const told = estimateOf(quote);
    expect(told).toMatchObject({ basis: 'validator-exits', latest: null });
    expect(exit?.estimate.basis).toBe(told.basis);
    expect((exit?.estimate.earliest ?? 0) - (told.earliest ?? 0)).toBeLessThan(60);
    await reset();
  });

  it('sends the exit alone when the report cannot be proved', async () => {
    await chain.devnet.operator.returnEth(30n * ETH);
    await chain.reportOnly();
    const offline = { ...chain.context, rewardsGateways: ['http://127.0.0.1:9/ipfs/'] };
    const quote = await readUnstakeQuote(offline, person, 'max');
    expect(quote.way).toBe('next-report');
    const { earliest, latest, basis } = estimateOf(quote);
    expect([basis, earliest !== null && latest !== null && earliest < latest]).toEqual(['next-report', true]);
    await reset();
  });

  it('brings the report in before a claim that it makes payable', async () => {
    await chain.send((await readUnstakeQuote(chain.context, person, 'max')).transaction);
    await chain.devnet.operator.returnEth(30n * ETH);
    await chain.devnet.operator.advanceTime(2 * 86_400);
    await expect(readClaimQuote(chain.context, person, await chain.view(person))).rejects.toMatchObject({
      code: 'NOTHING_TO_CLAIM',
    });
    await chain.reportOnly();
    const view = await readAccountView(chain.context, person, { withPending: true });
    expect(view.exits[0]?.status).toBe('queued');
    const claim = await readClaimQuote(chain.context, person, view);
    expect(claim.withHarvest).toBe(true);
    // The view says the same beforehand, with the amount that the claim pays.
    const bare = (exits: readonly object[]): object[] => exits.map((exit) => ({ ...exit, estimate: null }));
    expect(bare(view.claimableWithReport)).toEqual(bare(claim.exits));
    expect(view.claimableWithReport).toMatchObject([{ needsReport: true, claimableAssets: claim.assets }]);
    const before = await chain.balance(person);
    const gas = await chain.send(claim.transaction);
    expect(await chain.balance(person)).toBe(before - gas + claim.assets);
    expect((await chain.view(person)).exits).toEqual([]);
    await reset();
  });

  it('promises no claim with a report before the waiting time is over', async () => {
    await chain.send((await readUnstakeQuote(chain.context, person, 'max')).transaction);
    await chain.devnet.operator.returnEth(30n * ETH);
    await chain.reportOnly();
    const view = await readAccountView(chain.context, person, { withPending: true });
    expect(view.exits[0]?.status).toBe('queued');
    expect(view.claimableWithReport).toEqual([]);
    await reset();
  });

  it('pays the exit that pays of two that were named, and names the other one', async () => {
    await chain.send((await readUnstakeQuote(chain.context, person, ETH)).transaction);
    await chain.devnet.operator.returnEth(30n * ETH);
    await chain.devnet.operator.report(ETH / 100n);
    await chain.send((await readUnstakeQuote(chain.context, person, ETH)).transaction);
    await chain.devnet.operator.advanceTime(86_400);
    const view = await chain.view(person);
    const claim = await readClaimQuote(
      chain.context,
      person,
      view,
      view.exits.map(({ id }) => id),
    );
    expect(claim.exits.map(({ id }) => id)).toEqual([view.exits[0]?.id]);
    expect(claim.leftOut).toMatchObject([{ id: view.exits[1]?.id, reason: 'queued' }]);
    const before = await chain.balance(person);
    const gas = await chain.send(claim.transaction);
    expect(await chain.balance(person)).toBe(before - gas + claim.assets);
    await reset();
  });
});
