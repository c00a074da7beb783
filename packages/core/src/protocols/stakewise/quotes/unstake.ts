import { readViewBlock } from '../../../chain/block';
import { ReadBatch } from '../../../chain/read-batch';
import { StakingError } from '../../../errors';
import type { Address, Shares, Wei } from '../../../units';
import { vaultInterface } from '../vault/abi';
import { burnsOnEntry, readBurnsOnEntry } from '../exit-queue/burning-queue';
import { readClaimDelay, type ClaimDelay } from '../exit-queue/claim-delay';
import type { PoolContext } from '../../../networks/context';
import { formatEth } from '../../../assets/format';
import { reportChange, worthOf } from '../vault/holding-after';
import { assetsToSharesUp, sharesToAssets } from '../vault/share-maths';
import { addPoolState, type PoolState } from '../vault/state';
import {
  estimateTransaction,
  readGasPrice,
  requireFee,
  type NetworkFee,
  type Transaction,
} from '../../../staking/transaction';
import { encodeExitServedAtOnce } from '../exit-queue/with-harvest';

/** An exit that the chain would accept now, and what it means for the person. */
export type UnstakeQuote = {
  readonly state: PoolState;
  readonly transaction: Transaction;
  readonly networkFee: NetworkFee;
  /** Shares that leave the stake. */
  readonly shares: Shares;
  /**
   * What is set aside for them where a report comes along and serves them, else what they are worth at today's price; they
   * earn, and bear penalties, until they are served.
   */
  readonly assets: Wei;
  /** Value of the account's stake in wei before and after, each at its price. */
  readonly assetsBefore: Wei;
  readonly assetsAfter: Wei;
  /** What the report that comes along adds to the stake in wei, negative for a loss; 0 without one. */
  readonly reportChange: Wei;
  readonly isAll: boolean;
  /** A pool without validators pays at once, without a queue. */
  readonly paysAtOnce: boolean;
  /** The pool's newest report goes behind the exit and serves it: only the waiting time remains. */
  readonly servedAtOnce: boolean;
  /** How long the pool makes an exit wait, as far as its claims tell. */
  readonly claimDelay: ClaimDelay;
};

/**
 * How far above the stake an amount may lie and still mean "all of it": a page shows rounded amounts, and a report may
 * come between looking and asking. Anything further above is a mistake that the person should see.
 */
function slack(assets: Wei): Wei {
  const lastShownDigit = 10n ** 13n;
  const relative = assets / 1_000n;
  return relative > lastShownDigit ? relative : lastShownDigit;
}

/**
 * The shares to exit for an amount: the fewest that are worth at least the amount, all of them for `max` or an amount at
 * or above the stake.
 * @throws StakingError AMOUNT_TOO_SMALL, INSUFFICIENT_STAKE.
 */
export function sharesToExit(
  amount: Wei | 'max',
  held: Shares,
  totals: Pick<PoolState, 'totalAssets' | 'totalShares'>,
): Shares {
  const assets = sharesToAssets(held, totals);
  if (held === 0n) {
    throw new StakingError('INSUFFICIENT_STAKE', 'The account has nothing staked in this pool.', { staked: '0' });
  }
  if (amount === 'max') {
    return held;
  }
  if (amount <= 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', 'The amount is 0. Enter how much ETH to unstake.', { amount: '0' });
  }
  if (amount > assets + slack(assets)) {
    throw new StakingError(
      'INSUFFICIENT_STAKE',
      `The account has ${formatEth(assets)} staked and cannot unstake ${formatEth(amount)}. Use "max" for all of it.`,
      { staked: assets.toString(), amount: amount.toString() },
    );
  }
  const shares = assetsToSharesUp(amount, totals);
  return amount >= assets || shares > held ? held : shares;
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
): Promise<UnstakeQuote> {
  const { request, network, pool } = context;
  const block = await readViewBlock(request);
  const batch = new ReadBatch(network.multicall3);
  const pendingState = addPoolState(batch, context);
  const accountShares = batch.add(pool.address, vaultInterface, 'getShares', [account], ([value]) => value as bigint);
  const balance = batch.addBalance(account);
  const reading = batch.run(request, block);
  const implementation = reading.then(() => pendingState.read(block).implementation).catch(() => null);
  // Beside all that follows: it is awaited last.
  const claimDelay = readClaimDelay(context, block, implementation);
  const [gasPrice] = await Promise.all([readGasPrice(context), reading]);
  const state = pendingState.read(block);
  const held = accountShares.value();
  const shares = sharesToExit(amount, held, state);
  if (sharesToAssets(shares, state) === 0n) {
    throw new StakingError(
      'AMOUNT_TOO_SMALL',
      'The amount is worth nothing at the pool’s price; it could never be paid.',
      {
        shares: shares.toString(),
      },
    );
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
  const { gasEstimate, ...transaction } = await estimateTransaction(context, call, served?.parts);
  const fee = gasEstimate * gasPrice;
  requireFee(balance.value(), fee);
  return {
    state,
    transaction,
    networkFee: { gasEstimate, gasPrice, fee },
    shares,
    assets: served?.assets ?? sharesToAssets(shares, state),
    assetsBefore: worthOf(before),
    assetsAfter: worthOf(served?.exit ?? { ...state, shares: held - shares }),
    reportChange: served ? reportChange(before, served.report) : 0n,
    isAll: shares === held,
    paysAtOnce,
    servedAtOnce: served !== null,
    claimDelay: await claimDelay,
  };
}
