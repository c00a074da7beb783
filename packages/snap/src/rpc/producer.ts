import { protocolOf, type PoolOnNetwork, type PoolState, type Producer } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { keepElsewhere } from './elsewhere';
import { withNames } from './item-names';

/** Turns are longer than that: an hour or so. */
const halfMinute = 30_000;

const kept = keepElsewhere<Producer | null>(null, halfMinute);

/**
 * Which part of a pool makes another chain's blocks now, by its public name. `null` where it makes none, and where that is not
 * known: the wallet may not have the other network. Must not be called within a turn on the pool's own chain: it takes one on
 * the other.
 * @param state of the pool, as its protocol read it.
 */
export async function readProducer(
  wallet: Wallet,
  { network, pool }: PoolOnNetwork,
  state: PoolState,
): Promise<Producer | null> {
  const { producing } = protocolOf(pool);
  const l2 = producing?.place(network);
  if (!producing || !l2) {
    return null;
  }
  return kept.read(pool.id, async () => {
    try {
      const producer = await wallet.withChain(l2, { urgency: 'read' }, async (request) =>
        producing.read(request, l2, network, state),
      );
      const [named = null] = producer ? await withNames(wallet, network, [producer]) : [];
      return named;
    } catch {
      // What was known is not true any more by now.
      return null;
    }
  });
}
