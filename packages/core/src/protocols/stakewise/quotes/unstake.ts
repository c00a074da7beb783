import { readViewBlock } from '../../../chain/block';
import { ReadBatch } from '../../../chain/read-batch';
import { StakingError } from '../../../errors';
import type { Address, Shares, Wei } from '../../../units';
import { vaultInterface } from '../vault/abi';
import { burnsOnEntry, readBurnsOnEntry } from '../exit-queue/burning-queue';
import { estimateQueued, wayOfQueued } from '../exit-queue/exit-estimate';
import { readClaimDelay } from '../exit-queue/claim-delay';
import type { PoolContext } from '../../../networks/context';
import { reportChange, worthOf } from '../vault/holding-after';
import { assetsToSharesUp, sharesToAssets } from '../vault/share-maths';
import { explainRevert } from '../vault/revert-reason';
import { addVaultState, queuedAssets, type VaultState } from '../vault/state';
import { estimateTransaction, readGasPrice, requireFee } from '../../../staking/transaction';
import { encodeExitServedAtOnce } from '../exit-queue/with-harvest';
import type { UnstakeQuote } from '../../../staking/quote';
import { sharesForExit } from '../../../staking/shares-to-exit';

/**
 * The shares to exit for an amount: the fewest that are worth at least the amount, all of them for `max` or an amount at
 * or above the stake.
 * @throws StakingError AMOUNT_TOO_SMALL, INSUFFICIENT_STAKE.
 */
export function sharesToExit(
  amount: Wei | 'max',
  held: Shares,
  totals: Pick<VaultState, 'totalAssets' | 'totalShares'>,
): Shares {
  return sharesForExit(amount, held, sharesToAssets(held, totals), (wanted) => assetsToSharesUp(wanted, totals));
}

/**
 * Checks, builds and simulates an exit of `amount` wei (or all) of `account`, to be claimed by the same account.
 * A pool without validators pays at once: version 1 through `redeem`, later ones through the same call as ever. Where the
 * pool has a report to take in and enough free ETH, `updateState` goes behind the exit and serves it at once.
 * @throws StakingError AMOUNT_TOO_SMALL, INSUFFICIENT_STAKE, INSUFFICIENT_BALANCE (network fee), NOT_COLLATERALIZED,
 * UNSUPPORTED_POOL_CODE, WOULD_REVERT, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT. Nothing is ever sent.
 */
export async function readUnstakeQuote(
  context: PoolContext,
  account: Address,
  amount: Wei | 'max',
): Promise<UnstakeQuote<VaultState>> {
  const { request, network, pool } = context;
  const block = await readViewBlock(request);
  const batch = new ReadBatch(network.multicall3);
  const pendingState = addVaultState(batch, context);
  const accountShares = batch.add(pool.address, vaultInterface, 'getShares', [account], ([value]) => value as bigint);
  const balance = batch.addBalance(account);
  const reading = batch.run(request, block);
  const implementation = reading.then(() => pendingState.read(block).implementation).catch(() => null);
  // Beside all that follows: it is awaited last, and until then a failure of it is nobody's.
  const claimDelay = readClaimDelay(context, block, implementation);
  claimDelay.catch(() => undefined);
  const [gasPrice] = await Promise.all([readGasPrice(context), reading]);
  const state = pendingState.read(block);
  const held = accountShares.value();
  const shares = sharesToExit(amount, held, state);
  if (sharesToAssets(shares, state) === 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'worth-nothing', shares });
  }
  const before = { ...state, shares: held };
  const paysAtOnce = !state.harvest.isCollateralized;
  if (await readBurnsOnEntry(context, state, null, { owner: account, shares })) {
    throw burnsOnEntry(state.version);
  }
  const method = paysAtOnce && state.version === 1 ? 'redeem' : 'enterExitQueue';
  const served = paysAtOnce ? null : await encodeExitServedAtOnce(context, state, account, shares);
  const data = served?.data ?? vaultInterface.encodeFunctionData(method, [shares, account]);
  const call = { from: account, to: pool.address, value: 0n, data };
  const { gasEstimate, ...transaction } = await estimateTransaction(context, call, explainRevert, served?.parts);
  const fee = gasEstimate * gasPrice;
  requireFee(balance.value(), fee);
  const assets = served?.assets ?? sharesToAssets(shares, state);
  const needed = queuedAssets(state) + assets;
  const isQueued = !paysAtOnce && !served;
  const delay = await claimDelay;
  return {
    state,
    approvals: [],
    transaction,
    networkFee: { gasEstimate, gasPrice, fee },
    shares,
    assets,
    assetsBefore: worthOf(before),
    assetsAfter: worthOf(served?.exit ?? { ...state, shares: held - shares }),
    reportChange: served ? reportChange(before, served.report) : 0n,
    isAll: shares === held,
    way: paysAtOnce ? 'at-once' : served ? 'served-at-once' : wayOfQueued(state, needed),
    ...(isQueued ? { queued: estimateQueued(state, needed, block.timestamp, delay) } : {}),
    claimDelay: delay,
  };
}
