import {
  InvalidFieldError,
  type LedgerEntry as WireEntry,
  type ViewRewardsParams,
  type ViewRewardsResult,
} from '@pooled-staking/api';
import { readAccountView, StakingError, toIsoTime, type AccountView, type LedgerEntry } from '@pooled-staking/core';
import { getAddress } from 'ethers';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { toAsOf } from './as-of';
import { inPool, poolOrDefault } from './pool-context';

const defaultLimit = 50;

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

function toWireEntry(view: AccountView, entry: LedgerEntry): WireEntry {
  return {
    type: entry.type,
    time: toIsoTime(timeOf(view, entry)),
    blockNumber: entry.log.blockNumber,
    logIndex: entry.log.logIndex,
    transactionHash: entry.log.transactionHash,
    assets: entry.assets?.toString() ?? null,
    shares: entry.shares?.toString() ?? null,
    counterparty: entry.counterparty && getAddress(entry.counterparty),
  };
}

/** An account's lifetime rewards, what they add up from, and the ledger by page, the oldest entry first. */
export async function viewRewards(wallet: Wallet, params: ViewRewardsParams): Promise<ViewRewardsResult> {
  const account = parseAccount(params.account);
  const where = poolOrDefault(params.pool);
  const from = parseTime('from', params.from);
  const to = parseTime('to', params.to);
  if (from !== undefined && to !== undefined && from >= to) {
    throw new InvalidFieldError('to', 'must be later than from');
  }
  const cursor = parseCursor(params.cursor);
  const limit = params.limit ?? defaultLimit;
  const view = await inPool(wallet, where, async (context) =>
    readAccountView(context, account, { minBlock: params.minBlock ?? 0, withEntryTimes: true }),
  );
  const rest = view.ledger.entries.filter((entry) => {
    const time = timeOf(view, entry);
    const place = { block: entry.log.blockNumber, index: entry.log.logIndex };
    return (
      (from === undefined || time >= from) && (to === undefined || time < to) && (!cursor || isAfter(place, cursor))
    );
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
    entries: page.map((entry) => toWireEntry(view, entry)),
    nextCursor: last && rest.length > page.length ? `${last.log.blockNumber}:${last.log.logIndex}` : null,
    reconciled: view.incompleteReason === null,
    reason: view.incompleteReason,
    asOf: toAsOf(view.state.block),
  };
}
