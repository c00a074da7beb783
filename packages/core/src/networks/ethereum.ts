import { ether } from '../units';
import type { Network, Pool } from './types';

/** Where Metis' sequencers lock. */
export const sequencerPool: Pool = {
  id: 'eip155:1:0xD54c868362C2098E0E46F12E7D924C6A332952Dd',
  name: 'Metis sequencer pool',
  protocol: 'metis-sequencers',
  onlyAdmitted: true,
  asset: { symbol: 'METIS', decimals: 18, address: '0x9E32b13ce7f2E80A01932B42553652E053D6ed8e' },
  address: '0xD54c868362C2098E0E46F12E7D924C6A332952Dd',
  // LockingInfo's, which is the older of both.
  deployBlock: 19424659,
};

/**
 * Ethereum mainnet. Sources: StakeWise v3-core `deployments/mainnet.json`, MetaMask's stake-sdk, Chainlink's feed list, the
 * deployment files of metis-sequencer-contract, ENS' list of deployments.
 */
export const ethereum: Network = {
  chainId: 1,
  name: 'Ethereum',
  isTestnet: false,
  nativeAsset: ether,
  blockSeconds: 12,
  // Two epochs of 32 slots.
  reorgDepth: 64,
  pools: [
    {
      id: 'eip155:1:0x4FEF9D741011476750A243aC70b9789a63dd47Df',
      name: 'MetaMask Pool',
      protocol: 'stakewise',
      asset: ether,
      address: '0x4FEF9D741011476750A243aC70b9789a63dd47Df',
      // The Keeper's first block: the vault is younger, and its creation block is published nowhere.
      deployBlock: 18470089,
      disclosures: 'https://consensys.io/staking-risk-disclosures',
    },
    sequencerPool,
  ],
  multicall3: '0xcA11bde05977b3631167028862bE2a173976CA11',
  stakewise: {
    keeper: '0x6B5815467da09DaA7DC83Db21c9239d98Bb487b5',
    vaultsRegistry: '0x3a0008a588772446f6e656133C2D5029CC4FC20E',
    validatorsRegistry: '0x00000000219ab540356cBB839Cbe05303d7705Fa',
    mevEscrows: ['0x48319f97E5Da1233c21c48b80097c0FB7a20Ff86'],
    others: [
      { name: 'osETH', address: '0xf1C9acDc66974dFB6dEcB12aA385b9cD01190E38' },
      { name: 'osETH controller', address: '0x2A261e60FB14586B474C208b1B7AC6D0f5000306' },
      { name: 'osETH escrow', address: '0x09e84205DF7c68907e619D07aFD90143c5763605' },
      { name: 'Deposit data registry', address: '0x75AB6DdCe07556639333d3Df1eaa684F5735223e' },
    ],
  },
  metisSequencers: {
    lockingInfo: '0x0fe382b74C3894B65c10E5C12ae60Bbd8FAf5b48',
    l2: { chainId: 1088, sequencerSet: '0x0fe382b74C3894B65c10E5C12ae60Bbd8FAf5b48' },
    names: 'https://metisprotocol.github.io/metis-sequencer-resources/1088/all.json',
    code: { implementation: '0xD8f38c831E5032d23065Eaaee8c0620e17c04D60', limitsExits: true },
  },
  // The DAO's proxy, which stays where it is when ENS changes.
  ens: { universalResolver: '0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe' },
  priceFeeds: [
    { base: 'ETH', quote: 'USD', address: '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419' },
    { base: 'EUR', quote: 'USD', address: '0xb49f677943BC038e9857d61E7d053CaA2C1734C1' },
    { base: 'GBP', quote: 'USD', address: '0x5c0Ab2d9b5a7ed9f470386e82BB36A3613cDd4b5' },
    { base: 'JPY', quote: 'USD', address: '0xBcE206caE7f0ec07b545EddE332A47C2F75bbeb3' },
    { base: 'CNY', quote: 'USD', address: '0xeF8A4aF35cd47424672E3C590aBD37FBB7A7759a' },
  ],
  rewardsGateways: ['https://stakewise.myfilebase.com/ipfs/', 'https://ipfs.io/ipfs/', 'https://dweb.link/ipfs/'],
  explorer: 'https://etherscan.io',
  beaconExplorer: 'https://beaconcha.in',
};
