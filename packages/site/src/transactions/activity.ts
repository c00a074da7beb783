import type { Described } from '../errors/describe-error';
import type { Asked } from './asked';
import { droppedAfter, type Fate, type Sent } from './fate';

export type TransactionKind = 'stake' | 'unstake' | 'claim';

/**
 * Where a transaction stands. `review`: the Snap works it out and asks in its dialog. `wallet`: the wallet asks. From
 * `sent` on it is the chain that decides; `refused` and `failed` may also come before. `asked` and `unsent`: it was handed
 * to the wallet before this page was loaded, and has not been seen on the chain.
 */
export type Stage = 'preparing' | 'review' | 'wallet' | 'asked' | 'unsent' | 'refused' | Fate['stage'];

/** What the person wants: amounts are decimal strings in wei, as the Snap takes them. */
export type Intent =
  | { readonly kind: 'stake'; readonly amount: string; readonly title: string }
  | { readonly kind: 'unstake'; readonly amount: string; readonly title: string }
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
  /** What an earlier page, or another tab, has handed to the wallet, as long as no hash of it is known; else `null`. */
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

/** True for an end that the person did not want: there is something to read. */
export function isMishap({ stage }: Activity): boolean {
  return (
    stage === 'replaced' || stage === 'cancelled' || stage === 'dropped' || stage === 'failed' || stage === 'unsent'
  );
}

/** What a stage means and what to do, in words. */
export function stageWords(activity: Activity): { readonly title: string; readonly text: string } {
  const { stage, problem, replacement } = activity;
  if (problem) {
    return { title: problem.title, text: [problem.message, problem.advice].filter(Boolean).join(' ') };
  }
  const place = `In block ${activity.blockNumber?.toLocaleString('en-US') ?? ''}.`;
  const anew = replacement === null ? '' : ' It was replaced in the wallet by the same one with another fee.';
  switch (stage) {
    case 'preparing':
      return { title: 'Preparing', text: 'Checking account and network.' };
    case 'review':
      return { title: 'Review in the Snap', text: 'The Snap shows what will happen. Approve or refuse it there.' };
    case 'wallet':
      return { title: 'Check your wallet', text: 'Confirm the transaction there. Nothing is sent before.' };
    case 'asked':
      return {
        title: 'Handed to the wallet',
        text:
          'Before this page was loaded, the wallet was asked to send this. If you say yes there, it shows here once it is ' +
          'in a block.',
      };
    case 'unsent':
      return {
        title: 'Not sent so far',
        text:
          'The wallet was asked to send this before this page was loaded, and this page finds it in no block. Check whether ' +
          'it still waits in the wallet before you send it again. If it is mined after all, this page will show it.',
      };
    case 'sent':
      return activity.isOutOfSight
        ? { title: 'Sent', text: 'The network does not answer at present; still watching for the transaction.' }
        : { title: 'Sent', text: 'Waiting for the network to take it into a block.' };
    case 'confirmed':
      return { title: 'Confirmed', text: `${place}${anew}` };
    case 'failed':
      return {
        title: 'The pool refused it',
        text:
          `${place}${anew} The state of the pool changed before the transaction was mined. Only the network fee was ` +
          'paid. Check the numbers and start again.',
      };
    case 'cancelled':
      return {
        title: 'Cancelled',
        text: 'It was replaced in the wallet by a transaction that moves nothing. Only a network fee was paid.',
      };
    case 'replaced':
      return {
        title: 'Replaced in the wallet',
        text:
          replacement === null
            ? 'Another transaction of this account took its place; this node does not tell which. The numbers here show what came of it.'
            : 'Another transaction of this account took its place, so this one will not happen.',
      };
    case 'dropped':
      return {
        title: 'Dropped by the network',
        text:
          `The node of your wallet does not know it, and ${droppedAfter} blocks have passed without it. Check whether it ` +
          'still waits in the wallet before you send it again. If it is mined after all, this page will show it.',
      };
    case 'refused':
      return { title: 'Refused', text: 'Nothing was sent.' };
  }
}
