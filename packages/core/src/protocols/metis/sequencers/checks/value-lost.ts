import { valueLost } from '../rules';
import type { SequencerFacts } from '../facts';
import type { Wei } from '../../../../units';

export type ValueLost = { readonly id: 'value-lost'; readonly severity: 'critical'; readonly value: Wei };

/** Ether goes along for the bridge while no reward is there to be bridged: it would stay in the contract for good. */
export function checkValueLost({ deeds = [] }: Pick<SequencerFacts, 'deeds'>): ValueLost | null {
  const value = deeds.reduce(
    (sum, { sequencer, deed, value: sent }) => (sequencer ? sum + valueLost(sequencer, deed.kind, sent) : sum),
    0n,
  );
  return value > 0n ? { id: 'value-lost', severity: 'critical', value } : null;
}
