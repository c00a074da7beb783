import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { findConcerns } from '@pooled-staking/core';
import { andromeda } from '../../../core/src/networks/andromeda';
import type { Address, Hex } from '../../../core/src/units';
import { operatorAccount } from '../../src/accounts';
import { contractInterface } from '../../src/contracts/deploy';
import { defined } from '../../src/defined';
import { ArtemisOnChain, artemisSeconds, contracts, METIS } from './artemis-on-chain';
import { lookOn, type Told } from '../insight-on';

let on: ArtemisOnChain;
let [ann, bob]: Address[] = [];

beforeAll(async () => {
  on = await ArtemisOnChain.start();
  [ann, bob] = on.people;
  await on.stake(defined(ann), 100n * METIS);
  await on.reward(10n * METIS);
  await on.reward(5n * METIS, false);
  for (const shares of [1n, 2n]) {
    await on.call('withdrawalManager', 'initiateWithdrawal', defined(ann), [shares * METIS]);
  }
});

afterAll(() => on.anvil.stop());

const encode = (name: string, method: string, ...args: readonly unknown[]): Hex =>
  contractInterface(name).encodeFunctionData(method, args) as Hex;
const deposit = (least: bigint): Hex => encode('AMTDepositPool', 'deposit', least, 'friend');
const complete = encode('AMTWithdrawalManager', 'completeWithdrawal');

/** What is said of a transaction; `null` when it concerns no pool. */
const insightOf = async (from: Address | undefined, to: Address, data: Hex, value = 0n): Promise<Told | null> =>
  lookOn(on.request, { from: defined(from), to, data, value });

