import { droppedAfter } from '@pooled-staking/core';
import type { Activity, Stage } from '@pooled-staking/react';
import { describeError } from '../errors/describe-error';
import { formatNumber, t, type SiteKey } from '../texts/texts';

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
  const { stage, error } = activity;
  if (error === null) {
    return { title: t(titles[stage]), text: textsOf(activity).join(' ') };
  }
  const { title, message, advice } = describeError(error);
  return { title, text: [message, advice].filter(Boolean).join(' ') };
}
