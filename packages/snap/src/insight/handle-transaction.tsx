import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import {
  insightOfTransaction,
  isStakingError,
  readDoors,
  readInsight,
  type Finding,
  type Insight,
  type InsightInput,
} from '@pooled-staking/core';
import { createSnapTranslator, type SnapTranslator } from '@pooled-staking/texts/snap';
import { defaultPreferences } from '../wallet/preferences';
import type { Wallet } from '../wallet/wallet';
import { escrowsOf, rememberEscrows } from './escrows';
import { canCheckAgain, InsightView, MalformedView } from './insight-view';
import { parseTransaction, type RelatedTransaction, type WalletTransaction } from './parse-transaction';

/** People confirm within seconds, and an insight that comes later is never seen. */
const timeLimit = 3_000;
/** What has not come so long before the end is left out, so that the rest is there in time. */
const reserve = 400;

/** What a wallet tells of a transaction. */
export type TransactionQuestion = {
  readonly transaction: WalletTransaction;
  readonly chainId: unknown;
  /** Site that asks for it. */
  readonly origin?: unknown;
};

/** What the wallet shows beside a transaction or a signature. */
export type ShownInsight = { readonly severity?: 'critical' } & (
  | { readonly content: JSXElement }
  | { readonly id: string }
);

/** A picture of a transaction, and whether a second look could tell more. */
export type InsightPicture = {
  /** What the chain tells; `null` for a transaction that cannot be read, and for a signature that it says nothing of. */
  readonly insight: Insight | null;
  /** The heaviest first. */
  readonly findings: readonly Finding[];
  readonly content: JSXElement;
  readonly isCritical: boolean;
  readonly isComplete: boolean;
};

/** What an insight needs of the wallet. */
export type InsightWallet = Pick<
  Wallet,
  'withChain' | 'readSettings' | 'readPreferences' | 'readTexts' | 'readInsightState' | 'writeInsightState' | 'store'
>;

/** The name of the wallet itself, where a transaction was made in it. */
const walletOrigins: readonly unknown[] = ['metamask', undefined, null, ''];

type Readable = Extract<RelatedTransaction, { readonly kind: 'readable' }>;
type Reading = { readonly insight: Insight; readonly texts: SnapTranslator };

/** Reads the insight, or as much of it as comes in time. */
async function readInTime(wallet: InsightWallet, input: InsightInput, milliseconds: number): Promise<Reading> {
  const controller = new AbortController();
  const timers: ReturnType<typeof setTimeout>[] = [];
  const after = async (time: number): Promise<void> =>
    new Promise((resolve) => {
      timers.push(setTimeout(resolve, time));
    });
  const timeIsOver = after(Math.max(0, milliseconds - reserve)).then(() => Promise.reject(new Error('Time is over.')));
  timeIsOver.catch(() => undefined);
  let texts = createSnapTranslator(defaultPreferences.locale);
  let alone = insightOfTransaction(input);
  const { subject } = alone.facts;
  const read = async (): Promise<Insight> => {
    const [{ currency, locale }, settings] = await Promise.all([
      wallet.readPreferences(),
      // Only a pool has receivers. Without the settings each is a stranger.
      subject && wallet.readSettings().catch(() => null),
    ]);
    const known: InsightInput = { ...input, ownAccounts: settings?.accounts.filter(({ isOwn }) => isOwn) ?? [] };
    alone = insightOfTransaction(known);
    texts = await wallet.readTexts(locale);
    if (!subject) {
      return alone;
    }
    const reach = {
      currency,
      readMemory: wallet.readInsightState,
      store: wallet.store,
      timeIsOver,
    };
    const turn = { urgency: 'insight', signal: controller.signal } as const;
    const look = async (): ReturnType<typeof readInsight> =>
      wallet.withChain(subject.network, turn, async (request) => readInsight({ request, ...reach }, known));
    // A change of the chain that somebody else began may come late and spoil the first look.
    const { insight, memory } = await look().catch(async (error: unknown) => {
      if (isStakingError(error, 'CHAIN_INCONSISTENT')) {
        return look();
      }
      throw error;
    });
    // Before the handler returns: what is left running then never ends. A store that fails fails nothing.
    if (memory) {
      await Promise.race([wallet.writeInsightState(memory.pool, memory.value), timeIsOver]).catch(() => undefined);
    }
    return insight;
  };
  try {
    const insight = await Promise.race([read(), after(milliseconds).then(() => alone)]);
    return { insight, texts };
  } catch {
    return { insight: alone, texts };
  } finally {
    controller.abort();
    timers.forEach(clearTimeout);
  }
}

