import { readBlock } from '../../../chain/block';
import { isNatural, type Unknown } from '../../../chain/checks';
import { scanLogs } from '../../../chain/logs';
import type { PoolContext } from '../../../networks/context';
import type { News, NewsLook } from '../../../staking/news';
import { isSameAddress, type Address, type Hex, type Wei } from '../../../units';
import { isWeek, weekOf, type Held, type Week } from '../week';
import { decodeLockingEvent } from './events';
import { refusalOfDeed } from './position';
import { infoHashes } from './selectors';
import { contractsOf, operatorOf, ownSequencers, readSequencerPool, type Sequencer } from './state';

/** What a look leaves. Plain JSON. */
type Kept = {
  readonly version: 1;
  readonly block: number;
  readonly implementation: Address | null;
  /** Accounts that were looked at, exits by account and id that were told, and owners that were off the list. */
  readonly accounts: readonly string[];
  readonly told: readonly string[];
  readonly blocked: readonly string[];
  /** By account, of those that own sequencers. */
  readonly weeks: Readonly<Record<string, Week>>;
};

function parseKept(value: unknown): Kept | null {
  const kept = (value ?? {}) as NonNullable<Unknown<Kept>>;
  const areTexts = (each: unknown): boolean => Array.isArray(each) && each.every((item) => typeof item === 'string');
  const isKept =
    kept.version === 1 &&
    isNatural(kept.block) &&
    (kept.implementation === null || typeof kept.implementation === 'string') &&
    areTexts(kept.accounts) &&
    areTexts(kept.told) &&
    areTexts(kept.blocked) &&
    typeof kept.weeks === 'object' &&
    kept.weeks !== null &&
    Object.values(kept.weeks).every(isWeek);
  return isKept ? (kept as Kept) : null;
}

/** What each sequencer of some was paid of its rewards after a block, up to another, in wei. */
async function readPaidOut(
  context: PoolContext,
  ids: readonly bigint[],
  from: number,
  to: number,
): Promise<ReadonlyMap<bigint, Wei>> {
  const paid = new Map<bigint, Wei>();
  if (ids.length === 0 || from > to) {
    return paid;
  }
  const topics = [infoHashes.ClaimRewards, ids.map((id): Hex => `0x${id.toString(16).padStart(64, '0')}`)];
  const { lockingInfo: address } = contractsOf(context);
  for (const log of await scanLogs(context.request, { address, topics }, from, to)) {
    const event = decodeLockingEvent(log);
    if (event?.name === 'ClaimRewards') {
      paid.set(event.id, (paid.get(event.id) ?? 0n) + event.amount);
    }
  }
  return paid;
}

/**
 * What an account has in its sequencers. It is known by their numbers and nonces, which change with all that moves a stake: rewards
 * that come and go do not.
 */
const heldIn = (own: readonly Sequencer[]): Held | null =>
  own.length === 0
    ? null
    : {
        held: own.map(({ id, nonce }) => `${id}:${nonce}`).join(),
        value: own.reduce((sum, { amount, reward }) => sum + amount + reward, 0n),
        staked: own.reduce((sum, { amount }) => sum + amount, 0n),
      };

/**
 * What is new for owners of sequencers, at a block that no reorg reaches: exits that can be claimed, a place on the list that
 * was lost, what a week brought, and code that was replaced. All accounts in one call, and a scan for rewards that were paid out.
 */
export async function readSequencerNews(
  context: PoolContext,
  accounts: readonly Address[],
  kept: unknown,
): Promise<NewsLook> {
  const before = parseKept(kept);
  const newest = await readBlock(context.request);
  const block = await readBlock(context.request, Math.max(0, newest.number - context.network.reorgDepth));
  if (before && before.block > block.number) {
    return { news: [], kept: before, from: before.block };
  }
  const state = await readSequencerPool(context, accounts, block);
  const news: News[] = [];
  const [told, blocked]: [string[], string[]] = [[], []];
  const weeks: Record<string, Week> = {};
  const all = accounts.flatMap((account) => ownSequencers(state, account).map(({ id }) => id));
  const paid = before ? await readPaidOut(context, all, before.block + 1, block.number) : new Map<bigint, Wei>();
  for (const account of accounts) {
    const operator = operatorOf(state, account);
    const own = ownSequencers(state, account);
    const name = account.toLowerCase();
    for (const sequencer of own.filter(({ status }) => status === 'inactive')) {
      const { id, amount } = sequencer;
      const key = `${name}:${id}`;
      if (refusalOfDeed(state, operator, sequencer, { kind: 'unlockClaim' }) === null) {
        told.push(key);
        if (!before?.told.includes(key)) {
          news.push({ kind: 'claimable', account, exit: id, assets: amount, total: amount });
        }
      }
    }
    const paidOut = own.reduce((sum, { id }) => sum + (paid.get(id) ?? 0n), 0n);
    const its = weekOf(account, heldIn(own), block, before?.weeks[name], paidOut);
    news.push(...its.news);
    if (its.week) {
      weeks[name] = its.week;
    }
    if (own.length > 0 && !operator.isWhitelisted) {
      blocked.push(name);
      if (before?.accounts.includes(name) && !before.blocked.includes(name)) {
        news.push({ kind: 'blocked', account });
      }
    }
  }
  const { implementation } = state;
  if (before?.implementation && implementation && !isSameAddress(before.implementation, implementation)) {
    news.push({ kind: 'upgraded', implementation });
  }
  const left: Kept = {
    version: 1,
    block: block.number,
    implementation,
    accounts: accounts.map((account) => account.toLowerCase()),
    told,
    blocked,
    weeks,
  };
  return { news, kept: left, from: before?.block ?? null };
}
