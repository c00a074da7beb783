import { Calldata } from '../../../../insight/calldata';
import { isSameAddress, zeroAddress, type Address } from '../../../../units';
import type { SequencerFacts } from '../facts';
import { poolHashes } from '../selectors';

export type RewardsToAnother = {
  readonly id: 'rewards-to-another';
  readonly severity: 'warning';
  readonly recipient: Address;
};

const { lockWithRewardRecipient, setSequencerRewardRecipient } = poolHashes;

/**
 * Another account is named for the rewards of a sequencer: a warning, since operators have them paid to contracts of their
 * own on the L2.
 */
export function checkRewardsToAnother({
  calls,
  ownAccounts,
}: Pick<SequencerFacts, 'calls' | 'ownAccounts'>): RewardsToAnother | null {
  for (const { call, owner } of calls) {
    const isNamed = [lockWithRewardRecipient, setSequencerRewardRecipient].some((each) => call.data.startsWith(each));
    // The second word of either method.
    const recipient =
      isNamed && call.kind !== 'truncated' ? new Calldata(call.data.slice(10)).address(32) : zeroAddress;
    const own = [owner, zeroAddress, ...ownAccounts.map(({ address }) => address)];
    if (!own.some((each) => isSameAddress(each, recipient))) {
      return { id: 'rewards-to-another', severity: 'warning', recipient };
    }
  }
  return null;
}
