import type { Hex } from '../../../units';

/**
 * First four bytes of the vault's methods by which calls are told apart. Written out, since hashing them would take longer
 * than an insight; a test holds them against the ABI.
 */
export const vaultSelectors = {
  deposit: '0xf9609f08',
  updateState: '0x1a7ff553',
  updateStateAndDeposit: '0x18f72950',
  enterExitQueue: '0x8ceab9aa',
  redeem: '0x7bde82f2',
  claimExitedAssets: '0x8697d2c2',
  multicall: '0xac9650d8',
  donateAssets: '0x1913bb24',
} as const satisfies Readonly<Record<string, Hex>>;

/** Those of the vault's getters that a look at a position asks, for the same reason, and the topic of a new code. */
export const vaultGetterSelectors = {
  getExitQueueIndex: '0x60d60e6e',
  calculateExitedAssets: '0x76b58b90',
  getShares: '0xf04da65b',
  totalAssets: '0x01e1d114',
  totalShares: '0x3a98ef39',
  queuedShares: '0xd83ad00c',
  getExitQueueData: '0x3e1655d3',
  withdrawableAssets: '0x2cdf7401',
  capacity: '0x5cfc1a51',
  feePercent: '0x7fd6f15c',
  feeRecipient: '0x46904840',
  mevEscrow: '0x3229fa95',
  version: '0x54fd4d50',
  vaultId: '0x33194c0a',
  implementation: '0x5c60da1b',
  blockedAccounts: '0xf45bf3d2',
  Upgraded: '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b',
} as const satisfies Readonly<Record<string, Hex>>;

/** Those of the Keeper's getters. */
export const keeperSelectors = {
  rewards: '0x0700037d',
  canHarvest: '0xfb70261a',
  isHarvestRequired: '0x7d6359ee',
  isCollateralized: '0x02ad4d2a',
  rewardsRoot: '0x217863b7',
  rewardsNonce: '0x9da8987f',
  lastRewardsTimestamp: '0x2f0bc1a7',
  rewardsDelay: '0x50131d47',
} as const satisfies Readonly<Record<string, Hex>>;
