import { droppedAfter, type Fate, type PlainOptions, type Sent } from '@pooled-staking/core';
import type { Described } from '../errors/describe-error';
import { formatNumber, t, type SiteKey } from '../texts/texts';
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
  /** Why it ended before it was sent. */
  readonly problem: Described | null;
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

const titles = {
  preparing: 'transaction.preparing',
  review: 'transaction.review',
  wallet: 'transaction.wallet',
  asked: 'transaction.asked',
  unsent: 'transaction.unsent',
  sent: 'transaction.sent',
  confirmed: 'transaction.confirmed',
  failed: 'transaction.failed',
  cancelled: 'transaction.cancelled',
  replaced: 'transaction.replaced',
  dropped: 'transaction.dropped',
  refused: 'transaction.refused',
  partial: 'transaction.partial',
  abandoned: 'transaction.abandoned',
} as const satisfies Record<Stage, SiteKey>;

/** In which block it ended, and that it was sped up where it was. */
function endOf({ blockNumber, replacement }: Activity): readonly string[] {
  return [
    ...(blockNumber === null ? [] : [t('transaction.inBlock', { block: formatNumber(blockNumber) })]),
    ...(replacement === null ? [] : [t('transaction.spedUp')]),
  ];
}

function textsOf(activity: Activity): readonly string[] {
  switch (activity.stage) {
    case 'preparing':
      return [t('transaction.preparingText')];
    case 'review':
      return [t('transaction.reviewText')];
    case 'wallet':
      return [t('transaction.walletText')];
    case 'asked':
      return [t('transaction.askedText')];
    case 'unsent':
      return [t('transaction.unsentText')];
    case 'sent':
      return [t(activity.isOutOfSight ? 'transaction.sentUnseen' : 'transaction.sentText')];
    case 'confirmed':
      return endOf(activity);
    case 'failed':
      return [...endOf(activity), t('transaction.failedText')];
    case 'cancelled':
      return [t('transaction.cancelledText')];
    case 'replaced':
      return [t(activity.replacement === null ? 'transaction.replacedUnknown' : 'transaction.replacedText')];
    case 'dropped':
      return [t('transaction.droppedText', { blocks: droppedAfter })];
    case 'refused':
      return [t('transaction.refusedText')];
    case 'partial':
      return [...endOf(activity), t('transaction.partialText')];
    case 'abandoned':
      return [t('transaction.abandonedText')];
  }
}

/** What a stage means and what to do. */
export function stageTexts(activity: Activity): { readonly title: string; readonly text: string } {
  const { stage, problem } = activity;
  return problem
    ? { title: problem.title, text: [problem.message, problem.advice].filter(Boolean).join(' ') }
    : { title: t(titles[stage]), text: textsOf(activity).join(' ') };
}
