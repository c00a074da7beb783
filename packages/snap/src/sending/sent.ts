import { isCount, isFate, isSent, type Fate, type RevertReason, type Sent } from '@pooled-staking/core';
import { isObject, type Part } from '../wallet/state';

/** What a person wants. */
export const intents = ['stake', 'unstake', 'claim'] as const;
export type Intent = (typeof intents)[number];

/** What a transaction of this Snap is for: that, or the approval that must be mined before it. */
const sentIntents = [...intents, 'approve'] as const;
export type SentIntent = (typeof sentIntents)[number];

/** A transaction that the wallet has sent for the Snap, and what became of it so far. */
export type SentHere = Fate & {
  readonly sent: Sent;
  /** CAIP-10. */
  readonly pool: string;
  readonly intent: SentIntent;
  /** In the smallest unit, decimal. */
  readonly amount: string;
  /** Symbol of what the amount is counted in; absent: the pool's asset. */
  readonly asset?: string | undefined;
  /** By this machine's clock, in milliseconds. */
  readonly sentAt: number;
  /** Why it failed, as far as a call in its place tells; `null` where it did not, or nobody knows. */
  readonly failure: RevertReason | null;
};

/** What is older is forgotten, in milliseconds; and the most that are kept. */
const longestKept = 30 * 86_400_000;
const mostKept = 20;

const isText = (value: unknown, longest: number): boolean => typeof value === 'string' && value.length <= longest;

function isFailure(value: unknown): boolean {
  const { name, code, said } = isObject(value) ? value : {};
  return value === null || (isText(name, 100) && isText(code, 40) && (said === undefined || isText(said, 1_000)));
}

function isSentHere(value: unknown): value is SentHere {
  const { sent, pool, intent, amount, asset, sentAt, failure } = isObject(value) ? value : {};
  return (
    isFate(value) &&
    isSent(sent) &&
    isText(pool, 100) &&
    sentIntents.some((each) => each === intent) &&
    typeof amount === 'string' &&
    /^\d{1,78}$/u.test(amount) &&
    (asset === undefined || isText(asset, 20)) &&
    isCount(sentAt) &&
    isFailure(failure)
  );
}

/** Whether the person was asked for the wallet's session: pages do not bring the question up again. */
export const sessionPart: Part<{ readonly wasAsked: boolean }> = {
  name: 'session',
  parse: (stored) => ({ wasAsked: isObject(stored) && stored['wasAsked'] === true }),
};

/** The newest first. */
export const sentPart: Part<readonly SentHere[]> = {
  name: 'sent',
  parse: (stored) =>
    (Array.isArray(stored) ? (stored as unknown[]) : [])
      .filter(isSentHere)
      .filter(({ sentAt }) => Date.now() - sentAt < longestKept)
      .slice(0, mostKept),
};
