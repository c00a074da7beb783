import type { Block } from '../../chain/block';
import { isNatural, type Unknown } from '../../chain/checks';
import type { News } from '../../staking/news';
import type { Address, Seconds, Wei } from '../../units';

const weekSeconds = 7 * 86_400;

/** An account's week. Plain JSON. */
export type Week = {
  readonly since: Seconds;
  /** What the account had when it began, by which it is known that nothing moved since. */
  readonly held: string;
  /** What that was worth, less what was paid out of it since, in wei. */
  readonly value: string;
};

/** What an account has now: by what that is known, its worth, and what of it is called staked. */
export type Held = { readonly held: string; readonly value: Wei; readonly staked: Wei };

/** Whether what was kept is a week. */
export function isWeek(value: unknown): value is Week {
  const { since, held, value: worth } = (value ?? {}) as NonNullable<Unknown<Week>>;
  return isNatural(since) && typeof held === 'string' && typeof worth === 'string' && /^-?\d{1,78}$/u.test(worth);
}

/**
 * What a week brought, once it is over and what the account has stayed the same; and the week that goes on, or begins. Whatever
 * moves begins a new one.
 * @param now `null` where the account has nothing.
 * @param paidOut of the worth since the look before, in wei: it was earned as well.
 */
export function weekOf(
  account: Address,
  now: Held | null,
  { timestamp }: Pick<Block, 'timestamp'>,
  before: Week | null | undefined,
  paidOut: Wei = 0n,
): { readonly news: readonly News[]; readonly week: Week | null } {
  const begins = now && { since: timestamp, held: now.held, value: `${now.value}` };
  if (!now || before?.held !== now.held) {
    return { news: [], week: begins };
  }
  const value = BigInt(before.value) - paidOut;
  if (timestamp - before.since < weekSeconds) {
    return { news: [], week: { ...before, value: `${value}` } };
  }
  const assets = now.value - value;
  const summary: News = { kind: 'summary', account, assets, total: now.staked, since: before.since };
  return { news: assets === 0n ? [] : [summary], week: begins };
}
