import { isNatural } from '../chain/checks';
import type { Address, Seconds, Shares } from '../units';
import type { BasedRate, Earlier } from './facts';

/** What is kept of an account in a pool. */
type AccountMemory = {
  readonly hasStaked: boolean;
  /** Sites of stakes that were made. */
  readonly origins: readonly string[];
  /** The stake that was last shown: its site, and the account's shares at the time. */
  readonly shown: { readonly origin: string; readonly shares: string } | null;
};

/** What insights keep of a pool, as plain JSON. */
export type InsightMemory = {
  readonly implementation: Address | null;
  readonly apr: { readonly rate: string; readonly days: number; readonly at: Seconds } | null;
  /** By account, lower case, the one seen last at the end. */
  readonly accounts: Readonly<Record<string, AccountMemory>>;
};

export const emptyMemory: InsightMemory = { implementation: null, apr: null, accounts: {} };

/** More accounts and more sites of an account than these are forgotten, the oldest first. */
const mostAccounts = 20;
const mostOrigins = 10;

/** A remembered rate serves for so long. */
const rateSeconds = 86_400;

type Unchecked = Readonly<Record<string, unknown>>;

function asObject(value: unknown): Unchecked {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Unchecked) : {};
}

const isDigits = (value: unknown): value is string => typeof value === 'string' && /^-?\d{1,78}$/u.test(value);

function parseAccount(value: unknown): AccountMemory {
  const { hasStaked, origins, shown } = asObject(value);
  const { origin, shares } = asObject(shown);
  return {
    hasStaked: hasStaked === true,
    origins: Array.isArray(origins) ? origins.filter((each) => typeof each === 'string').slice(-mostOrigins) : [],
    shown: typeof origin === 'string' && isDigits(shares) ? { origin, shares } : null,
  };
}

/** What was stored, with whatever is damaged left out. Never throws. */
export function parseInsightMemory(stored: unknown): InsightMemory {
  const { implementation, apr, accounts } = asObject(stored);
  const { rate, days, at } = asObject(apr);
  return {
    implementation:
      typeof implementation === 'string' && /^0x[0-9a-fA-F]{40}$/u.test(implementation)
        ? (implementation as Address)
        : null,
    apr: isDigits(rate) && isNatural(days) && isNatural(at) ? { rate, days, at } : null,
    accounts: Object.fromEntries(
      Object.entries(asObject(accounts)).map(([account, value]) => [account, parseAccount(value)]),
    ),
  };
}

/** The remembered rate of a pool, unless it is older than a day. */
export function rememberedRate({ apr }: InsightMemory, now: Seconds): BasedRate | null {
  return apr && Math.abs(now - apr.at) <= rateSeconds ? { rate: BigInt(apr.rate), days: apr.days } : null;
}

/**
 * An account's memory in the light of what it holds now. A wallet does not tell whether a transaction was signed after
 * its insight; but when the account holds more shares than when a stake was last shown, that stake was made, since shares
 * grow by nothing else. A stake that was refused leaves no site behind.
 */
function confirm(memory: AccountMemory, held: Shares): AccountMemory {
  const { shown, origins } = memory;
  return shown && held > BigInt(shown.shares)
    ? {
        hasStaked: true,
        origins: [...origins.filter((each) => each !== shown.origin), shown.origin].slice(-mostOrigins),
        shown: null,
      }
    : memory;
}

function accountOf({ accounts }: InsightMemory, account: Address): AccountMemory {
  const key = account.toLowerCase();
  return (Object.hasOwn(accounts, key) ? accounts[key] : undefined) ?? { hasStaked: false, origins: [], shown: null };
}

/** What the memory tells of an account that holds so many shares now. */
export function earlierOf(memory: InsightMemory, account: Address, held: Shares): Earlier {
  const { hasStaked, origins } = confirm(accountOf(memory, account), held);
  return { hasStaked, origins, implementation: memory.implementation };
}

/** The memory with a rate that was read just now. */
export function rememberRate(memory: InsightMemory, { rate, days }: BasedRate, at: Seconds): InsightMemory {
  return { ...memory, apr: { rate: `${rate}`, days, at } };
}

/** What to remember of an insight. */
export type Seen = {
  readonly account: Address;
  readonly held: Shares;
  readonly implementation: Address | null;
  /** Site that asks for a stake of the account's own; `null` for other transactions, or when the wallet does not tell. */
  readonly stakeOrigin: string | null;
  readonly apr: (BasedRate & { readonly at: Seconds }) | null;
};

/** The memory with an insight added; the same object when nothing is new. */
export function rememberInsight(memory: InsightMemory, seen: Seen): InsightMemory {
  const { account, held, stakeOrigin } = seen;
  const before = accountOf(memory, account);
  const confirmed = confirm(before, held);
  const after = stakeOrigin === null ? confirmed : { ...confirmed, shown: { origin: stakeOrigin, shares: `${held}` } };
  const key = account.toLowerCase();
  const others = Object.entries(memory.accounts).filter(([each]) => each !== key);
  const next: InsightMemory = {
    implementation: seen.implementation ?? memory.implementation,
    apr: seen.apr ? { rate: `${seen.apr.rate}`, days: seen.apr.days, at: seen.apr.at } : memory.apr,
    accounts:
      after === before ? memory.accounts : Object.fromEntries([...others, [key, after] as const].slice(-mostAccounts)),
  };
  return JSON.stringify(next) === JSON.stringify(memory) ? memory : next;
}

/** Something new to keep of a pool, by its id. */
export type KeptInsight = { readonly pool: string; readonly value: InsightMemory };
