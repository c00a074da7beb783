import {
  isStakingError,
  protocolOf,
  rewardsByPeriod,
  type Address,
  type HistoryGap,
  type PoolContext,
  type PoolOnNetwork,
  type Position,
} from '@pooled-staking/core';
import { askFiatPrice, knownApr } from '../rpc/facts';
import { inPool } from '../rpc/pool-context';
import type { Wallet } from '../wallet/wallet';
import type { Picture } from './view';

/** What is known of the rewards by month, and why not where it is not. */
type Months = { readonly months: Picture['months']; readonly gap: HistoryGap | null };

async function readMonths(context: PoolContext, position: Position): Promise<Months> {
  if (position.gap) {
    return { months: null, gap: position.gap };
  }
  try {
    const { points } = await protocolOf(context.pool).readHistory(context, position, {});
    return { months: rewardsByPeriod(points, 'month'), gap: null };
  } catch (error) {
    if (isStakingError(error) && error.problem.kind === 'history-gap') {
      return { months: null, gap: error.problem.gap };
    }
    throw error;
  }
}

/**
 * Reads what an account has in a pool. A first picture comes after as many steps as the position takes, with price and fees
 * beside it. Where a report came in since `before`, or there is no `before`, rate and rewards by month are read behind it.
 * @param show is handed each picture.
 * @throws as the position's reading does. What lies behind the first picture fails nothing.
 */
export async function readPicture(
  wallet: Wallet,
  where: PoolOnNetwork,
  account: Address,
  before: Picture | null,
  show: (picture: Picture) => Promise<void>,
): Promise<void> {
  const { currency } = await wallet.readPreferences();
  await inPool(wallet, where, { urgency: 'read' }, async (context) => {
    const protocol = protocolOf(where.pool);
    const readPrice = askFiatPrice(context, currency, true);
    const [position, gasPrice] = await Promise.all([
      protocol.readPosition(context, account, { withPending: true }),
      context.request({ method: 'eth_gasPrice' }),
    ]);
    const { state, assets, balance, isBlocked, exits, claimableWithReport, lifetimeRewards, pendingRewards } = position;
    const payable = new Map(claimableWithReport.map((exit) => [exit.id, exit]));
    const picture: Picture = {
      readAt: Date.now(),
      time: state.block.timestamp,
      staked: assets,
      balance,
      gasPrice: BigInt(String(gasPrice)),
      isBlocked,
      capacityLeft: state.capacityLeft,
      exits: exits.map((each) => {
        const exit = payable.get(each.id) ?? each;
        const { id, receiver, requestedAt, status, claimableAssets, totalAssets, estimate } = exit;
        return { id, receiver, requestedAt, status, claimableAssets, totalAssets, estimate };
      }),
      earned: lifetimeRewards,
      pending: pendingRewards,
      gap: position.gap,
      price: await readPrice(state.block),
      mark: before?.mark ?? '',
      apr: before?.apr ?? null,
      months: position.gap ? null : (before?.months ?? null),
    };
    await show(picture);
    const mark = protocol.reportMark(state);
    if (before?.mark === mark && before.apr !== null && (picture.months ?? position.gap) !== null) {
      return;
    }
    try {
      const [windows, months] = await Promise.all([
        protocol.readRates(context, state, [7, 30]),
        readMonths(context, position),
      ]);
      await show({ ...picture, ...months, apr: knownApr(windows), mark });
    } catch (error) {
      if (!isStakingError(error)) {
        throw error;
      }
    }
  });
}
