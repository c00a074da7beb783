import type { Activity } from './activity';

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
