import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Methods } from '@pooled-staking/api';
import { toDecimalEth } from '@pooled-staking/core';
import type { Anvil, PoolVersion } from '@pooled-staking/devnet';
import { collateralize, ether, person, pool, startChain, vault, type Prepared, type TestChain } from './support/chain';
import { install, type InstalledSnap } from './support/snap';

/** An amount as the Snap shows it: cut to six decimals. */
const shown = (amount: bigint): string => `${toDecimalEth(amount - (amount % 10n ** 12n))} ETH`;
const after = (texts: readonly string[], label: string): string | undefined => texts[texts.indexOf(label) + 1];

describe.each<PoolVersion>([1, 2])('a stake that brings a report in, at a pool of version %d', (poolVersion) => {
  let chain: TestChain;
  let snap: InstalledSnap;
  let restore: () => Promise<void>;

  beforeAll(async () => {
    chain = await startChain({ poolVersion });
    await collateralize(chain);
    await chain.deposit(person, 70n * ether);
    for (let report = 0; report < 3; report += 1) {
      await chain.operator.report(ether / 10n);
    }
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]), { gateways: [chain.gateway] });
  });

  afterAll(async () => chain.stop());

  const worth = async (): Promise<bigint> => chain.read('convertToAssets', [await chain.read('getShares', [person])]);

  it.each([
    ['gains', 4n * ether],
    ['loses', -8n * ether],
  ])('shows what the stake is once the pool %s by it, in dialog and insight', async (_, reward) => {
    restore = await chain.snapshot();
    await chain.operator.report(reward / 2n, false);
    await chain.operator.report(reward / 2n, false);
    const before = await worth();
    const stake = { account: person, pool: pool.id, amount: `${ether}` };
    const { result, texts } = await snap.ask('stake', stake, async (dialog) => dialog.ok());
    const [transaction] = (result && 'transactions' in result ? result.transactions : []) as Prepared[];
    if (!transaction) {
      throw new Error('The Snap prepared nothing.');
    }
    const insight = await snap.insight(transaction);
    await chain.send(transaction);
    const left = await worth();
    for (const said of [texts, insight?.texts ?? []]) {
      expect(after(said, 'Staked now')).toBe(shown(before));
      expect(after(said, 'Staked after this')).toBe(shown(left));
      if (reward > 0n) {
        expect(after(said, 'The report adds')).toBe(shown(left - before - ether));
        expect(said.join(' ')).not.toContain('comes along takes');
      } else {
        expect(said).toContain(
          `The report that comes along takes ${shown(before + ether - left)} of your stake: penalties, which everyone in the pool bears.`,
        );
      }
    }
    expect(transaction.data.slice(0, 10)).toBe(vault.getFunction('updateStateAndDeposit')?.selector);
    await restore();
  });
});

