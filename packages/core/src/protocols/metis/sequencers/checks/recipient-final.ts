import type { SequencerFacts } from '../facts';
import type { Address } from '../../../../units';

export type RecipientFinal = { readonly id: 'recipient-final'; readonly severity: 'note'; readonly recipient: Address };

/** An exit begins: from then on neither the owner nor whoever is paid the rewards can be changed. */
export function checkRecipientFinal({ deeds = [] }: Pick<SequencerFacts, 'deeds'>): RecipientFinal | null {
  const begun = deeds.find(({ deed, refusal }) => deed.kind === 'unlock' && refusal === null)?.sequencer;
  return begun ? { id: 'recipient-final', severity: 'note', recipient: begun.rewardRecipient } : null;
}
