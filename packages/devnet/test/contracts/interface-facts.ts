/**
 * The selectors, topics and error ids of the real contracts that this project relies on, as published for
 * `EthFoxVault` (version 1: tag v1.1.0, version 2: v4), `Keeper` and `OwnMevEscrow` of StakeWise V3.
 */
export const poolFunctions = {
  both: {
    'admin()': '0xf851a440',
    'blockedAccounts(address)': '0xf45bf3d2',
    'blocklistManager()': '0x14c4184b',
    'calculateExitedAssets(address,uint256,uint256,uint256)': '0x76b58b90',
    'capacity()': '0x5cfc1a51',
    'claimExitedAssets(uint256,uint256,uint256)': '0x8697d2c2',
    'convertToAssets(uint256)': '0x07a2d13a',
    'convertToShares(uint256)': '0xc6e6f592',
    'deposit(address,address)': '0xf9609f08',
    'ejectUser(address)': '0xb5c26bfc',
    'enterExitQueue(uint256,address)': '0x8ceab9aa',
    'feePercent()': '0x7fd6f15c',
    'feeRecipient()': '0x46904840',
    'getExitQueueIndex(uint256)': '0x60d60e6e',
    'getShares(address)': '0xf04da65b',
    'implementation()': '0x5c60da1b',
    'initialize(bytes)': '0x439fab91',
    'isStateUpdateRequired()': '0x72b410a8',
    'mevEscrow()': '0x3229fa95',
    'multicall(bytes[])': '0xac9650d8',
    'receiveFromMevEscrow()': '0x53156f28',
    'setBlocklistManager(address)': '0xd0a64ddc',
    'setFeeRecipient(address)': '0xe74b981b',
    'setMetadata(string)': '0xa49a1e7d',
    'totalAssets()': '0x01e1d114',
    'totalShares()': '0x3a98ef39',
    'updateBlocklist(address,bool)': '0xb45a1eb5',
    'updateState((bytes32,int160,uint160,bytes32[]))': '0x1a7ff553',
    'updateStateAndDeposit(address,address,(bytes32,int160,uint160,bytes32[]))': '0x18f72950',
    'vaultId()': '0x33194c0a',
    'version()': '0x54fd4d50',
    'withdrawableAssets()': '0x2cdf7401',
  },
  onlyVersion1: {
    'keysManager()': '0x5dddf3a8',
    'queuedShares()': '0xd83ad00c',
    'redeem(uint256,address)': '0x7bde82f2',
    'setKeysManager(address)': '0xaaa4e836',
  },
  onlyVersion2: {
    'donateAssets()': '0x1913bb24',
    'getExitQueueData()': '0x3e1655d3',
    'setAdmin(address)': '0x704b6c02',
    'setFeePercent(uint16)': '0x0402f196',
    'setValidatorsManager(address)': '0x754c3888',
    'validatorsManager()': '0xb1f0e7c7',
  },
} as const;

export const poolEvents = {
  both: {
    'BlocklistManagerUpdated(address,address)': '0xdd44becc667b27d303085374b2760e783af69bbc9db209947ab811a6f1bbc58b',
    'BlocklistUpdated(address,address,bool)': '0xffe80d6d91bb72bd036e4be8badcf33d7c8e13b2a0aaab3dc3aef76f6b1f786a',
    'CheckpointCreated(uint256,uint256)': '0x624ea167e477f9d39f7f4094b9dfe2e6346eb4a7aada54338db51abd554c4b9f',
    'Deposited(address,address,uint256,uint256,address)':
      '0x861a4138e41fb21c121a7dbb1053df465c837fc77380cc7226189a662281be2c',
    'EthFoxVaultCreated(address,address,uint256,uint16,string)':
      '0x46fbcffffd902075204aff5be82484275c25679504ba0439fd4257cd885e71fa',
    'ExitQueueEntered(address,address,uint256,uint256)':
      '0x211091c5bf013c1230f996c3bb2bc327e3de429a3d3c356dcea9a0c858bc407f',
    'ExitedAssetsClaimed(address,uint256,uint256,uint256)':
      '0xeb3b05c070c24f667611fdb3ff75fe007d42401c573aed8d8faca95fd00ccb56',
    'FeeRecipientUpdated(address,address)': '0xaaebcf1bfa00580e41d966056b48521fa9f202645c86d4ddf28113e617c1b1d3',
    'FeeSharesMinted(address,uint256,uint256)': '0x555ee6b2ef9506d870f386c067e47d3689435330b012ad263d8cc35318686547',
    'MetadataUpdated(address,string)': '0x2013570c343af8ab14a9778150e381a0fda34ed6368127a95fd5e7210cbec5bf',
    'Redeemed(address,address,uint256,uint256)': '0x5cdf07ad0fc222442720b108e3ed4c4640f0fadc2ab2253e66f259a0fea83480',
    'Upgraded(address)': '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b',
    'UserEjected(address,uint256)': '0x4e12037a5281349ecf284f6b217c8da95e59c057a1faf07520085c1d2a5690cf',
  },
  onlyVersion1: {
    'ValidatorRegistered(bytes)': '0x64b6e61d93b7a91e8cc4376183ede0997a27b44fd9dd2f30a866b2a5730efdb1',
  },
  onlyVersion2: {
    'AssetsDonated(address,uint256)': '0x0e51de435f58267ce69726383d596a857c4be319b0cf09c61f3f1e99804d8d0e',
    'FeePercentUpdated(address,uint16)': '0x96e06190cc0894376ae1c3ba56586573ed2786a831b68ad88c6a0410d3316304',
    'V2ValidatorRegistered(bytes,uint256)': '0xff60f8758c2c5b9fb519990081b98ea94fbce2fe5b8e8567f56ea596c4388c97',
    'ValidatorFunded(bytes,uint256)': '0x057d631530744ed33116aec833eea9b7d8026d2869f15aba5dc1c40e6b475edf',
  },
} as const;

