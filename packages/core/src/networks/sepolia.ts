import { ether } from '../units';
import type { Network, Pool } from './types';

/** The newer code of the sequencer pool: see `protocols/metis/sequencers`. */
export const sepoliaSequencerPool: Pool = {
  id: 'eip155:11155111:0x7591940125cC0344a65D60319d1ADcD463B2D4c3',
  name: 'Metis sequencer pool (Sepolia)',
  protocol: 'metis-sequencers',
  onlyAdmitted: true,
  asset: { symbol: 'METIS', decimals: 18, address: '0x7f49160EB9BB068101d445fe77E17ecDb37D0B47' },
  address: '0x7591940125cC0344a65D60319d1ADcD463B2D4c3',
  deployBlock: 5453477,
};

/** The Sepolia test network. Sources: the deployment files of metis-sequencer-contract, ENS' list of deployments. */
export const sepolia: Network = {
  chainId: 11155111,
  name: 'Sepolia',
  isTestnet: true,
  nativeAsset: ether,
  blockSeconds: 12,
  // Two epochs of 32 slots.
  reorgDepth: 64,
  pools: [sepoliaSequencerPool],
  multicall3: '0xcA11bde05977b3631167028862bE2a173976CA11',
  stakewise: null,
  metisSequencers: {
    lockingInfo: '0x390A6fE63385522E87e248BC5200f7d3a02F994b',
    l2: { chainId: 59902, sequencerSet: '0xdE8d56212118906a0CeCD331e842429714b4c47B' },
    names: 'https://metisprotocol.github.io/metis-sequencer-resources/59902/all.json',
    code: { implementation: '0x00Ba8D0EcA054A9e0e74f68a33b13f25F6F3dd8E', limitsExits: false },
  },
  // The DAO's proxy, which stays where it is when ENS changes.
  ens: { universalResolver: '0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe' },
  priceFeeds: [],
  rewardsGateways: [],
  explorer: 'https://sepolia.etherscan.io',
};
