import {
  InvalidFieldError,
  type FiatValue,
  type LedgerEntry as WireEntry,
  type ViewRewardsParams,
  type ViewRewardsResult,
} from '@pooled-staking/api';
import {
  formatRate,
  hasFiatPrice,
  readAccountView,
  readFiatPricesAt,
  readPeriodRewards,
  StakingError,
  toFiatCents,
  toIsoTime,
  type AccountView,
  type FiatPrice,
  type LedgerEntry,
  type PeriodRewards,
} from '@pooled-staking/core';
import { getAddress } from 'ethers';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { toAsOf } from './as-of';
import { inPool, poolOrDefault } from './pool-context';

const defaultLimit = 50;
const oneEth = 10n ** 18n;

/** Where an entry stands in the chain: block, then place in the block. */
type Place = { readonly block: number; readonly index: number };

function isAfter(left: Place, right: Place): boolean {
  return left.block > right.block || (left.block === right.block && left.index > right.index);
}

function parseCursor(cursor: string | undefined): Place | undefined {
  const [block, index] = (cursor ?? '').split(':').map(Number);
  return block === undefined || index === undefined ? undefined : { block, index };
}

/** Seconds since 1970, fractions kept; the schema checks the form of a time, not that it exists. */
function parseTime(field: 'from' | 'to', time: string | undefined): number | undefined {
  if (time === undefined) {
    return undefined;
  }
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) {
    throw new InvalidFieldError(field, 'is not a time that exists');
  }
  return milliseconds / 1000;
}

function timeOf(view: AccountView, { log }: LedgerEntry): number {
  const time = view.timestamps.get(log.blockNumber);
  if (time === undefined) {
    throw new StakingError('CHAIN_INCONSISTENT', `The node gave no time for block ${log.blockNumber}. Try again.`, {
      blockNumber: log.blockNumber,
    });
  }
  return time;
}

/** Hundredths of a currency as a decimal string. */
function fromCents(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function toWireFiat(assets: bigint | null, price: FiatPrice | undefined): FiatValue | null {
  return assets === null || !price
    ? null
    : {
        currency: price.currency,
        price: fromCents(toFiatCents(oneEth, price)),
        value: fromCents(toFiatCents(assets, price)),
      };
}

function toWireEntry(view: AccountView, entry: LedgerEntry, prices: ReadonlyMap<number, FiatPrice>): WireEntry {
  const time = timeOf(view, entry);
  return {
    type: entry.type,
    time: toIsoTime(time),
    blockNumber: entry.log.blockNumber,
    logIndex: entry.log.logIndex,
    transactionHash: entry.log.transactionHash,
    assets: entry.assets?.toString() ?? null,
    shares: entry.shares?.toString() ?? null,
    counterparty: entry.counterparty && getAddress(entry.counterparty),
    fiat: toWireFiat(entry.assets, prices.get(time)),
  };
}

function toWirePeriods(rewards: PeriodRewards | null): Pick<ViewRewardsResult, 'periods' | 'apr'> {
  return {
    periods:
      rewards?.periods.map((period) => ({
        from: toIsoTime(period.from),
        to: toIsoTime(period.to),
        rewards: period.rewards.toString(),
        fiatValue: period.fiatCents === null ? null : fromCents(period.fiatCents),
      })) ?? null,
    apr: typeof rewards?.apr === 'bigint' ? formatRate(rewards.apr) : null,
  };
}

/** Which entries of the ledger a call asks for. */
type Span = { readonly from: number | undefined; readonly to: number | undefined; readonly cursor: Place | undefined };

function entriesIn(view: AccountView, { from, to, cursor }: Span): LedgerEntry[] {
  return view.ledger.entries.filter((entry) => {
    const time = timeOf(view, entry);
    const place = { block: entry.log.blockNumber, index: entry.log.logIndex };
    return (
      (from === undefined || time >= from) && (to === undefined || time < to) && (!cursor || isAfter(place, cursor))
    );
  });
}

/** An account's lifetime rewards, what they add up from, its rewards by period, and the ledger by page, oldest first. */
export async function viewRewards(wallet: Wallet, params: ViewRewardsParams): Promise<ViewRewardsResult> {
  const account = parseAccount(params.account);
  const where = poolOrDefault(params.pool);
  const from = parseTime('from', params.from);
  const to = parseTime('to', params.to);
  if (from !== undefined && to !== undefined && from >= to) {
    throw new InvalidFieldError('to', 'must be later than from');
  }
  const span = { from, to, cursor: parseCursor(params.cursor) };
  const limit = params.limit ?? defaultLimit;
  const currency = (params.currency ?? (await wallet.readPreferences()).currency).toUpperCase();
  const { interval } = params;
  const { view, rest, prices, rewards } = await inPool(wallet, where, async (context) => {
    const view = await readAccountView(context, account, { minBlock: params.minBlock ?? 0, withEntryTimes: true });
    const rest = entriesIn(view, span);
    const times = rest.slice(0, limit).map((entry) => timeOf(view, entry));
    const [prices, rewards] = await Promise.all([
      readFiatPricesAt(context, view.state.block.number, currency, times),
      interval && view.incompleteReason === null
        ? readPeriodRewards(context, view, {
            interval,
            currency,
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          })
        : null,
    ]);
    return { view, rest, prices, rewards };
  });
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    account,
    pool: where.pool.id,
    lifetimeRewards: view.lifetimeRewards?.toString() ?? null,
    totals:
      view.lifetimeRewards === null
        ? null
        : {
            staked: view.ledger.staked.toString(),
            paidOut: view.ledger.paidOut.toString(),
            stakedNow: view.assets.toString(),
            exitingNow: view.exitingAssets.toString(),
          },
    ...toWirePeriods(rewards),
    currency: hasFiatPrice(where.network, currency) ? currency : null,
    entries: page.map((entry) => toWireEntry(view, entry, prices)),
    nextCursor: last && rest.length > page.length ? `${last.log.blockNumber}:${last.log.logIndex}` : null,
    reconciled: view.incompleteReason === null,
    reason: view.incompleteReason,
    asOf: toAsOf(view.state.block),
  };
}
