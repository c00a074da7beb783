import { ether } from '../units';
import type { Network } from './types';

/** The Hoodi test network. Sources: StakeWise's documentation of networks and MetaMask's stake-sdk. */
export const hoodi: Network = {
  chainId: 560048,
  name: 'Hoodi',
  isTestnet: true,
  nativeAsset: ether,
  blockSeconds: 12,
  // Two epochs of 32 slots.
  reorgDepth: 64,
  pools: [
    {
      id: 'eip155:560048:0xE96aC18cFE5A7AF8FE1FE7Bc37FF110d88bc67fF',
      name: 'MetaMask Pool (Hoodi)',
      protocol: 'stakewise',
      asset: ether,
      address: '0xE96aC18cFE5A7AF8FE1FE7Bc37FF110d88bc67fF',
      // The Keeper's first block, as on Ethereum.
      deployBlock: 94073,
    },
  ],
  multicall3: '0xcA11bde05977b3631167028862bE2a173976CA11',
  stakewise: {
    keeper: '0xA7D1Ac9D6F32B404C75626874BA56f7654c1dC0f',
    vaultsRegistry: '0xf16fea93D3253A401C3f73B0De890C6586740B25',
    validatorsRegistry: '0x00000000219ab540356cBB839Cbe05303d7705Fa',
    mevEscrows: ['0x51FD45BAEfB12f54766B5C4d639b360Ea50063bd'],
    others: [
      { name: 'osETH', address: '0x7345fC8268459413beE9e9dd327f31283C65Ee7e' },
      { name: 'osETH controller', address: '0x140Fc69Eabd77fFF91d9852B612B2323256f7Ac1' },
      { name: 'osETH escrow', address: '0xdC1347cC04d4a8945b98A09C3c5585286bbA5C2B' },
      { name: 'Deposit data registry', address: '0x93a3f880E07B27dacA6Ef2d3C23E77DBd6294487' },
    ],
  },
  priceFeeds: [],
  rewardsGateways: ['https://stakewise.myfilebase.com/ipfs/', 'https://ipfs.io/ipfs/', 'https://dweb.link/ipfs/'],
  explorer: 'https://hoodi.etherscan.io',
  beaconExplorer: 'https://hoodi.beaconcha.in',
};
