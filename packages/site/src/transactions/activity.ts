import type { Described } from '../errors/describe-error';

export type TransactionKind = 'stake' | 'unstake' | 'claim';

/**
 * Where a transaction stands. `review`: the Snap works it out and asks in its dialog. `wallet`: the wallet asks.
 * `confirmed`, `failed`, `refused` and `replaced` are ends.
 */
export type Stage = 'preparing' | 'review' | 'wallet' | 'sent' | 'confirmed' | 'failed' | 'refused' | 'replaced';

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
  readonly hash: string | null;
  readonly blockNumber: number | null;
  /** Why it ended, for `failed`, `refused` and `replaced`. */
  readonly problem: Described | null;
  /** The node did not answer when it was last asked for the receipt. */
  readonly isOutOfSight: boolean;
};

/** True while somebody or something still has to act. */
export function isOpen({ stage }: Activity): boolean {
  return stage === 'preparing' || stage === 'review' || stage === 'wallet' || stage === 'sent';
}

/** True while the person has a question open: another one would only confuse. */
export function asksThePerson({ stage }: Activity): boolean {
  return stage === 'preparing' || stage === 'review' || stage === 'wallet';
}

/** What a stage means and what to do, in words. */
export function stageWords(activity: Activity): { readonly title: string; readonly text: string } {
  switch (activity.stage) {
    case 'preparing':
      return { title: 'Preparing', text: 'Checking account and network.' };
    case 'review':
      return { title: 'Review in the Snap', text: 'The Snap shows what will happen. Approve or refuse it there.' };
    case 'wallet':
      return { title: 'Check your wallet', text: 'Confirm the transaction there. Nothing is sent before.' };
    case 'sent':
      return activity.isOutOfSight
        ? { title: 'Sent', text: 'The network does not answer at present; still watching for the transaction.' }
        : { title: 'Sent', text: 'Waiting for the network to take it into a block.' };
    case 'confirmed':
      return { title: 'Confirmed', text: `In block ${activity.blockNumber?.toLocaleString('en-US') ?? ''}.` };
    case 'refused':
    case 'failed':
    case 'replaced':
      return {
        title: activity.problem?.title ?? 'Failed',
        text: [activity.problem?.message, activity.problem?.advice].filter(Boolean).join(' '),
      };
  }
}
