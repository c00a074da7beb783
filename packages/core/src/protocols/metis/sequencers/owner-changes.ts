import { mapBounded } from '../../../chain/bounded';
import type { Unknown } from '../../../chain/checks';
import { callNode } from '../../../chain/request';
import { storeKey, type PoolContext } from '../../../networks/context';
import { isSameAddress } from '../../../units';
import type { LockingLedger } from './ledger';

/** Requests at a time. */
const parallel = 4;

/**
 * Whether each sequencer was handed on by whom the logs take for its owner: no log tells who that was, and a change that a node
 * leaves out has no other trace. The pool takes it from the owner alone, who has sent the transaction or was called by it.
 * What was found to be so is kept.
 * @throws StakingError CHAIN_UNAVAILABLE.
 */
export async function areOwnersKnown(
  context: Pick<PoolContext, 'request' | 'store' | 'network' | 'pool'>,
  { ownerChanges }: Pick<LockingLedger, 'ownerChanges'>,
): Promise<boolean> {
  if (ownerChanges.length === 0) {
    return true;
  }
  const key = storeKey(context, 'owners');
  const named = ownerChanges.map(({ owner, log: { transactionHash: hash, logIndex } }) => ({
    ...{ owner, hash },
    name: `${hash}:${logIndex}:${owner}`.toLowerCase(),
  }));
  const kept = (await context.store?.read(key).catch(() => undefined)) as Unknown<{ known: string[] }>;
  const before = Array.isArray(kept?.known) ? (kept.known as unknown[]) : [];
  const found = await mapBounded(named, parallel, async ({ owner, hash, name }) => {
    if (before.includes(name)) {
      return [name];
    }
    const method = 'eth_getTransactionByHash';
    const transaction = await callNode<{ from?: unknown; to?: unknown } | null>(context.request, method, [hash]);
    const isOwner = (each: unknown): boolean => typeof each === 'string' && isSameAddress(each, owner);
    return isOwner(transaction?.from) || isOwner(transaction?.to) ? [name] : [];
  });
  const known = found.flat();
  if (known.some((each) => !before.includes(each))) {
    await context.store?.write(key, { known }).catch(() => undefined);
  }
  return known.length === named.length;
}
