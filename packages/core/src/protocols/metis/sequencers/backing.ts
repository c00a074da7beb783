import type { PoolContext } from '../../../networks/context';
import { isSameAddress, type Address, type Seconds } from '../../../units';
import { readSequencerPool, type Sequencer } from './state';

/** The sequencers behind a liquid token, as a sign of life of its pool. */
export type Backing = {
  readonly sequencers: readonly Sequencer[];
  readonly active: readonly Sequencer[];
  /** Time of the block that this was read at. */
  readonly asOf: Seconds;
  /** The whole sequencer pool stands still. */
  readonly paused: boolean;
};

/**
 * Reads which sequencers work for some accounts: those that they own, or whose rewards they receive on the L2. A liquid
 * token of which none is active earns nothing.
 * @param context of the sequencer pool on the L1.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readBacking(context: PoolContext, accounts: readonly Address[]): Promise<Backing> {
  const { sequencers: all, block, paused } = await readSequencerPool(context);
  const isOneOf = (address: Address): boolean => accounts.some((account) => isSameAddress(account, address));
  const sequencers = all.filter(({ owner, rewardRecipient }) => isOneOf(owner) || isOneOf(rewardRecipient));
  const active = sequencers.filter(({ status }) => status === 'active');
  return { sequencers, active, asOf: block.timestamp, paused };
}
