import type { Fate, PlainOptions, Sent } from '@pooled-staking/core';
import type { Asked } from './asked';

export type TransactionKind = 'stake' | 'unstake' | 'claim';

/**
 * Where a transaction stands. `review`: the Snap works it out and asks in its dialog. `wallet`: the wallet asks. From
 * `sent` on it is the chain that decides; `refused` and `failed` may also come before. `asked` and `unsent`: it was handed
 * to the wallet before this page was loaded, and has not been seen on the chain. `partial` and `abandoned`: the wallet says
 * of several calls that some of them happened, or that it gave them up before any did.
 */
export type Stage =
  'preparing' | 'review' | 'wallet' | 'asked' | 'unsent' | 'refused' | Fate['stage'] | 'partial' | 'abandoned';

/** What the person wants: amounts are decimal strings in wei, as the Snap takes them. */
export type Intent =
  | {
      readonly kind: 'stake' | 'unstake';
      readonly amount: string;
      readonly title: string;
      readonly of?: Pick<PlainOptions, 'id' | 'asset'>;
    }
  /** `exits` null: all that pay. */
  | { readonly kind: 'claim'; readonly exits: readonly string[] | null; readonly title: string };

/** A transaction on the page's list. */
export type Activity = {
  readonly id: number;
  readonly intent: Intent;
  readonly account: string;
  readonly chainId: number;
  readonly stage: Stage;
  /** What was sent; `null` before. */
  readonly sent: Sent | null;
  /** What was handed to the wallet by an earlier page, or as several calls together, as long as no hash of it is known. */
  readonly asked: Asked | null;
  /** When it was sent, or handed over where that is all that is known, in milliseconds; 0 before. */
  readonly sentAt: number;
  readonly blockNumber: number | null;
  /** The hash of the transaction that took its place. */
  readonly replacement: string | null;
  /** Why it ended before it was sent; `null` otherwise. */
  readonly error: unknown;
  /** The node did not answer when it was last asked for the transaction. */
  readonly isOutOfSight: boolean;
};

/** True while the person has a question open: another one would only confuse. */
export function asksThePerson({ stage }: Activity): boolean {
  return stage === 'preparing' || stage === 'review' || stage === 'wallet';
}

/** True while somebody or something still has to act. */
export function isOpen(activity: Activity): boolean {
  return asksThePerson(activity) || activity.stage === 'sent';
}

const mishaps: readonly Stage[] = [
  ...(['replaced', 'cancelled', 'dropped', 'failed', 'unsent', 'partial', 'abandoned'] as const),
];

/** True for an end that the person did not want: there is something to read. */
export function isMishap({ stage }: Activity): boolean {
  return mishaps.some((each) => each === stage);
}

/**
 * Where a transaction stands, each stage with what is known then. `hash` is `null` for calls that a wallet carries out together and
 * knows by an id of its own, until it tells one.
 */
export type TransactionState =
  /** Nothing was begun. */
  | { readonly stage: 'idle' }
  /** It is worked out; then the Snap asks in its dialog, where there is one; then the wallet asks. */
  | { readonly stage: 'preparing' | 'review' | 'wallet' }
  /** The person said no. */
  | { readonly stage: 'refused'; readonly error: unknown }
  /** It ended before it was sent, for the reason in `error`; or on the chain, where `error` is `null` and it has a block. */
  | {
      readonly stage: 'failed';
      readonly error: unknown;
      readonly hash: string | null;
      readonly blockNumber: number | null;
    }
  /** It was handed to the wallet before a reload, and is looked for; or long ago, and looks as if nothing came of it. */
  | { readonly stage: 'asked' | 'unsent' }
  /** It waits for a block. `isOutOfSight`: the node did not answer when it was last asked. */
  | { readonly stage: 'sent'; readonly hash: string | null; readonly isOutOfSight: boolean }
  /** It is in a block; under the hash `replacement` where the wallet has sent it again with another fee. */
  | {
      readonly stage: 'confirmed';
      readonly hash: string | null;
      readonly blockNumber: number | null;
      readonly replacement: string | null;
    }
  /** Another transaction has taken its place: one that sends nothing, or any. Its hash is `null` where no node tells it. */
  | {
      readonly stage: 'cancelled' | 'replaced';
      readonly hash: string | null;
      readonly blockNumber: number | null;
      readonly replacement: string | null;
    }
  /** No node knows it any more. */
  | { readonly stage: 'dropped'; readonly hash: string | null }
  /** Of several calls only some happened, as the wallet says; or none, and it has given up. */
  | { readonly stage: 'partial' | 'abandoned'; readonly blockNumber: number | null };

/** What is known of a transaction at its stage. */
export function stateOf({ stage, ...known }: Activity): Exclude<TransactionState, { readonly stage: 'idle' }> {
  const { error, blockNumber, replacement, isOutOfSight } = known;
  const hash = known.sent?.hash ?? null;
  switch (stage) {
    case 'preparing':
    case 'review':
    case 'wallet':
    case 'asked':
    case 'unsent':
      return { stage };
    case 'refused':
      return { stage, error };
    case 'failed':
      return { stage, error, hash, blockNumber };
    case 'sent':
      return { stage, hash, isOutOfSight };
    case 'confirmed':
      return { stage, hash, blockNumber, replacement };
    case 'cancelled':
    case 'replaced':
      return { stage, hash, blockNumber, replacement };
    case 'dropped':
      return { stage, hash };
    case 'partial':
    case 'abandoned':
      return { stage, blockNumber };
  }
}

/** True once the wallet has taken it: it may be, or come, on the chain. */
export function wasHandedOver(state: TransactionState): boolean {
  switch (state.stage) {
    case 'idle':
    case 'preparing':
    case 'review':
    case 'wallet':
    case 'refused':
      return false;
    case 'failed':
      return state.hash !== null;
    default:
      return true;
  }
}