describe.each<PoolVersion>([1, 2])('exits at a pool of version %d', (poolVersion) => {
  const hour = 3_600;
  const day = 24 * hour;
  let chain: TestChain;
  let snap: InstalledSnap;

  beforeAll(async () => {
    chain = await startChain({ poolVersion });
    await collateralize(chain);
    await chain.deposit(person, 5n * ether);
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]), { gateways: [chain.gateway] });
  });

  afterAll(async () => chain.stop());

  const where = { account: person, pool: pool.id };
  const exits = async (): Promise<Methods['getPosition']['result']['exits']> =>
    (await snap.call('getPosition', where)).exits;
  const unstake = async (): Promise<void> => {
    const { result } = await snap.ask('unstake', { ...where, amount: `${ether}` }, async (dialog) => dialog.ok());
    for (const transaction of result && 'transactions' in result ? result.transactions : []) {
      await chain.send(transaction);
    }
  };

  it('can be claimed as soon as a waiting report pays them, and say that the claim brings it along', async () => {
    const restore = await chain.snapshot();
    await unstake();
    expect(await exits()).toMatchObject([{ status: 'queued', claimBringsReport: false }]);
    await chain.operator.returnEth(40n * ether);
    await chain.operator.advanceTime(2 * day);
    await chain.operator.report(ether / 10n, false);
    const [exit] = await exits();
    expect(exit).toMatchObject({
      status: 'claimable',
      claimBringsReport: true,
      basis: "It can be claimed now: the claim brings in the pool's newest report, which pays it.",
    });
    const { result } = await snap.ask('claim', { ...where, exits: [exit?.id ?? ''] }, async (dialog) => dialog.ok());
    expect(result).toMatchObject({
      exits: { claimed: [{ id: exit?.id, assets: exit?.claimableAssets }], leftOut: [] },
    });
    const before = await chain.balance(person);
    const [transaction] = result && 'transactions' in result ? result.transactions : [];
    if (!transaction) {
      throw new Error('The Snap prepared nothing.');
    }
    const { gasCost } = await chain.send(transaction);
    expect(await chain.balance(person)).toBe(before - gasCost + BigInt(exit?.claimableAssets ?? 0));
    await restore();
  });

  it('name one and the same wait in the dialog and in the insight: the one that the claims have shown', async () => {
    const restore = await chain.snapshot();
    await unstake();
    await chain.operator.returnEth(40n * ether);
    await chain.operator.report(ether / 10n);
    await chain.operator.advanceTime((poolVersion === 1 ? 30 : 16) * hour);
    const claim = await snap.ask('claim', where, async (dialog) => dialog.ok());
    const [paid] = claim.result && 'transactions' in claim.result ? claim.result.transactions : [];
    if (!paid) {
      throw new Error('The Snap prepared no claim.');
    }
    await chain.send(paid);
    // What was found is believed for a day.
    await chain.operator.advanceTime(2 * day);
    const waits = (texts: readonly string[] = []): string[] =>
      texts.filter((text) => text.startsWith('You can claim after a wait of '));
    const bound = poolVersion === 1 ? '24 hours' : '16 hours( \\d+ minutes?)?';
    for (const method of ['unstake', 'stake'] as const) {
      const { result, texts } = await snap.ask(method, { ...where, amount: `${ether}` }, async (dialog) => dialog.ok());
      const [transaction] = result && 'transactions' in result ? result.transactions : [];
      if (!transaction) {
        throw new Error('The Snap prepared nothing.');
      }
      expect(waits(texts)).toEqual([
        expect.stringMatching(
          new RegExp(`^You can claim after a wait of up to ${bound}, or later if the queue takes longer\\.$`, 'u'),
        ),
      ]);
      expect(waits((await snap.insight(transaction))?.texts)).toEqual(waits(texts));
    }
    await restore();
  });

  it('that pay are claimed though another one that was named still waits, and that one is named', async () => {
    const restore = await chain.snapshot();
    await unstake();
    await chain.operator.returnEth(40n * ether);
    await chain.operator.report(ether / 10n);
    await unstake();
    await chain.operator.advanceTime(2 * day);
    const [paid, waiting] = await exits();
    expect([paid?.status, waiting?.status]).toEqual(['claimable', 'queued']);
    const ids = [paid?.id ?? '', waiting?.id ?? ''];
    const { result, texts } = await snap.ask('claim', { ...where, exits: ids }, async (dialog) => dialog.ok());
    expect(after(texts, 'You receive')).toBe(shown(BigInt(paid?.claimableAssets ?? 0)));
    expect(after(texts, 'Not in this claim')).toBe(
      `${shown(BigInt(waiting?.totalAssets ?? 0))}: it's still waiting in the queue.`,
    );
    expect(result).toMatchObject({
      exits: {
        claimed: [{ id: paid?.id, assets: paid?.claimableAssets }],
        leftOut: [{ id: waiting?.id, reason: 'queued' }],
      },
    });
    await restore();
  });
});
