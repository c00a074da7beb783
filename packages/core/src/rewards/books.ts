import type { TimedReward } from '../staking/rewards';
import { leastRateSpan, type Rate } from '../staking/rate';
import type { PoolContext } from '../networks/context';
import type { Hex, Seconds, Shares, Wei, Address } from '../units';
import type { Position } from '../staking/position';
import { protocolOf } from '../protocols/index';
import { readFiatPricesAt, type FiatPrice } from '../assets/fiat';
import type { Entry, EntryType } from '../staking/entry';

/** What a line of the books tells: a movement, or what a harvest brought (`reward`) or took (`penalty`). */
export type BookLineType = EntryType | 'reward' | 'penalty';

/** One line of an account's books. */
export type BookLine = {
  readonly type: BookLineType;
  readonly time: Seconds;
  readonly blockNumber: number;
  /** `null` for rewards and penalties: they are told at the end of their block. */
  readonly logIndex: number | null;
  /** `null` for what came since the last harvest, told at the block of the view. */
  readonly transactionHash: Hex | null;
  /** In wei, never negative: the type tells the direction. `null` where the chain does not tell an amount. */
  readonly assets: Wei | null;
  readonly shares: Shares | null;
  readonly counterparty: Address | null;
};

/** A line with the price of ETH at its time. */
export type PricedLine = BookLine & {
  /** `null` where the chain has none. */
  readonly price: FiatPrice | null;
};

/** What a harvest brought, with the price of ETH at its time. */
export type PricedReward = TimedReward & { readonly price: FiatPrice | null };

/** An account's books over a span. */
export type Books = {
  /** In the order of the chain. */
  readonly lines: readonly PricedLine[];
  /** Every harvest, oldest first, also those that brought nothing. */
  readonly points: readonly PricedReward[];
  /** Rewards less penalties of all lines, in wei. */
  readonly rewards: Wei;
  /** The account's own yearly rate over the span; `null` without a stake in it, and where it is too young for one. */
  readonly apr: Rate | null;
};

/** Which part of the books, valued in what. */
export type BooksOptions = {
  /** Absent: from the first stake. */
  readonly from?: Seconds | undefined;
  /** Not part of the span any more. Absent: until the view's block. */
  readonly to?: Seconds | undefined;
  /** ISO 4217. */
  readonly currency: string;
};

/** Compares two lines by their place in the chain; rewards stand at the end of their block. */
export function compareLines(
  left: Pick<BookLine, 'blockNumber' | 'logIndex'>,
  right: Pick<BookLine, 'blockNumber' | 'logIndex'>,
): number {
  const indexOf = ({ logIndex }: Pick<BookLine, 'logIndex'>): number => logIndex ?? Number.MAX_SAFE_INTEGER;
  return left.blockNumber - right.blockNumber || indexOf(left) - indexOf(right);
}

/**
 * An account's books: its movements, and a line for each report that brought it something. Without `from` and `to`, the
 * rewards of all lines are those of `points`.
 * @param entries the movements of a position.
 * @param points the rewards of the same span.
 */
export function bookLines(
  entries: readonly Entry[],
  points: readonly TimedReward[] = [],
  { from = 0, to = Infinity }: Partial<Pick<BooksOptions, 'from' | 'to'>> = {},
): BookLine[] {
  const rewards = points
    .filter(({ reward }) => reward !== 0n)
    .map(({ reward, time, blockNumber, transactionHash }): BookLine => ({
      type: reward < 0n ? 'penalty' : 'reward',
      time,
      blockNumber,
      logIndex: null,
      transactionHash,
      assets: reward < 0n ? -reward : reward,
      shares: null,
      counterparty: null,
    }));
  return [...entries, ...rewards].filter(({ time }) => time >= from && time < to).sort(compareLines);
}

/**
 * Reads an account's books over a span: its movements and rewards, each with the price of ETH at its time. The CSV is
 * written from them. Without `from` and `to`, their rewards are the lifetime rewards of the position, to the wei.
 * @param position read with `withEntryTimes`.
 * @throws StakingError HISTORY_INCOMPLETE when the position's logs do not add up, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readBooks(
  context: PoolContext,
  position: Position,
  { from = 0, to = Infinity, currency }: BooksOptions,
): Promise<Books> {
  const protocol = protocolOf(context.pool);
  const { points, rewards, apr } = await protocol.readHistory(context, position, { from, to });
  const entries = protocol.entriesOf(position);
  const staked = Math.min(to, position.state.block.timestamp) - Math.max(from, entries[0]?.time ?? 0);
  const lines = bookLines(entries, points, { from, to });
  const times = lines.map(({ time }) => time);
  const prices = await readFiatPricesAt(context, position.state.block, currency, times);
  const priceOf = ({ time }: { readonly time: Seconds }): FiatPrice | null => prices.get(time) ?? null;
  return {
    lines: lines.map((line) => ({ ...line, price: priceOf(line) })),
    points: points.map((point) => ({ ...point, price: priceOf(point) })),
    rewards,
    apr: staked < leastRateSpan ? null : apr,
  };
}
