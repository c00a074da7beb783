import {
  findConcerns,
  readDoors,
  readInsight,
  type Address,
  type Hex,
  type Insight,
  type Request,
} from '@pooled-staking/core';

/** What is said of a transaction: the insight, and its findings in short. */
export type Told = Insight & { readonly found: readonly string[] };

/**
 * Looks at a transaction by the product's own way, with nothing remembered.
 * @param chainId as wallets name it; the chain of Metis where it is left out.
 * @param kept what other reads have kept of the pools; what this one finds is added to it.
 * @returns `null` when it concerns no pool.
 */
export async function lookOn(
  request: Request,
  transaction: { readonly from: Address; readonly to: Address; readonly data: Hex; readonly value?: bigint },
  kept = new Map<string, unknown>(),
  chainId = 'eip155:1088',
): Promise<Told | null> {
  const whole = { value: 0n, ...transaction };
  const store = {
    read: async (key: string) => Promise.resolve(kept.get(key)),
    write: async (key: string, value: object) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  };
  const doors = await readDoors(chainId, whole.data, store);
  const concerns = findConcerns(chainId, whole, [], doors);
  if (!concerns) {
    return null;
  }
  const { insight } = await readInsight(
    {
      ...{ request, currency: 'usd', store, readMemory: async () => Promise.resolve(null) },
      timeIsOver: new Promise(() => undefined),
    },
    { transaction: whole, nonce: null, origin: null, concerns },
  );
  return { ...insight, found: insight.findings.map(({ id, severity }) => `${severity}: ${id}`) };
}
