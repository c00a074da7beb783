import { isCall, isCount, isCountOrNull, isFate, isSent, type Fate, type Sent } from '@pooled-staking/core';
import { entriesUnder, recall, remember } from '../storage';
import type { Activity, Intent, TransactionKind } from './activity';
import type { Asked, Bundle } from './asked';

/** A sent transaction as the browser keeps it: for the next visit, and for other tabs. */
export type Kept = Fate & {
  readonly intent: Intent;
  readonly sent: Sent;
  /** When it was sent, by this computer's clock, in milliseconds. */
  readonly sentAt: number;
};

/** What was handed to a wallet that has given no hash for it, as the browser keeps it until the wallet answers. */
export type KeptAsked = {
  readonly intent: Intent;
  readonly asked: Asked;
  /** When that was, by this computer's clock, in milliseconds. */
  readonly sentAt: number;
};

const kinds: readonly TransactionKind[] = ['stake', 'unstake', 'claim'];
const longestTitle = 200;
/** Letters of the longest id of calls, as EIP-5792 has it: 4096 bytes in hex digits. */
const longestId = 8_194;

/** What is older is forgotten, in milliseconds; and the most that are kept. */
const longestKept = 30 * 86_400_000;
const mostKept = 30;

type Fields<Type> = Partial<Record<keyof Type, unknown>>;

const isAddress = (value: unknown): boolean => typeof value === 'string' && /^0x[\da-f]{40}$/iu.test(value);

/** More calls than these are sent together by nobody here. */
const mostCalls = 100;

function isBundle(value: unknown): boolean {
  const { id, isTaken } = (value ?? {}) as Fields<Bundle>;
  return typeof id === 'string' && id.length <= longestId && typeof isTaken === 'boolean';
}

function isAsked(value: unknown): boolean {
  const { account, chainId, calls, bundle, nonce, after, since, isPassed } = (value ?? {}) as Fields<Asked>;
  return (
    isAddress(account) &&
    isCount(chainId) &&
    Array.isArray(calls) &&
    calls.length > 0 &&
    calls.length <= mostCalls &&
    calls.every(isCall) &&
    (bundle === null || isBundle(bundle)) &&
    isCountOrNull(nonce) &&
    // A few blocks before the first one, on a young chain.
    (after === null || Number.isSafeInteger(after)) &&
    isCountOrNull(since) &&
    typeof isPassed === 'boolean'
  );
}

/** What was kept before calls could go out together has one call; whatever else it is, it stays. */
function upgraded(asked: unknown): unknown {
  const { call, ...rest } = (asked ?? {}) as Readonly<Record<string, unknown>>;
  return call === undefined ? asked : { bundle: null, calls: [call], ...rest };
}

function isIntent(value: unknown): boolean {
  const { kind, title, exits } = (value ?? {}) as { kind?: TransactionKind; title?: unknown; exits?: unknown };
  return (
    kind !== undefined &&
    kinds.includes(kind) &&
    typeof title === 'string' &&
    title.length <= longestTitle &&
    (kind !== 'claim' || exits === null || (Array.isArray(exits) && exits.every((each) => typeof each === 'string')))
  );
}

/** What a text says; `null` when it is no JSON. */
function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** Reads what is stored; anything may be there, and anything else than a kept transaction is none. */
export function readKept(text: string | null): Kept | null {
  const value = readJson(text);
  const { intent, sent, sentAt } = (value ?? {}) as Fields<Kept>;
  return isIntent(intent) && isSent(sent) && isFate(value) && isCount(sentAt) ? (value as Kept) : null;
}

/** As {@link readKept}, for one without a hash. */
export function readKeptAsked(text: string | null): KeptAsked | null {
  const { intent, asked: kept, sentAt } = (readJson(text) ?? {}) as Fields<KeptAsked>;
  const asked = upgraded(kept);
  return isIntent(intent) && isAsked(asked) && isCount(sentAt) ? ({ intent, asked, sentAt } as KeptAsked) : null;
}

/** What an activity keeps of itself; `null` before it is sent. */
function keptOf({ intent, sent, stage, blockNumber, replacement, sentAt }: Activity): Kept | null {
  const fate = { stage, blockNumber, replacement };
  return sent && isFate(fate) ? { intent, sent, ...fate, sentAt } : null;
}

/** What is kept under a prefix and worth it, the newest first; the rest is forgotten. */
function recallAll<Type extends { readonly sentAt: number }>(
  prefix: string,
  read: (text: string) => Type | null,
  isWanted: (kept: Type) => boolean,
): readonly Type[] {
  const all = entriesUnder(prefix)
    .map(([key, text]) => ({ key, kept: read(text) }))
    .sort((left, right) => (right.kept?.sentAt ?? 0) - (left.kept?.sentAt ?? 0));
  const isWorthIt = ({ kept }: { kept: Type | null }, index: number): boolean =>
    kept !== null && isWanted(kept) && index < mostKept && Date.now() - kept.sentAt < longestKept;
  for (const { key } of all.filter((each, index) => !isWorthIt(each, index))) {
    remember(key, null);
  }
  return all.filter(isWorthIt).flatMap(({ kept }) => kept ?? []);
}