export const poolErrors = {
  both: {
    'AccessDenied()': '0x4ca88867',
    'CapacityExceeded()': '0x9ff41fe0',
    'InvalidAssets()': '0x60dd3f44',
    'InvalidCheckpointIndex()': '0xe8722f8f',
    'InvalidFeePercent()': '0x8a81d3b3',
    'InvalidFeeRecipient()': '0x768dc598',
    'InvalidShares()': '0x6edcc523',
    'InvalidValidators()': '0xe3626798',
    'NotCollateralized()': '0x14c5f7b6',
    'NotHarvested()': '0xe7757151',
    'UpgradeFailed()': '0x55299b49',
    'ZeroAddress()': '0xd92e233d',
  },
  onlyVersion1: {
    'ClaimTooEarly()': '0x1613b7eb',
    'Collateralized()': '0x89a1dc63',
    'InsufficientAssets()': '0x96d80433',
    'InvalidSecurityDeposit()': '0xea2559bb',
    'InvalidCapacity()': '0x31278a87',
  },
  onlyVersion2: {
    'ExitRequestNotProcessed()': '0x1c7b1d1a',
    'TooEarlyUpdate()': '0xb48c0000',
    'ValueNotChanged()': '0x8c8728c7',
  },
} as const;

/** What a receiver that refuses ETH ends in; these come from libraries and are in no published ABI of the vault. */
export const transferErrors = {
  version1: { 'FailedInnerCall()': '0x1425ea42' },
  version2: { 'FailedCall()': '0xd6bda275' },
};

export const keeperFacts = {
  functions: {
    'canHarvest(address)': '0xfb70261a',
    'canUpdateRewards()': '0x3cf8b6b3',
    'harvest((bytes32,int160,uint160,bytes32[]))': '0x25f56f11',
    'isCollateralized(address)': '0x02ad4d2a',
    'isHarvestRequired(address)': '0x7d6359ee',
    'lastRewardsTimestamp()': '0x2f0bc1a7',
    'prevRewardsRoot()': '0x9fdd305e',
    'rewards(address)': '0x0700037d',
    'rewardsDelay()': '0x50131d47',
    'rewardsNonce()': '0x9da8987f',
    'rewardsRoot()': '0x217863b7',
    'unlockedMevRewards(address)': '0x31b36a51',
  },
  events: {
    'Harvested(address,bytes32,int256,uint256)': '0x3f1d24dac9bcd1609d88c0def0340864f36b317d196e522a8a437da375f3d8af',
    'RewardsUpdated(address,bytes32,uint256,uint64,uint64,string)':
      '0xfa453467fa89fc89833cc6e9c06a26a6c6db0fa6df2df5c74e685a27b0c931f2',
  },
  errors: {
    'AccessDenied()': '0x4ca88867',
    'InvalidProof()': '0x09bde339',
    'InvalidRewardsRoot()': '0xd526111a',
    'TooEarlyUpdate()': '0xb48c0000',
  },
} as const;

export const escrowFacts = {
  functions: { 'harvest()': '0x4641257d', 'vault()': '0xfbfa77cf' },
  events: {
    'Harvested(uint256)': '0x8e55ccfc9778ff8eba1646d765cf1982537ce0f9257054a17b48aad745250183',
    'MevReceived(uint256)': '0x7cb3607a76b32d6d17ca5d1aeb444650b19ac0fabbb1f24c93a0da57346b5610',
  },
  errors: {},
} as const;
