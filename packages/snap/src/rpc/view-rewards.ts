import {
  InvalidFieldError,
  limits,
  type FiatValue,
  type Interval,
  type LedgerEntry,
  type ViewRewardsParams,
  type ViewRewardsResult,
} from '@pooled-staking/api';
import {
  bookLines,
  compareLines,
  formatRate,
  getAddress,
  hasFiatPrice,
  isStakingError,
  pricedPeriods,
  plainBlock,
  protocolOf,
  readBooks,
  readFiatPricesAt,
  toFiatCents,
  toIsoTime,
  type Position,
  type BookLine,
  type Books,
  type BooksOptions,
  type FiatPrice,
  type PoolContext,
} from '@pooled-staking/core';
import { explainError, explainGap } from '@pooled-staking/texts';
import type { Wallet } from '../wallet/wallet';
import { inEnglish } from './errors';
import { parseAccount } from './account';
import { inPool, poolOrDefault } from './pool-context';

const oneEth = 10n ** 18n;

/** Where an entry stands in the chain: block, then place in the block; `null` is its end. */
type Place = Pick<BookLine, 'blockNumber' | 'logIndex'>;

function parseCursor(cursor: string | undefined): Place | undefined {
  const [block, index] = cursor?.split(':') ?? [];
  return block === undefined
    ? undefined
    : { blockNumber: Number(block), logIndex: index === 'end' ? null : Number(index) };
}

function formatCursor({ blockNumber, logIndex }: Place): string {
  return `${blockNumber}:${logIndex ?? 'end'}`;
}

/** Seconds since 1970, fractions kept. */
function toSeconds(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time) / 1000;
}

/** Hundredths of a currency as a decimal string. */
function fromCents(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function toWireFiat(assets: bigint | null, price: FiatPrice | null): FiatValue | null {
  return assets === null || !price
    ? null
    : {
        currency: price.currency,
        price: fromCents(toFiatCents(oneEth, price)),
        value: fromCents(toFiatCents(assets, price)),
      };
}

function toWireEntry(line: BookLine, price: FiatPrice | null): LedgerEntry {
  const { type, time, blockNumber, logIndex, transactionHash, assets, shares, counterparty } = line;
  return {
    type,
    time: toIsoTime(time),
    blockNumber,
    logIndex,
    transactionHash,
    assets: assets?.toString() ?? null,
    shares: shares?.toString() ?? null,
    counterparty: counterparty && getAddress(counterparty),
    fiat: toWireFiat(assets, price),
  };
}

function toWirePeriods(
  books: Books | null,
  interval: Interval | undefined,
): Pick<ViewRewardsResult, 'periods' | 'apr'> {
  if (!books || !interval) {
    return { periods: null, apr: null };
  }
  return {
    periods: pricedPeriods(books.points, interval).map((period) => ({
      from: toIsoTime(period.from),
      to: toIsoTime(period.to),
      rewards: period.rewards.toString(),
      fiatValue: period.fiatCents === null ? null : fromCents(period.fiatCents),
    })),
    apr: books.apr === null ? null : formatRate(books.apr),
  };
}

/** Books as far as logs prove them, else why they cannot be told: lifetime rewards may be known all the same. */
async function readKnownBooks(
  context: PoolContext,
  position: Position,
  options: BooksOptions,
): Promise<{ books: Books | null; reason: string | null }> {
  try {
    return { books: await readBooks(context, position, options), reason: null };
  } catch (error) {
    if (isStakingError(error, 'HISTORY_INCOMPLETE')) {
      return { books: null, reason: explainError(error, inEnglish(context)) };
    }
    throw error;
  }
}

/** An account's lifetime rewards, what they add up from, its rewards by period, and its books by page, oldest first. */
export async function viewRewards(
  wallet: Wallet,
  params: ViewRewardsParams,
  origin: string,
): Promise<ViewRewardsResult> {
  const account = parseAccount(params.account);
  const where = poolOrDefault(params.pool);
  const protocol = protocolOf(where.pool);
  const from = toSeconds(params.from);
  const to = toSeconds(params.to);
  if (from !== undefined && to !== undefined && from >= to) {
    throw new InvalidFieldError('to', 'must be later than from');
  }
  const cursor = parseCursor(params.cursor);
  const limit = params.limit ?? limits.rewardsPageByDefault;
  const currency = (params.currency ?? (await wallet.readPreferences()).currency).toUpperCase();
  const { interval } = params;
  const read = { urgency: 'read', origin } as const;
  const { position, books, reason, entries, last } = await inPool(wallet, where, read, async (context) => {
    const position = await protocol.readPosition(context, account, {
      minBlock: params.minBlock ?? 0,
      withEntryTimes: true,
    });
    const { books, reason } = interval
      ? await readKnownBooks(context, position, { from, to, currency })
      : { books: null, reason: position.gap && explainGap(position.gap, inEnglish(where)) };
    const lines = books?.lines ?? bookLines(protocol.entriesOf(position), [], { from, to });
    const rest = cursor ? lines.filter((line) => compareLines(line, cursor) > 0) : lines;
    const page = rest.slice(0, limit);
    const times = page.map(({ time }) => time);
    const prices = books
      ? new Map(books.lines.map(({ time, price }) => [time, price]))
      : await readFiatPricesAt(context, position.state.block, currency, times);
    const entries = page.map((line) => toWireEntry(line, prices.get(line.time) ?? null));
    return { position, books, reason, entries, last: rest.length > page.length ? page.at(-1) : undefined };
  });
  return {
    account,
    pool: where.pool.id,
    lifetimeRewards: position.lifetimeRewards?.toString() ?? null,
    totals:
      position.lifetimeRewards === null
        ? null
        : {
            staked: position.staked.toString(),
            paidOut: position.paidOut.toString(),
            stakedNow: position.assets.toString(),
            exitingNow: position.exitingAssets.toString(),
            unpaidNow: (position.unpaidRewards ?? 0n).toString(),
          },
    ...toWirePeriods(books, interval),
    // The feeds price the chain's own money alone.
    currency: where.pool.asset.address === null && hasFiatPrice(where.network, currency) ? currency : null,
    entries,
    nextCursor: last ? formatCursor(last) : null,
    reconciled: position.lifetimeRewards !== null,
    reason,
    asOf: plainBlock(position.state.block),
  };
}
