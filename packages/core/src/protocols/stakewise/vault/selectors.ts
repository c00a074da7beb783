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
