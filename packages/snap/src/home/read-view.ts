import {
  exitsForClaim,
  isStakingError,
  plainTrouble,
  protocolOf,
  rewardsByPeriod,
  startOfPeriod,
  type Address,
  type Period,
  type PlainItem,
  type PoolContext,
  type PoolOnNetwork,
  type PoolState,
  type Position,
  type Seconds,
  type Wei,
} from '@pooled-staking/core';
import { explainItem } from '@pooled-staking/texts';
import type { SnapTranslator } from '@pooled-staking/texts/snap';
import { askFiatPrice, knownApr } from '../rpc/facts';
import { withNames } from '../rpc/item-names';
import { knownBackingTroubles, readBackingTroubles, withBacking } from '../rpc/backing';
import { inPool } from '../rpc/pool-context';
import { readProducer } from '../rpc/producer';
import { textsOfPool } from '../ui/display';
import type { Wallet } from '../wallet/wallet';
import type { Picture } from './view';

/** What is known of the rewards by month, and why not where it is not. */
type Months = Pick<Picture, 'months' | 'earnedThen' | 'gap'>;

const unknownMonths = { months: null, earnedThen: null };

/** How far back rewards by month are read, in seconds: twelve months, with the present one. */
const reach = 334 * 86_400;

/**
 * Reads the rewards by month. Of months that were read before only the last one is read again, with what came since: the
 * others stand as long as the rewards before it are what they were.
 */
async function readMonths(context: PoolContext, position: Position, before: Picture | null): Promise<Months> {
  const { gap, lifetimeRewards: earned, state } = position;
  if (gap || earned === null) {
    return { ...unknownMonths, gap };
  }
  const oldest = startOfPeriod(state.block.timestamp - reach, 'month');
  const readSince = async (from: Seconds): Promise<{ months: Period[]; earnedBefore: Wei }> => {
    const { points, rewards } = await protocolOf(context.pool).readHistory(context, position, { from });
    return { months: rewardsByPeriod(points, 'month'), earnedBefore: earned - rewards };
  };
  try {
    const last = before?.months?.at(-1);
    if (last && before?.months && before.earnedThen !== null && last.from > oldest) {
      const { months, earnedBefore } = await readSince(last.from);
      if (earnedBefore === before.earnedThen - last.rewards) {
        const kept = before.months.filter(({ from }) => from >= oldest && from < last.from);
        return { months: [...kept, ...months], earnedThen: earned, gap: null };
      }
    }
    return { months: (await readSince(oldest)).months, earnedThen: earned, gap: null };
  } catch (error) {
    if (isStakingError(error) && error.problem.kind === 'history-gap') {
      return { ...unknownMonths, gap: error.problem.gap };
    }
    throw error;
  }
}

const itemsOf = (items: Position['items'], texts: SnapTranslator): PlainItem[] =>
  (items ?? []).map((item) => explainItem(item, texts));

/**
 * Reads what an account has in a pool. A first picture comes after as many steps as the position takes, with price and fees
 * beside it. Where a report came in since `before`, or there is no `before`, rate and rewards by month are read behind it, and
 * what makes the pool look dead.
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
  const { currency, locale } = await wallet.readPreferences();
  const texts = textsOfPool(await wallet.readTexts(locale), where);
  let last: Picture | undefined;
  let parts: Position['items'];
  let stateOfPool: PoolState | undefined;
  const keep = async (picture: Picture): Promise<void> => {
    last = picture;
    await show(picture);
  };
  await inPool(wallet, where, { urgency: 'read' }, async (context) => {
    const protocol = protocolOf(where.pool);
    const readPrice = askFiatPrice(context, currency, true);
    const [position, gasPrice] = await Promise.all([
      protocol.readPosition(context, account, { withPending: true }),
      context.request({ method: 'eth_gasPrice' }),
    ]);
    const { state, assets, balance, isBlocked, lifetimeRewards, pendingRewards } = position;
    parts = position.items;
    stateOfPool = state;
    const picture: Picture = {
      readAt: Date.now(),
      time: state.block.timestamp,
      staked: assets,
      balance,
      alsoHeld: position.alsoHeld,
      gasPrice: BigInt(String(gasPrice)),
      isBlocked,
      capacityLeft: state.capacityLeft,
      exits: exitsForClaim(position).map((exit) => {
        const { id, receiver, requestedAt, status, claimableAssets, totalAssets, estimate } = exit;
        return { id, receiver, requestedAt, status, claimableAssets, totalAssets, estimate };
      }),
      items: itemsOf(position.items, texts),
      troubles: before?.troubles ?? [],
      producer: before?.producer ?? null,
      earned: lifetimeRewards,
      pending: pendingRewards,
      gap: position.gap,
      price: await readPrice(state.block),
      mark: before?.mark ?? '',
      apr: before?.apr ?? null,
      months: position.gap ? null : (before?.months ?? null),
      earnedThen: before?.earnedThen ?? null,
    };
    await keep(picture);
    const mark = protocol.reportMark(state);
    const isKnown = before?.mark === mark && before.apr !== null && (picture.months ?? position.gap) !== null;
    if (isKnown && !protocol.readTroubles) {
      return;
    }
    try {
      const [troubles, windows, months] = await Promise.all([
        protocol.readTroubles?.(context, state) ?? [],
        isKnown ? null : protocol.readRates(context, state, [7, 30]),
        isKnown ? null : readMonths(context, position, before),
      ]);
      const read = windows && months ? { ...months, apr: knownApr(windows), mark } : {};
      await keep({
        ...picture,
        ...read,
        troubles: withBacking(troubles, knownBackingTroubles(where)).map(plainTrouble),
      });
    } catch (error) {
      if (!isStakingError(error)) {
        throw error;
      }
    }
  });
  // What earns for the pool may be on another chain, which takes a turn of its own.
  const backing = await readBackingTroubles(wallet, where);
  if (last && backing.some(({ kind }) => !last?.troubles?.some((each) => each.kind === kind))) {
    await keep({ ...last, troubles: withBacking(last.troubles ?? [], backing.map(plainTrouble)) });
  }
  const producer = stateOfPool && (await readProducer(wallet, where, stateOfPool));
  if (last && producer !== undefined && JSON.stringify(producer) !== JSON.stringify(last.producer)) {
    await keep({ ...last, producer });
  }
  // Names come from elsewhere: they hold up neither the page nor the chain.
  const named = await withNames(wallet, where.network, parts);
  if (last && named.some(({ name }, index) => name !== parts?.[index]?.name)) {
    await show({ ...last, items: itemsOf(named, texts) });
  }
}
