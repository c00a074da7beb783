import { entriesUnder, recallEntry, rememberEntry, storagePrefixes } from '../storage';
import type { Activity, Intent, TransactionKind } from './activity';
import type { Call, Fate, Sent } from './fate';

/** A sent transaction as the browser keeps it: for the next visit, and for other tabs. */
export type Kept = Fate & {
  readonly intent: Intent;
  readonly sent: Sent;
  /** When it was sent, by this computer's clock, in milliseconds. */
  readonly sentAt: number;
};

const kinds: readonly TransactionKind[] = ['stake', 'unstake', 'claim'];
const stages: readonly Fate['stage'][] = ['sent', 'confirmed', 'failed', 'replaced', 'cancelled', 'dropped'];
const longest = { title: 200, data: 100_000 } as const;

/** What is older is forgotten, in milliseconds; and the most that are kept. */
const longestKept = 30 * 86_400_000;
const mostKept = 30;

type Fields<Type> = Partial<Record<keyof Type, unknown>>;

const isHash = (value: unknown): boolean => typeof value === 'string' && /^0x[\da-f]{64}$/iu.test(value);
const isAddress = (value: unknown): boolean => typeof value === 'string' && /^0x[\da-f]{40}$/iu.test(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isCountOrNull = (value: unknown): boolean => value === null || isCount(value);

function isCall(value: unknown): boolean {
  const { to, value: wei, data } = (value ?? {}) as Fields<Call>;
  return (
    isAddress(to) &&
    typeof wei === 'string' &&
    /^0x[\da-f]{1,64}$/iu.test(wei) &&
    typeof data === 'string' &&
    data.length <= longest.data
  );
}

function isSent(value: unknown): boolean {
  const { hash, account, chainId, call, nonce, isNonceSeen, knownAt } = (value ?? {}) as Fields<Sent>;
  return (
    isHash(hash) &&
    isAddress(account) &&
    isCount(chainId) &&
    (call === null || isCall(call)) &&
    isCountOrNull(nonce) &&
    typeof isNonceSeen === 'boolean' &&
    isCountOrNull(knownAt)
  );
}

function isIntent(value: unknown): boolean {
  const { kind, title, exits } = (value ?? {}) as { kind?: TransactionKind; title?: unknown; exits?: unknown };
  return (
    kind !== undefined &&
    kinds.includes(kind) &&
    typeof title === 'string' &&
    title.length <= longest.title &&
    (kind !== 'claim' || exits === null || (Array.isArray(exits) && exits.every((each) => typeof each === 'string')))
  );
}

/** Reads what is stored; anything may be there, and anything else than a kept transaction is none. */
export function readKept(text: string | null): Kept | null {
  let value: unknown;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
  const { intent, sent, stage, blockNumber, replacement, sentAt } = (value ?? {}) as Fields<Kept>;
  return isIntent(intent) &&
    isSent(sent) &&
    stages.includes(stage as Fate['stage']) &&
    isCountOrNull(blockNumber) &&
    (replacement === null || isHash(replacement)) &&
    isCount(sentAt)
    ? (value as Kept)
    : null;
}

const keyOf = ({ chainId, hash }: Sent): string => `${storagePrefixes.sent}${chainId}.${hash.toLowerCase()}`;

/** What an activity keeps of itself; `null` before it is sent. */
function keptOf({ intent, sent, stage, blockNumber, replacement, sentAt }: Activity): Kept | null {
  const found = stages.find((each) => each === stage);
  return sent && found ? { intent, sent, stage: found, blockNumber, replacement, sentAt } : null;
}

/** What was sent before the page was loaded, the newest first. */
export function recallSent(): readonly Kept[] {
  const all = entriesUnder(storagePrefixes.sent)
    .map(([key, text]) => ({ key, kept: readKept(text) }))
    .sort((left, right) => (right.kept?.sentAt ?? 0) - (left.kept?.sentAt ?? 0));
  const isWorthIt = ({ kept }: { kept: Kept | null }, index: number): boolean =>
    kept !== null && kept.stage !== 'confirmed' && index < mostKept && Date.now() - kept.sentAt < longestKept;
  for (const { key } of all.filter((each, index) => !isWorthIt(each, index))) {
    rememberEntry(key, null);
  }
  return all.filter(isWorthIt).flatMap(({ kept }) => kept ?? []);
}

/** Keeps a transaction from the moment at which its hash is known. */
export function keepSent(activity: Activity): void {
  const kept = keptOf(activity);
  if (kept) {
    rememberEntry(keyOf(kept.sent), JSON.stringify(kept));
  }
}

/** Keeps what was learnt of it, unless it was forgotten meanwhile, here or in another tab. */
export function updateSent(activity: Activity): void {
  if (activity.sent && recallEntry(keyOf(activity.sent)) !== null) {
    keepSent(activity);
    // A good end is told once, here and in the tabs that are open: what it changed is in the figures.
    if (activity.stage === 'confirmed') {
      forgetSent(activity.sent);
    }
  }
}

/** Forgets one transaction. */
export function forgetSent(sent: Sent): void {
  rememberEntry(keyOf(sent), null);
}

/** Forgets all of them. */
export function forgetAllSent(): void {
  for (const [key] of entriesUnder(storagePrefixes.sent)) {
    rememberEntry(key, null);
  }
}

/** What another tab has changed: a transaction that it keeps now, or the key of one that it has forgotten. */
export type SentElsewhere = { readonly kept: Kept } | { readonly isForgotten: (sent: Sent) => boolean };

/** Tells of changes in other tabs; returns the way to stop. */
export function onSentElsewhere(listener: (change: SentElsewhere) => void): () => void {
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (!key?.startsWith(storagePrefixes.sent)) {
      return;
    }
    const kept = readKept(newValue);
    if (kept) {
      listener({ kept });
    } else if (newValue === null) {
      listener({ isForgotten: (sent) => keyOf(sent) === key });
    }
  };
  window.addEventListener('storage', onStorage);
  return () => {
    window.removeEventListener('storage', onStorage);
  };
}
