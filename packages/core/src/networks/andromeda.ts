import { metisSpace } from '../governance/space';
import { metis, type Asset } from '../units';
import type { Network, Pool } from './types';

/** eMETIS, ENKI's receipt: one for one METIS. */
const eMetis: Asset = { symbol: 'eMETIS', decimals: 18, address: '0x97a2de3A09F4A4229369ee82c7F76be1a5564661' };

/** ENKI's own token. */
const enki: Asset = { symbol: 'ENKI', decimals: 18, address: '0x096A84536ab84E68ee210561FFD3A038E79736F1' };

/** A million blocks before Artemis' first: both began with the sequencer pool, and ENKI's first block is published nowhere. */
const enkiBlock = 12735488;

export const artemisPool: Pool = {
  id: 'eip155:1088:0x96C4A48Abdf781e9c931cfA92EC0167Ba219ad8E',
  name: 'Artemis',
  protocol: 'artemis',
  asset: metis,
  shareToken: { symbol: 'artMETIS', decimals: 18, address: '0x2583A2538272f31e9A15dD12A432B8C96Ab4821d' },
  address: '0x96C4A48Abdf781e9c931cfA92EC0167Ba219ad8E',
  deployBlock: 13735488,
};

export const eMetisPool: Pool = {
  id: 'eip155:1088:0x97a2de3A09F4A4229369ee82c7F76be1a5564661',
  name: 'ENKI eMETIS',
  earnsIn: 'eip155:1088:0x79F3522a1b56f22a6549e42f9cfa92eF5FEb81e8',
  protocol: 'enki-emetis',
  asset: metis,
  shareToken: eMetis,
  address: '0x97a2de3A09F4A4229369ee82c7F76be1a5564661',
  deployBlock: enkiBlock,
};

export const seMetisPool: Pool = {
  id: 'eip155:1088:0x79F3522a1b56f22a6549e42f9cfa92eF5FEb81e8',
  name: 'ENKI seMETIS',
  protocol: 'enki-semetis',
  asset: eMetis,
  shareToken: { symbol: 'seMETIS', decimals: 18, address: '0x79F3522a1b56f22a6549e42f9cfa92eF5FEb81e8' },
  alsoTakes: [metis, enki],
  address: '0x79F3522a1b56f22a6549e42f9cfa92eF5FEb81e8',
  deployBlock: enkiBlock,
};

/**
 * Metis Andromeda. Sources: chain list (eip155-1088), the deployment files of metis-sequencer-contract, DefiLlama's adapters,
 * public token lists and LlamaRisk's review of artMETIS.
 */
export const andromeda: Network = {
  chainId: 1088,
  name: 'Metis Andromeda',
  isTestnet: false,
  nativeAsset: metis,
  nativeToken: '0xDeadDeAddeAddEAddeadDEaDDEAdDeaDDeAD0000',
  // Blocks come when there is something in them: the least that two are apart.
  blockSeconds: 1,
  reorgDepth: 64,
  pools: [artemisPool, eMetisPool, seMetisPool],
  multicall3: '0xcA11bde05977b3631167028862bE2a173976CA11',
  stakewise: null,
  artemis: {
    token: '0x2583A2538272f31e9A15dD12A432B8C96Ab4821d',
    withdrawalManager: '0x13E029B6631c0540126c2cdf1675316C971bEB94',
    rewardPool: '0x0Cf6ab3c169B0169E35aD58D350CbACdaF80E139',
    config: '0x4D32C8Ff2fACC771eC7Efc70d6A8468bC30C26bF',
  },
  enki: {
    eMetis: '0x97a2de3A09F4A4229369ee82c7F76be1a5564661',
    seMetis: '0x79F3522a1b56f22a6549e42f9cfa92eF5FEb81e8',
    minter: '0x810Ef8Aa1326FB1c5Ce57cD79d549CF9B2cC32aF',
    enki,
  },
  governance: metisSpace,
  priceFeeds: [{ base: 'METIS', quote: 'USD', address: '0xD4a5Bb03B5D66d9bf81507379302Ac2C2DFDFa6D' }],
  rewardsGateways: [],
  publicNodes: ['https://andromeda.metis.io/?owner=1088', 'https://metis-rpc.publicnode.com'],
  explorer: 'https://andromeda-explorer.metis.io',
};
