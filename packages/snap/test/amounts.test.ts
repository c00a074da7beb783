import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
      expect(after(said, 'Staked afterwards')).toBe(shown(left));
      if (reward > 0n) {
        expect(after(said, 'The report adds')).toBe(shown(left - before - ether));
        expect(said.join(' ')).not.toContain('takes away');
      } else {
        expect(said).toContain(
          `The report that comes along takes away ${shown(before + ether - left)} of your stake: penalties, which everybody in the pool bears.`,
        );
      }
    }
    expect(transaction.data.slice(0, 10)).toBe(vault.getFunction('updateStateAndDeposit')?.selector);
    await restore();
  });
});
