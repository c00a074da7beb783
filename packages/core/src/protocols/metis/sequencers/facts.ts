import type { StakingError } from '../../../errors';
import type { Facts } from '../../../insight/facts';
import type { Wei } from '../../../units';
import type { SequencerDeed } from './rules';
import type { Sequencer, SequencerPoolState } from './state';

/** A call to the pool, as a deed with the sequencer that it is about; `null` where the pool has none of that number. */
export type DeedFacts = {
  readonly deed: SequencerDeed;
  readonly id: bigint;
  readonly sequencer: Sequencer | null;
  /** Wei that go along. */
  readonly value: Wei;
  /** Why the pool would refuse it; `null` where it takes it, or cannot be asked. */
  readonly refusal: StakingError | null;
};

/** What insights of the sequencer pool rest on beside what all protocols tell; absent where the pool was not read. */
export type SequencerFacts = Facts<SequencerPoolState> & { readonly deeds?: readonly DeedFacts[] };
