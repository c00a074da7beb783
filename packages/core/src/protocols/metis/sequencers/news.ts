import { readBlock } from '../../../chain/block';
import { isNatural, type Unknown } from '../../../chain/checks';
import type { PoolContext } from '../../../networks/context';
import type { News, NewsLook } from '../../../staking/news';
import { isSameAddress, type Address } from '../../../units';
import { refusalOfDeed } from './position';
import { operatorOf, ownSequencers, readSequencerPool } from './state';

/** What a look leaves. Plain JSON. */
type Kept = {
  readonly version: 1;
  readonly block: number;
  readonly implementation: Address | null;
  /** Accounts that were looked at, exits by account and id that were told, and owners that were off the list. */
  readonly accounts: readonly string[];
  readonly told: readonly string[];
  readonly blocked: readonly string[];
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
    areTexts(kept.blocked);
  return isKept ? (kept as Kept) : null;
}

/**
 * What is new for owners of sequencers, at a block that no reorg reaches: exits that can be claimed, a place on the list that
 * was lost, and code that was replaced. All accounts in one call.
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
  };
  return { news, kept: left, from: before?.block ?? null };
}
