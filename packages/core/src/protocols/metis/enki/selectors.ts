import type { Hex } from '../../../units';

/** Selectors and topics of the vault, written out, since a wallet wakes the Snap for each look; a test holds them against the ABI. */
export const vaultHashes = {
  config: '0x79502c55',
  totalAssets: '0x01e1d114',
  deposit: '0x6e553f65',
  mint: '0x94bf804d',
  withdraw: '0xb460af94',
  redeem: '0xba087652',
  Deposit: '0xdcbc1c05240f31ff3ad067ef1ee35ce4997762752e3a095284754544f4c709d7',
  Withdraw: '0xfbde797d201c681b91056529119e0b02407c7bb96a4a2c75c01fc9667232c8db',
  AssetsAdded: '0xc378fe46345084151dff4a66b9b76df7c4f769260bb3bb47fa7a4d3d932fdc69',
} as const satisfies Readonly<Record<string, Hex>>;

/** Those of ENKI's settings and of its minter. */
export const enkiHashes = {
  metis: '0xe5974554',
  eMetis: '0xb4e2e0f0',
  seMetis: '0x11a58fee',
  enki: '0xa7027138',
  eMetisMinter: '0x4bd23858',
  redemptionQueue: '0x97ec19be',
  vesting: '0x44c63eec',
  rewardDispatcher: '0x21951955',
  protocolTreasury: '0x803db96d',
  protocolTreasuryRatio: '0x8b587b9c',
  redemptionFee: '0x458f5815',
  cancelRedemptionFee: '0x5c029859',
  queueLengthSecs: '0x2d76710b',
  vestingRatio: '0x65530884',
  vestingDuration: '0x1514617e',
  isPublic: '0xdc9a1535',
  isPaused: '0xb187bd26',
  hasRole: '0x91d14854',
  mint: '0x8240e79a',
} as const satisfies Readonly<Record<string, Hex>>;

/** Those of the redemption queue. */
export const queueHashes = {
  enterRedemptionQueue: '0x4f4798ae',
  redeemRedemptionTicketNft: '0xcc928d52',
  cancelRedemptionTicketNft: '0xcc16ca93',
  reduceRedemptionMaturity: '0x770b7b38',
  unlockLpToken: '0x669634fa',
  safeTransferFrom: '0x42842e0e',
  setApprovalForAll: '0xa22cb465',
  nftInformation: '0x16b79639',
  ownerOf: '0x6352211e',
  redemptionQueueAccounting: '0x103cf9e3',
  EnterRedemptionQueue: '0x6d276369c2c335a7a5cd8eeda9c75ea535f37c65e580d36fd3ab8ce3d1297a00',
  CancelRedemptionTicketNft: '0xb1ce6b2969b7d61d4343479ca670be873e4e4fa738c98c347b45cc193bddb1db',
  RedeemRedemptionTicketNft: '0x2bb34f95ef23b2c81d8c149136c7ebb303c6525e5795d78e15be628068b2e5d2',
  Erc721CallerNotOwnerOrApproved: '0xe8162744',
  NotMatureYet: '0x375394cb',
  AlreadyRedeemed: '0x1b4e0c3c',
} as const satisfies Readonly<Record<string, Hex>>;

/** Those of vesting. */
export const vestingHashes = {
  userInfos: '0x43b0215f',
  claimable: '0x402914f5',
  claim: '0x4e71d92d',
  stake: '0xa694fc3a',
  unstake: '0x2def6620',
  Vested: '0x00d5958799b183a7b738d3ad5e711305293dd5076a37a4e3b7e6611dea6114f3',
  Claimed: '0xd8138f8a3f377c5259ca548e70e4c2de94f129f5a11036a15b69513cba2b426a',
} as const satisfies Readonly<Record<string, Hex>>;
