import { ContractAbi } from '../../../chain/contract-abi';
import { infoHashes, poolHashes, setHashes } from './selectors';

/** What the product calls, reads and listens to on LockingPool: the same on both of its codes. */
export const lockingPoolAbi = new ContractAbi(
  [
    'function relock(uint256,uint256,bool)',
    'function withdraw(uint256,uint256)',
    'function withdrawRewards(uint256,uint32)',
    'function unlock(uint256,uint32)',
    'function unlockClaim(uint256,uint32)',
    'function lockFor(address,uint256,bytes)',
    'function lockWithRewardRecipient(address,address,uint256,bytes)',
    'function setSequencerRewardRecipient(uint256,address)',
    'function setSequencerOwner(uint256,address)',
    'function updateSigner(uint256,bytes)',
    'function batchSubmitRewards(uint256,uint256,uint256,address[],uint256[])',
    'function sequencers(uint256) returns (uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,address,address,bytes,address,uint8)',
    'function totalSequencers() returns (uint256)',
    'function seqStatuses(uint8) returns (uint256)',
    'function whitelist(address) returns (bool)',
    'function curBatchState() returns (uint256,uint256,uint256,uint256)',
    'function rewardPerBlock() returns (uint256)',
    'function exitDelayPeriod() returns (uint256)',
    'function escrow() returns (address)',
    'function paused() returns (bool)',
    'error NoRewardRecipient()',
    'error NoSuchSeq()',
    'error NotSeqOwner()',
    'error NotSeqSigner()',
    'error NotWhitelisted()',
    'error NullAddress()',
    'error OwnedSequencer()',
    'error SeqNotActive()',
    'error SignerExisted()',
  ],
  poolHashes,
);

/** The same of LockingInfo, which holds the METIS and tells most of what happens. */
export const lockingInfoAbi = new ContractAbi(
  [
    'function minLock() returns (uint256)',
    'function maxLock() returns (uint256)',
    'function totalLocked() returns (uint256)',
    'function totalRewardsLiquidated() returns (uint256)',
    'function rewardPayer() returns (address)',
    'function bridge() returns (address)',
  ],
  infoHashes,
);

/** Who produces the blocks of the L2: MetisSequencerSet there. */
export const sequencerSetAbi = new ContractAbi(
  [
    'function currentEpoch() returns ((uint256,address,uint256,uint256))',
    'function epochs(uint256) returns (uint256,address,uint256,uint256)',
    'function finalizedBlock() returns (uint256)',
    'function getEpochByBlock(uint256) returns (uint256)',
    'function getMetisSequencer(uint256) returns (address)',
  ],
  setHashes,
);

/** Events that are read by their words, as lines of an ABI: tests hold their topics against them. */
export const poolEvents = [
  'event DistributeReward(uint256,uint256,uint256,uint256,uint256)',
  'event SequencerOwnerChanged(uint256,address)',
  'event SequencerRewardRecipientChanged(uint256,address)',
] as const;

/** Events that are read by their words, as lines of an ABI: tests hold their topics against them. */
export const infoEvents = [
  'event Locked(address,uint256,uint256,uint256,uint256,uint256,bytes)',
  'event Relocked(uint256,uint256,uint256)',
  'event Withdraw(uint256,uint256)',
  'event LockUpdate(uint256,uint256,uint256)',
  'event ClaimRewards(uint256,address,uint256,uint256)',
  'event UnlockInit(address,uint256,uint256,uint256,uint256,uint256,uint256)',
  'event Unlocked(address,uint256,uint256,uint256)',
  'event SignerChange(uint256,uint256,address,address,bytes)',
] as const;

/** Events that are read by their words, as lines of an ABI: tests hold their topics against them. */
export const setEvents = [
  'event NewEpoch(uint256,uint256,uint256,address)',
  'event ReCommitEpoch(uint256,uint256,uint256,uint256,uint256,address)',
] as const;
