import type { StakingError } from '../../../../errors';
import type { SequencerFacts } from '../facts';

export type DeedRefused = { readonly id: 'deed-refused'; readonly severity: 'warning'; readonly refusal: StakingError };

/** The pool would refuse the call, with a reason that its rules tell better than a simulation. */
export function checkDeedRefused({ deeds = [] }: Pick<SequencerFacts, 'deeds'>): DeedRefused | null {
  const refusal = deeds.find((each) => each.refusal)?.refusal;
  return refusal ? { id: 'deed-refused', severity: 'warning', refusal } : null;
}
