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
  | 'preparing'
  | 'review'
  | 'wallet'
  | 'asked'
  | 'unsent'
  | 'refused'
  | Fate['stage']
  | 'partial'
  | 'abandoned';

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