/** Makes the picture of a transaction that concerns a pool. Never throws. */
export async function drawInsight(
  wallet: InsightWallet,
  related: RelatedTransaction,
  origin: unknown,
  milliseconds: number,
): Promise<InsightPicture> {
  if (related.kind === 'malformed') {
    const content = MalformedView({ ...related, t: createSnapTranslator(defaultPreferences.locale).t });
    return { insight: null, findings: [], content, isCritical: false, isComplete: true };
  }
  const input: InsightInput = inputOf(related, origin);
  const { insight, texts } = await readInTime(wallet, input, milliseconds);
  rememberEscrows(insight);
  const { facts, findings, unread } = insight;
  const now = facts.pool?.state.block.timestamp ?? 0;
  const { subject } = facts;
  const about = subject ? texts.of(subject.asset, subject.network.nativeAsset) : texts;
  const display = { ...about, fiatPrice: facts.fiatPrice, now };
  return {
    insight,
    findings,
    content: InsightView({ insight, display }),
    isCritical: findings.some(({ severity }) => severity === 'critical'),
    isComplete: !canCheckAgain(unread),
  };
}

function inputOf({ transaction, nonce, concerns, isSignature = false }: Readable, origin: unknown): InsightInput {
  const site = walletOrigins.includes(origin) || typeof origin !== 'string' ? null : origin;
  return { transaction, nonce, origin: site, concerns, isSignature };
}

/** The wallet's answer for a picture: with a button to look again where something could not be read. */
export async function showPicture(
  wallet: Pick<Wallet, 'createInterface'>,
  { content, isCritical, isComplete }: InsightPicture,
  context: Record<string, unknown>,
): Promise<ShownInsight> {
  const severity = isCritical ? { severity: 'critical' as const } : {};
  if (isComplete) {
    return { content, ...severity };
  }
  const id = await wallet.createInterface(content, context).catch(() => null);
  return id === null ? { content, ...severity } : { id, ...severity };
}

/** What an interface needs to look again: the wallet's question, as plain JSON. */
export function toContext({ transaction, chainId, origin }: TransactionQuestion): Record<string, unknown> {
  const { from, to, value, data, nonce, authorizationList } = transaction;
  const fields = { from, to, value, data, nonce };
  const given = Object.entries(fields).filter(([, field]) => typeof field === 'string');
  const authorizations = Array.isArray(authorizationList) ? { authorizationList: authorizationList as unknown[] } : {};
  return { transaction: { ...Object.fromEntries(given), ...authorizations }, chainId, origin: origin ?? null };
}

/** The transaction of a question when it concerns a pool, by what is known and was kept of the chain's contracts. */
export async function findRelated(
  { store }: Pick<Wallet, 'store'>,
  { chainId, transaction }: TransactionQuestion,
): Promise<RelatedTransaction | undefined> {
  const doors = await readDoors(chainId, transaction.data, store);
  return parseTransaction(chainId, transaction, escrowsOf(chainId), doors);
}

/**
 * What a transaction does, when it concerns a pool. Any other transaction costs no request, and no state unless a method in
 * it may be one of a contract that only the chain names. When
 * something could not be read there is a button to look again. Never throws.
 */
export async function handleTransaction(
  wallet: Wallet,
  question: TransactionQuestion,
  milliseconds: number = timeLimit,
): Promise<ShownInsight | null> {
  const related = await findRelated(wallet, question);
  if (!related) {
    return null;
  }
  const picture = await drawInsight(wallet, related, question.origin, milliseconds);
  return showPicture(wallet, picture, toContext(question));
}
