import {
  isPool,
  networks,
  protocolOf,
  readDoors,
  type Address,
  type CallFacts,
  type Finding,
  type Insight,
  type Request,
  type Severity,
} from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { defaultPreferences } from '../wallet/preferences';
import { createWithChain } from '../wallet/provider';
import { defaultSettings } from '../wallet/settings';
import { drawSignature, type SignatureQuestion, type SignatureWallet } from './handle-signature';
import { drawInsight, type InsightPicture, type TransactionQuestion } from './handle-transaction';
import { parseTransaction } from './parse-transaction';
import { linesOf } from './plain-lines';

/** A value of JSON; amounts and shares are decimal strings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What the Snap says of a transaction, as plain JSON. */
export type Explanation = {
  /**
   * The heaviest finding's, `none` without one; `null` when the Snap has nothing to say, since the transaction concerns no
   * pool. Only `critical` raises the wallet's own alarm.
   */
  readonly severity: Severity | 'none' | null;
  /** What the transaction does, call by call. */
  readonly actions: readonly Json[];
  /** The heaviest first. */
  readonly findings: readonly Json[];
  /** What the Snap shows, line by line. */
  readonly words: readonly string[];
};

/** Who asks for an explanation waits longer than who is shown an insight unasked. */
const timeLimit = 30_000;

/** As JSON: amounts and shares as decimal strings, what is not there left out. */
function toJson(value: unknown): Json {
  if (typeof value === 'bigint') {
    return `${value}`;
  }
  if (Array.isArray(value)) {
    return value.map(toJson);
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(fields.map(([name, field]) => [name, toJson(field)]));
  }
  return value as Json;
}

/** Fields of a call that are about its bytes, not about what it does. */
const bytesFields = ['data', 'hasTrailingBytes'];

function actionOf({ call, owner, assets }: CallFacts, to: string): Json {
  const action = Object.entries({ ...call, assets: assets ?? undefined, owner, to });
  return toJson(Object.fromEntries(action.filter(([name]) => !bytesFields.includes(name))));
}

/** What the transaction does: in the terms of pools for each of them, else only what it sends where. */
function actionsOf({ facts, otherFacts }: Insight): Json[] {
  const pools = [facts, ...otherFacts].filter(isPool);
  const told = new Set(pools.flatMap(({ subject }) => subject?.parts ?? []));
  return [
    ...pools.flatMap(({ calls, subject }) => calls.map((step) => actionOf(step, subject?.address ?? ''))),
    ...facts.concerns.parts
      .filter((part) => !told.has(part))
      .map(({ to, value, call, owner }) =>
        toJson({ kind: value > 0n ? 'send' : 'call', value, selector: call.data.slice(0, 10), owner, to }),
      ),
  ];
}

/** A finding with a pool by its id. */
function findingOf(finding: Finding): Json {
  return toJson('of' in finding ? { ...finding, of: finding.of.pool.id } : finding);
}

/** A wallet that remembers nothing and has one node for whatever network is asked about. */
function walletOn(request: Request): SignatureWallet {
  const noState = async (): Promise<never> => Promise.reject(new Error('There is no state.'));
  return {
    state: { read: noState, update: noState, clear: noState },
    postJson: null,
    withChain: createWithChain(request),
    readSettings: async () => Promise.resolve(defaultSettings),
    readPreferences: async () => Promise.resolve(defaultPreferences),
    readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
    readInsightState: async () => Promise.resolve(null),
    writeInsightState: async () => Promise.resolve(),
    store: { read: async () => Promise.resolve(null), write: async () => Promise.resolve() },
  };
}

/**
 * The escrows that the pools of a chain tell. The Snap knows them from what it read before and asks nobody, since a
 * transaction that concerns no pool must cost nothing; here nothing was read before.
 */
async function readEscrows(request: Request, chainId: unknown): Promise<readonly Address[]> {
  const network = networks.find((each) => `eip155:${each.chainId}` === chainId);
  const found = (network?.pools ?? []).map(async (pool) =>
    protocolOf(pool)
      .insight.readEscrows(request, pool.address)
      .catch(() => []),
  );
  return (await Promise.all(found)).flat();
}

/** A transaction, or a signature for a chain. */
export type ExplainedQuestion = TransactionQuestion | (SignatureQuestion & { readonly chainId: string });

const nothing: Explanation = { severity: null, actions: [], findings: [], words: [] };

/**
 * Says of a transaction or a signature what the Snap would say before it is signed, by the same code: to developers of dapps, and to
 * whoever looks into a suspicious transaction. It is judged at the newest block of the node behind `request`, by a wallet
 * that remembers nothing. What the node does not tell is named in the words; it never throws.
 */
export async function explain(
  request: Request,
  question: ExplainedQuestion,
  milliseconds: number = timeLimit,
): Promise<Explanation> {
  const escrows = await readEscrows(request, question.chainId);
  const wallet = walletOn(request);
  let picture: InsightPicture | null;
  if ('signature' in question) {
    const isAsked = (chainId: string): boolean => chainId === question.chainId;
    picture = await drawSignature(wallet, question, milliseconds, {
      escrows: (chainId) => (isAsked(chainId) ? escrows : []),
      requestOn: (chainId) => (isAsked(chainId) ? request : undefined),
    });
  } else {
    const { chainId, transaction } = question;
    const doors = await readDoors(chainId, transaction.data, wallet.store, request);
    const related = parseTransaction(chainId, transaction, escrows, doors);
    picture = related ? await drawInsight(wallet, related, question.origin, milliseconds) : null;
  }
  if (!picture) {
    return nothing;
  }
  const { insight, findings, content } = picture;
  return {
    severity: findings[0]?.severity ?? 'none',
    actions: insight ? actionsOf(insight) : [],
    findings: findings.map(findingOf),
    words: linesOf(content),
  };
}