describe('a transaction to Artemis', () => {
  it('that stakes is told with what it leaves, to the wei, and nothing is found in an honest one', async () => {
    const given = await on.read('pool', 'getArtMetisAmountToMint', [3n * METIS]);
    const insight = defined(await insightOf(ann, contracts.pool, deposit((given * 955n) / 1_000n), 3n * METIS));
    expect(insight.facts.calls.map(({ call, assets }) => [call.kind, assets])).toEqual([['stake', 3n * METIS]]);
    expect(insight).toMatchObject({ wayBack: 'release', unread: [] });
    expect(insight.facts.simulation).toMatchObject({ goesThrough: true });
    expect(insight.found.filter((found) => !found.startsWith('note'))).toEqual([]);
    const snapshot = await on.anvil.request('evm_snapshot');
    await on.call('pool', 'deposit', defined(ann), [0n, ''], 3n * METIS);
    const after = await on.worth(await on.read('token', 'balanceOf', [ann]));
    await on.anvil.request('evm_revert', [snapshot]);
    expect(insight.position?.after).toBe(after);
    expect(insight.position?.reportChange).toBeGreaterThan(0n);
  });

  it('that takes any rate is told so, and one that asks for too much fails with its reason', async () => {
    expect((await insightOf(bob, contracts.pool, deposit(0n), METIS))?.found).toContain('note: few-least-shares');
    const much = defined(await insightOf(bob, contracts.pool, deposit(METIS), METIS));
    expect(much.found).toContain('critical: would-revert');
    expect(much.facts.simulation).toMatchObject({ reason: { name: 'AMTDepositPool: artMetis is too high' } });
    const nothing = defined(await insightOf(bob, contracts.pool, deposit(0n)));
    expect(nothing.facts.simulation).toMatchObject({ reason: { code: 'AMOUNT_TOO_SMALL' } });
  });

  it('that asks for a withdrawal goes to the manager, and is one of the pool', async () => {
    const data = encode('AMTWithdrawalManager', 'initiateWithdrawal', 7n * METIS);
    const insight = defined(await insightOf(ann, contracts.withdrawalManager, data));
    expect(insight.facts).toMatchObject({ kind: 'known', openExits: 2, subject: { pool: { name: 'Artemis' } } });
    expect(insight).toMatchObject({ wayBack: 'release', unread: [] });
    const snapshot = await on.anvil.request('evm_snapshot');
    await on.call('withdrawalManager', 'initiateWithdrawal', defined(ann), [7n * METIS]);
    const [expected] = await on.chain
      .read(contracts.withdrawalManager, contractInterface('AMTWithdrawalManager'), 'getUserWithdrawRequest', [ann, 2])
      .then((answer) => [(answer[0] as { expectedAmount: bigint }).expectedAmount]);
    const after = await on.worth(await on.read('token', 'balanceOf', [ann]));
    await on.anvil.request('evm_revert', [snapshot]);
    expect(insight.facts.calls[0]?.assets).toBe(expected);
    expect(insight.position?.after).toBe(after);
    const more = encode('AMTWithdrawalManager', 'initiateWithdrawal', 700n * METIS);
    expect((await insightOf(ann, contracts.withdrawalManager, more))?.facts.simulation).toMatchObject({
      reason: { code: 'INSUFFICIENT_STAKE' },
    });
  });

  it('that claims too early pays nothing, with the reason, and then what the oldest request is promised', async () => {
    const look = async (from: Address | undefined) =>
      defined(await insightOf(from, contracts.withdrawalManager, complete));
    const unreleased = await look(ann);
    expect(unreleased.found).toContain('critical: would-revert');
    expect(unreleased.facts.simulation).toMatchObject({
      reason: { name: 'AMTWithdrawalManager: withdraw request has not unlocked yet', code: 'NOTHING_TO_CLAIM' },
    });
    expect(unreleased.facts.calls[0]?.assets).toBe(0n);
    const snapshot = await on.anvil.request('evm_snapshot');
    await on.release(1n);
    expect((await look(ann)).facts.simulation).toMatchObject({ reason: { code: 'CLAIM_TOO_EARLY' } });
    await on.wait(artemisSeconds.delay);
    const paid = await look(ann);
    const before = await on.chain.balance(contracts.withdrawalManager);
    await on.call('withdrawalManager', 'completeWithdrawal', defined(ann));
    expect(paid.facts.calls[0]?.assets).toBe(before - (await on.chain.balance(contracts.withdrawalManager)));
    expect(paid.found.filter((found) => !found.startsWith('note'))).toEqual([]);
    await on.anvil.request('evm_revert', [snapshot]);
    expect((await look(bob)).facts.simulation).toMatchObject({
      reason: { name: 'AMTWithdrawalManager: no withdraw request' },
    });
  });

  it('that sends METIS to a contract without a stake loses it, and that is said', async () => {
    for (const to of [contracts.pool, contracts.withdrawalManager]) {
      expect((await insightOf(bob, to, '0x', METIS))?.found).toContain('critical: token-sent');
    }
    expect((await insightOf(bob, contracts.token, '0x', METIS))?.found).toContain('critical: protocol-contract');
    expect((await insightOf(bob, contracts.rewardPool, '0x', METIS))?.found).toContain('critical: gives-away');
  });

  it('that lets somebody take artMETIS needs nobody for anything: it is a danger, and the more the more may be taken', async () => {
    const approve = async (method: string, amount: bigint) =>
      (await insightOf(bob, contracts.token, encode('ArtMetis', method, ann, amount)))?.found;
    expect(await approve('approve', 5n)).toEqual(['warning: open-permit']);
    expect(await approve('approve', 2n ** 256n - 1n)).toEqual(['critical: open-permit']);
    expect(await approve('approve', 0n)).toEqual([]);
  });

  it("to another of its deployer's contracts, which has the pool's address on another chain, is no concern", () => {
    const data = encode('ArtMetis', 'transfer', bob, 5n);
    const there = (call: Hex, value = 0n) =>
      findConcerns('eip155:42161', { from: defined(ann), to: contracts.pool, data: call, value })?.parts[0]?.concern
        .kind;
    expect(there(data)).toBeUndefined();
    expect(there(deposit(1n))).toBe('other-chain');
    expect(there('0x', 1n)).toBe('other-chain');
  });

  it('that transfers METIS as a token, or artMETIS, to a contract of the protocol loses it, and that is said', async () => {
    const metis = defined(andromeda.nativeToken);
    const transfer = (to: Address | undefined): Hex => encode('ArtMetis', 'transfer', to, METIS);
    for (const [token, symbol] of [
      [metis, 'METIS'],
      [contracts.token, 'artMETIS'],
    ] as const) {
      for (const to of [contracts.pool, contracts.withdrawalManager, contracts.rewardPool, contracts.token]) {
        const insight = defined(await insightOf(ann, token, transfer(to)));
        expect(insight.found).toEqual(['critical: token-sent']);
        expect(insight.findings[0]).toMatchObject({ asset: { symbol }, assets: METIS, receiver: to.toLowerCase() });
      }
      expect(await insightOf(ann, token, transfer(bob))).toBeNull();
    }
  });

  it('that brings waiting rewards in is understood, and one that is cut off is told', async () => {
    const harvest = defined(await insightOf(bob, contracts.pool, encode('AMTDepositPool', 'harvest')));
    expect(harvest.found.filter((found) => !found.startsWith('note'))).toEqual([]);
    const cut = deposit(1n).slice(0, 60) as Hex;
    expect((await insightOf(bob, contracts.pool, cut, METIS))?.found).toContain('critical: truncated');
    await on.call('pool', 'setPaused', operatorAccount, [true]);
    const paused = defined(await insightOf(bob, contracts.pool, deposit(0n), METIS));
    expect(paused.facts.simulation).toMatchObject({ reason: { code: 'POOL_PAUSED' } });
    await on.call('pool', 'setPaused', operatorAccount, [false]);
  });
});
