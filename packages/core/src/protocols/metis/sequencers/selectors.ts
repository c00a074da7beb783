import type { Hex } from '../../../units';

/** Selectors, topics and errors of LockingPool. Written out, since a wallet wakes the Snap for each look; a test holds them against the ABI. */
export const poolHashes = {
  relock: '0x015bb180',
  withdraw: '0x441a3e70',
  withdrawRewards: '0x17396687',
  unlock: '0x262c0e66',
  unlockClaim: '0x8ddc74de',
  lockFor: '0xaf70cba5',
  lockWithRewardRecipient: '0x9ad42030',
  setSequencerRewardRecipient: '0xd83b0e14',
  setSequencerOwner: '0xa953791f',
  updateSigner: '0xf41a9642',
  batchSubmitRewards: '0x11c7d144',
  sequencers: '0x6ba7ccff',
  totalSequencers: '0xcc3ab923',
  seqStatuses: '0x86d203ab',
  whitelist: '0x9b19251a',
  curBatchState: '0xb4472970',
  rewardPerBlock: '0x8ae39cac',
  exitDelayPeriod: '0x3478874b',
  escrow: '0xe2fdcc17',
  paused: '0x5c975abb',
  DistributeReward: '0x57f14bf0f24025b2c737413d121021e1a6ede039533e1215eda6f20002baf0a1',
  SequencerOwnerChanged: '0x4078101d3657bf2f1ee46f64d5c94266d244d71bb0daa460336d3d6f11c9a4ac',
  SequencerRewardRecipientChanged: '0x357bb123cabaf224688e3d8de5feb37d685dc3a27012a7bce1201c49bc369cb6',
  NoRewardRecipient: '0xc4fc1dcc',
  NoSuchSeq: '0x2f0edabe',
  NotSeqOwner: '0xa91da8ff',
  NotSeqSigner: '0x6b95264b',
  NotWhitelisted: '0x584a7938',
  NullAddress: '0xe99d5ac5',
  OwnedSequencer: '0x4e1fb3bc',
  SeqNotActive: '0xc4946571',
  SignerExisted: '0xb5013d2b',
} as const satisfies Readonly<Record<string, Hex>>;

/** Those of LockingInfo. */
export const infoHashes = {
  minLock: '0xf037c630',
  maxLock: '0x6c0b3e46',
  totalLocked: '0x56891412',
  totalRewardsLiquidated: '0xcd6b8388',
  rewardPayer: '0x6eb27154',
  bridge: '0xe78cea92',
  Locked: '0xe6f1eb1f1d0ca344d03cf47b9e6ece8a7d3b196e38dd7dd2307cca75e26682a8',
  Relocked: '0x33a87ba488658b3d1319098cd49c6d65b72a79c0f3530fec611e7afffed04395',
  Withdraw: '0x56ca301a9219608c91e7bcee90e083c19671d2cdcc96752c7af291cee5f9c8c8',
  LockUpdate: '0xd716c027b3dd610e4534df756848128bbb159a757724c17d89fcc4d0151b1f30',
  ClaimRewards: '0x18c7dc2a1800c409227dc12c0c05ada9c995ebfe0e42ae6d65f1b3ae3e6111de',
  UnlockInit: '0x06d9e13438f0daf13a71d63f3f8579db8bdeb299e4b651942313c73224d7af69',
  Unlocked: '0x5245d528087a96a64f4589a764f00061e4671eab90cb1e019b1a5b24b2e4c2a8',
  SignerChange: '0x086044c0612a8c965d4cccd907f0d588e40ad68438bd4c1274cac60f4c3a9d1f',
} as const satisfies Readonly<Record<string, Hex>>;

/** Those of MetisSequencerSet. */
export const setHashes = {
  currentEpoch: '0x76671808',
  epochs: '0xc6b61e4c',
  finalizedBlock: '0x4084c3ab',
  getEpochByBlock: '0x46df33d2',
  getMetisSequencer: '0x3edae769',
  NewEpoch: '0x9030849b7c46dbbea7911d67c5814a2ab19c0704c448defc9b87589447844cc6',
  ReCommitEpoch: '0x2cfee2bd8227abd70bbef63ce6f35d2e365c731d553d9d2231073f80b01831da',
} as const satisfies Readonly<Record<string, Hex>>;