/** What another tab has changed: what it keeps now of what is on its way, or the key of what it has forgotten. */
export type SentElsewhere =
  | { readonly kept: Kept }
  | { readonly taken: KeptAsked }
  | { readonly isForgotten: (activity: Pick<Activity, 'sent' | 'asked' | 'sentAt'>) => boolean };

/** What the browser keeps of transactions, for the next visit and for other tabs. */
export type KeptTransactions = {
  /** What was sent before the page was loaded, the newest first. */
  readonly recallSent: () => readonly Kept[];
  /** What was handed to a wallet before the page was loaded and has no hash yet, the newest first. */
  readonly recallAsked: () => readonly KeptAsked[];
  /** Keeps a transaction from the moment at which the wallet is handed it. */
  readonly keepAsked: (kept: KeptAsked) => void;
  /** Keeps how far the search for it has come, unless it was forgotten meanwhile, here or in another tab. */
  readonly updateAsked: (kept: KeptAsked) => void;
  /** Forgets one of them: the wallet has answered, it was found, or the person has read enough of it. */
  readonly forgetAsked: (kept: Pick<KeptAsked, 'asked' | 'sentAt'>) => void;
  /** Keeps a transaction from the moment at which its hash is known. */
  readonly keepSent: (activity: Activity) => void;
  /** Keeps what was learnt of it, unless it was forgotten meanwhile, here or in another tab. */
  readonly updateSent: (activity: Activity) => void;
  /** Forgets one transaction. */
  readonly forgetSent: (sent: Sent) => void;
  /** Forgets all of them, with a hash or without. */
  readonly forgetAll: () => void;
  /** Tells of changes in other tabs; returns the way to stop. */
  readonly onSentElsewhere: (listener: (change: SentElsewhere) => void) => () => void;
};

/**
 * One entry for each transaction, so that two tabs never write over one another.
 * @param storage what the names of all entries begin with.
 */
export function keptTransactions(storage: string): KeptTransactions {
  const prefixes = { sent: `${storage}.sent.`, asked: `${storage}.asked.` };
  const keyOf = ({ chainId, hash }: Sent): string => `${prefixes.sent}${chainId}.${hash.toLowerCase()}`;
  const askedKeyOf = ({ asked: { chainId, account }, sentAt }: Pick<KeptAsked, 'asked' | 'sentAt'>): string =>
    `${prefixes.asked}${chainId}.${account.toLowerCase()}.${sentAt}`;

  const keepAsked = ({ intent, asked, sentAt }: KeptAsked): void => {
    remember(askedKeyOf({ asked, sentAt }), JSON.stringify({ intent, asked, sentAt }));
  };
  const keepSent = (activity: Activity): void => {
    const kept = keptOf(activity);
    if (kept) {
      remember(keyOf(kept.sent), JSON.stringify(kept));
    }
  };
  const forgetSent = (sent: Sent): void => {
    remember(keyOf(sent), null);
  };

  const onSentElsewhere: KeptTransactions['onSentElsewhere'] = (listener) => {
    const onStorage = ({ key, newValue }: StorageEvent): void => {
      const isOurs = Object.values(prefixes).some((prefix) => key?.startsWith(prefix));
      if (key !== null && isOurs && newValue === null) {
        // This tab may have kept news of it before it could see that the other one had forgotten it: forgotten is forgotten.
        remember(key, null);
      }
      if (key?.startsWith(prefixes.asked)) {
        const keptAsked = readKeptAsked(newValue);
        if (newValue === null) {
          listener({ isForgotten: ({ asked, sentAt }) => asked !== null && askedKeyOf({ asked, sentAt }) === key });
        } else if (keptAsked?.asked.bundle?.isTaken) {
          listener({ taken: keptAsked });
        }
        // Any other is that tab's affair until it has a hash.
        return;
      }
      if (!key?.startsWith(prefixes.sent)) {
        return;
      }
      const kept = readKept(newValue);
      if (kept) {
        listener({ kept });
      } else if (newValue === null) {
        listener({ isForgotten: ({ sent }) => sent !== null && keyOf(sent) === key });
      }
    };
    window.addEventListener('storage', onStorage);
    return () => {
      window.removeEventListener('storage', onStorage);
    };
  };

  return {
    recallSent: () => recallAll(prefixes.sent, readKept, ({ stage }) => stage !== 'confirmed'),
    recallAsked: () => recallAll(prefixes.asked, readKeptAsked, () => true),
    keepAsked,
    updateAsked: (kept) => {
      if (recall(askedKeyOf(kept)) !== null) {
        keepAsked(kept);
      }
    },
    forgetAsked: (kept) => {
      remember(askedKeyOf(kept), null);
    },
    keepSent,
    updateSent: (activity) => {
      if (activity.sent && recall(keyOf(activity.sent)) !== null) {
        keepSent(activity);
        // A good end is told once, here and in the tabs that are open: what it changed is in the figures.
        if (activity.stage === 'confirmed') {
          forgetSent(activity.sent);
        }
      }
    },
    forgetSent,
    forgetAll: () => {
      for (const [key] of Object.values(prefixes).flatMap((prefix) => entriesUnder(prefix))) {
        remember(key, null);
      }
    },
    onSentElsewhere,
  };
}
