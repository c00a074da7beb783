import { protocolOf, type PoolOnNetwork, type PoolTrouble } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { keepElsewhere } from './elsewhere';
import { inPool } from './pool-context';

const hour = 3_600_000;

const kept = keepElsewhere<readonly PoolTrouble[]>([], hour);

/** What was read last of what earns for a pool on another chain. Asks nobody. */
export function knownBackingTroubles({ pool }: PoolOnNetwork): readonly PoolTrouble[] {
  return kept.known(pool.id);
}

/**
 * That nothing earns for a pool on another chain, from the first place for it that the wallet has. Where none is reached,
 * nothing is claimed. Must not be called within a turn on the pool's own chain: it takes one on the other.
 */
export async function readBackingTroubles(
  wallet: Wallet,
  { network, pool }: PoolOnNetwork,
): Promise<readonly PoolTrouble[]> {
  const { backing } = protocolOf(pool);
  return backing
    ? kept.read(pool.id, async () => {
        let fault: unknown;
        for (const place of backing.places(network)) {
          try {
            return await inPool(wallet, place, { urgency: 'read' }, async (context) =>
              backing.readTroubles(context, network),
            );
          } catch (error) {
            // The next one, if there is one.
            fault = error;
          }
        }
        throw fault;
      })
    : [];
}

/** Troubles of a pool together with those of what earns for it, each once. */
export function withBacking<Trouble extends Pick<PoolTrouble, 'kind'>>(
  troubles: readonly Trouble[],
  backing: readonly Trouble[],
): Trouble[] {
  return [...troubles, ...backing.filter(({ kind }) => !troubles.some((each) => each.kind === kind))];
}
