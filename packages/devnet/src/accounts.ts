/** What anvil derives its accounts from, each with 10,000 ETH. Everybody knows the keys: never use them elsewhere. */
export const MNEMONIC = 'test test test test test test test test test test test junk';

/** The accounts of the mnemonic by index (m/44'/60'/0'/0/index). */
export const accounts = [
  '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
  '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65',
  '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc',
  '0x976EA74026E726554dB657fA54763abd0C3a0aa9',
  '0x14dC79964da2C08b23698B3D3cc7Ca32193d9955',
  '0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f',
  '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720',
] as const;

/** Who may use the pool from the development wallet: the person (0), users with history (1 to 4), spare ones (5 to 7). */
export const walletAccounts: readonly string[] = accounts.slice(0, 8);

/** The users that the seed gives a history. */
export const seededUsers = {
  /** Staked, rewards only. */
  staker: accounts[1],
  /** Staked, with an exit that waits in the queue. */
  queued: accounts[2],
  /** Staked, with one exit to claim and one that was claimed. */
  claiming: accounts[3],
  /** Staked, with an exit of which a part is paid but cannot be claimed yet. */
  exiting: accounts[4],
} as const;

/** The users that the seed makes owners of sequencers, where Metis' chain runs beside the local one. */
export const sequencerOwners = {
  /** Of two that earn. */
  several: accounts[5],
  /** Of one that leaves, and cannot be claimed yet. */
  waiting: accounts[6],
  /** Of one that left, and can be claimed. */
  ready: accounts[7],
} as const;

/** Gets the pool's fee shares. */
export const feeRecipient: string = accounts[8];

/** Owner of Keeper, registries and price feed; the pool's admin, blocklist manager and validators manager. */
export const operatorAccount: string = accounts[9];
