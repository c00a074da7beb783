import { mapBounded } from '../../../chain/bounded';
import { isHex, type Unknown } from '../../../chain/checks';
import { callNode } from '../../../chain/request';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { Address, Hex } from '../../../units';
import { lockingPoolAbi } from './abi';

/** What a batch of rewards was called with: how many blocks of the L2 each signer made. A signer may stand in it twice. */
export type BatchShare = { readonly signer: Address; readonly blocks: bigint };

/** Shares by the hash of the transaction and the batch in it. */
export type BatchShares = ReadonlyMap<string, readonly BatchShare[]>;

export const batchKey = (transactionHash: Hex, batch: bigint): string => `${transactionHash}:${batch}`.toLowerCase();

const selector = lockingPoolAbi.selector('batchSubmitRewards').slice(2);

/**
 * The calls of `batchSubmitRewards` in calldata, by their batch: the call itself, or those that a multisig or a batch of
 * calls wraps, whatever stands around them.
 */
export function sharesInCalldata(input: Hex): Map<bigint, readonly BatchShare[]> {
  const found = new Map<bigint, readonly BatchShare[]>();
  const digits = input.toLowerCase();
  for (let at = digits.indexOf(selector, 2); at >= 0; at = digits.indexOf(selector, at + 1)) {
    try {
      const call = at % 2 === 0 ? lockingPoolAbi.parseTransaction({ data: `0x${digits.slice(at)}` }) : null;
      const [batch, , , signers, blocks] = (call?.args ?? []) as [bigint, bigint, bigint, Address[], bigint[]];
      if (call && signers.length === blocks.length) {
        found.set(
          batch,
          signers.map((signer, index) => ({ signer, blocks: blocks[index] as bigint })),
        );
      }
    } catch {
      // Bytes that only look like the call.
    }
  }
  return found;
}

/** Transactions that are asked for at a time. */
const parallelTransactions = 8;

type StoredShares = {
  readonly version: 1;
  /** By key: signers, and their blocks as decimal strings. */
  readonly batches: readonly (readonly [string, readonly (readonly [Address, string])[]])[];
};

/** What was kept, whose amounts the ledger checks: a batch that is not understood counts as none. */
function parseStored(value: unknown): Map<string, readonly BatchShare[]> {
  const { version, batches } = (value ?? {}) as NonNullable<Unknown<StoredShares>>;
  try {
    const rows = version === 1 ? (batches as StoredShares['batches']) : [];
    return new Map(
      rows.map(([key, shares]) => [key, shares.map(([signer, blocks]) => ({ signer, blocks: BigInt(blocks) }))]),
    );
  } catch {
    return new Map();
  }
}

/**
 * Reads how rewards were shared out, from the calldata of the transactions that did: no event tells it. Calldata never
 * changes, so what an earlier read found is kept. What a node does not give is left out.
 * @param batches by the transaction that brought them.
 * @throws StakingError CHAIN_UNAVAILABLE.
 */
export async function readBatchShares(
  context: Pick<PoolContext, 'request' | 'store' | 'network' | 'pool'>,
  batches: readonly { readonly hash: Hex; readonly batch: bigint }[],
  isFresh = false,
): Promise<BatchShares> {
  const key = storeKey(context, 'batches');
  const kept = isFresh ? undefined : await context.store?.read(key).catch(() => undefined);
  const shares = parseStored(kept);
  const missing = batches.filter(({ hash, batch }) => !shares.has(batchKey(hash, batch)));
  await mapBounded([...new Set(missing.map(({ hash }) => hash))], parallelTransactions, async (hash) => {
    const method = 'eth_getTransactionByHash';
    const transaction = await callNode<{ input?: unknown } | null>(context.request, method, [hash]);
    const input = transaction?.input;
    if (isHex(input)) {
      sharesInCalldata(input).forEach((each, batch) => shares.set(batchKey(hash, batch), each));
    }
  });
  if (missing.length > 0) {
    const rows = [...shares].map(([each, list]) => [each, list.map(({ signer, blocks }) => [signer, String(blocks)])]);
    await context.store?.write(key, { version: 1, batches: rows }).catch(() => undefined);
  }
  return shares;
}
