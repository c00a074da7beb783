import { aprDays } from '../src/staking/rate';
import { stakewiseOn } from '../src/protocols/stakewise/contracts';
import { describe, expect, it } from '@jest/globals';
import { local } from '../src/networks/local';
import type { PoolContext } from '../src/networks/context';
import type { VaultState } from '../src/protocols/stakewise/vault/state';
import { readKnownAprWindows } from '../src/protocols/stakewise/ledger/apr-windows';

const day = 86_400;
const now = 1_800_000_000;
const block = 3_000_000;
const state = {
  block: { number: block, hash: '0x00', timestamp: now },
  totalAssets: 1n,
  totalShares: 1n,
  mevEscrow: stakewiseOn(local).keeper,
};

/** A node that gives logs of the newest `reach` days only, and none of them; `error` is what it says otherwise. */
function nodeWith(reach: number, error: Error): { context: PoolContext; asked: number[] } {
  const asked: number[] = [];
  const context = {
    network: local,
    pool: local.pools[0],
    request: async ({ params }: { params?: unknown }) => {
      const [{ fromBlock }] = params as [{ fromBlock: string }];
      asked.push(Number(fromBlock));
      await Promise.resolve();
      if ((block - Number(fromBlock)) * 12 > reach * day) {
        throw error;
      }
      return [];
    },
  } as unknown as PoolContext;
  return { context, asked };
}

const pruned = Object.assign(new Error('pruned history unavailable'), { code: 4444 });

describe('readKnownAprWindows', () => {
  it('asks for 7, 30, 90, 180 and 365 days, the headline first', () => {
    expect([...aprDays]).toEqual([7, 30, 90, 180, 365]);
  });

  it('leaves all windows unknown when the node gives no logs', async () => {
    const windows = await readKnownAprWindows(nodeWith(0, pruned).context, state as VaultState, aprDays);
    expect(windows.map(({ days, apr, harvests }) => [days, apr, harvests])).toEqual(
      aprDays.map((days) => [days, null, 0]),
    );
  });

  it('asks for the headline alone when the node does not reach back a year', async () => {
    const { context, asked } = nodeWith(20, pruned);
    await readKnownAprWindows(context, state as VaultState, aprDays);
    expect(asked).toContain(block - (9 * day) / 12);
  });

  it('passes other failures on', async () => {
    const { context } = nodeWith(0, Object.assign(new Error('no'), { code: 4001 }));
    await expect(readKnownAprWindows(context, state as VaultState, aprDays)).rejects.toThrow('no');
  });
});
