import type { Facts } from '../../../insight/facts';
import type { Shares } from '../../../units';
import type { ArtemisState } from './state';

/** What is read of Artemis alone. */
export type ArtemisFacts = Facts<ArtemisState> & {
  /** artMETIS that each stake takes at least, and what the pool gives for it now. */
  readonly leastShares: readonly { readonly least: Shares; readonly expected: Shares }[];
};
