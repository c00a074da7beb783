import { isFinal, isSameAddress, type Fate, type Sent } from '@pooled-staking/core';
import type { Session } from '../wallet/session';
import type { Activity } from './activity';
import { askedStage, type Asked } from './asked';
import type { Kept, KeptAsked, KeptTransactions } from './sent';

/** What may change of an activity. */
export type Change = Partial<Omit<Activity, 'id' | 'intent' | 'account' | 'chainId'>>;

/** What an activity begins with. */
export const fresh = {
  stage: 'preparing',
  sent: null,
  asked: null,
  sentAt: 0,
  blockNumber: null,
  replacement: null,
  error: null,
  isOutOfSight: false,
} as const;

/** What was sent, as it was kept. */
export function activityOf(id: number, { sent, ...kept }: Kept): Activity {
  return { ...fresh, ...kept, id, sent, account: sent.account, chainId: sent.chainId };
}

/** What was handed to a wallet, as it was kept. */
export function activityOfAsked(id: number, { asked, ...kept }: KeptAsked): Activity {
  const { account, chainId } = asked;
  return { ...fresh, ...kept, id, asked, account, chainId, stage: askedStage(asked, asked.since ?? 0) };
}

/** What was sent or handed to the wallet before the page was loaded, in this tab or another, the newest first. */
export function restored({ recallSent, recallAsked }: KeptTransactions): readonly Activity[] {
  return [...recallSent().map((each) => activityOf(0, each)), ...recallAsked().map((each) => activityOfAsked(0, each))]
    .sort((left, right) => right.sentAt - left.sentAt)
    .map((activity, index) => ({ ...activity, id: index + 1 }));
}

/** What became of it as far as that is known; `null` for what was not sent. */
export const fateIn = ({ stage, blockNumber, replacement }: Activity): Fate | null =>
  stage === 'preparing' ||
  stage === 'review' ||
  stage === 'wallet' ||
  stage === 'asked' ||
  stage === 'unsent' ||
  stage === 'refused' ||
  stage === 'partial' ||
  stage === 'abandoned'
    ? null
    : { stage, blockNumber, replacement };

/** True while the chain may still have news of it. */
export function isWatched(activity: Activity): activity is Activity & { readonly sent: Sent } {
  const fate = fateIn(activity);
  return activity.sent !== null && fate !== null && !isFinal(activity.sent, fate);
}

/** True while it is looked for without a hash, or has come to its end without one. */
export const isSought = (activity: Activity): activity is Activity & { readonly asked: Asked } =>
  activity.asked !== null;

/** True for one of the account and chain on show. */
export const isOf = ({ account, chainId }: Activity, session: Session | null): boolean =>
  session?.chainId === chainId && isSameAddress(account, session.account);

/** True for the same that was handed to a wallet, in this tab or another. */
export const isSameAsked = (activity: Activity, { asked, sentAt }: KeptAsked): boolean =>
  activity.asked !== null &&
  activity.sentAt === sentAt &&
  activity.chainId === asked.chainId &&
  isSameAddress(activity.account, asked.account);

/** True when a change says something new. */
export const isNews = (activity: Activity, change: Change): boolean =>
  Object.entries(change).some(([name, value]) => activity[name as keyof Change] !== value);
