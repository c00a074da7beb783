import { protocolOf, type PoolOnNetwork, type PoolTrouble } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { inPool } from './pool-context';

/** What was read is good for so long, and a place that was not reached is tried again after so long; in milliseconds. */
const keptFor = 3_600_000;
const againAfter = 60_000;

/** By pool id, since the Snap woke; what is public on the chain, and the same for everybody. */
const kept = new Map<string, { readonly troubles: readonly PoolTrouble[]; readonly until: number }>();

/** What was read last of what earns for a pool on another chain. Asks nobody. */
export function knownBackingTroubles({ pool }: PoolOnNetwork): readonly PoolTrouble[] {
  return kept.get(pool.id)?.troubles ?? [];
}

/**
 * That nothing earns for a pool on another chain, from the first place for it that the wallet has. Where none is reached,
 * nothing is claimed. Must not be called within a turn on the pool's own chain: it takes one on the other.
 */
export async function readBackingTroubles(wallet: Wallet, where: PoolOnNetwork): Promise<readonly PoolTrouble[]> {
  const { network, pool } = where;
  const { backing } = protocolOf(pool);
  if (!backing || (kept.get(pool.id)?.until ?? 0) > Date.now()) {
    return knownBackingTroubles(where);
  }
  // Whoever asks meanwhile gets what was known.
  kept.set(pool.id, { troubles: knownBackingTroubles(where), until: Date.now() + againAfter });
  for (const place of backing.places(network)) {
    try {
      const troubles = await inPool(wallet, place, { urgency: 'read' }, async (context) =>
        backing.readTroubles(context, network),
      );
      kept.set(pool.id, { troubles, until: Date.now() + keptFor });
      return troubles;
    } catch {
      // The next one, if there is one.
    }
  }
  return knownBackingTroubles(where);
}

/** Troubles of a pool together with those of what earns for it, each once. */
export function withBacking<Trouble extends Pick<PoolTrouble, 'kind'>>(
  troubles: readonly Trouble[],
  backing: readonly Trouble[],
): Trouble[] {
  return [...troubles, ...backing.filter(({ kind }) => !troubles.some((each) => each.kind === kind))];
}
