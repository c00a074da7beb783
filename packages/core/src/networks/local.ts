import { ether } from '../units';
import type { Network, Pool } from './types';

export const localSequencerPool: Pool = {
  id: 'eip155:31337:0xfc790A45772bCC6b2A6F58483f18B5bc9b6010F2',
  name: 'Local sequencer pool',
  protocol: 'metis-sequencers',
  onlyAdmitted: true,
  asset: { symbol: 'METIS', decimals: 18, address: '0xCFC7005cF3c2076581FEC8319eDB5C6DD9e81667' },
  address: '0xfc790A45772bCC6b2A6F58483f18B5bc9b6010F2',
  deployBlock: 0,
};

/** The local chain of `npm start`; the devnet puts its contracts at these addresses. */
export const local: Network = {
  chainId: 31337,
  name: 'Local chain',
  isTestnet: true,
  nativeAsset: ether,
  blockSeconds: 12,
  reorgDepth: 64,
  pools: [
    {
      id: 'eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA',
      name: 'Local Pool',
      protocol: 'stakewise',
      asset: ether,
      address: '0x09654A0808Bc114B65deC441b28d08A1aCeACCeA',
      deployBlock: 0,
    },
    localSequencerPool,
  ],
  multicall3: '0xcA11bde05977b3631167028862bE2a173976CA11',
  stakewise: {
    keeper: '0x61fc0c1f9Bf465A4C1C53D1CEF2dc17b9bAbFdCA',
    vaultsRegistry: '0x648d8c895A4ac02C8D4412365d2042CedED52A29',
    validatorsRegistry: '0x6ef1244C2A4f059f0743CFB0c33A22AA331e360E',
    mevEscrows: ['0x39Aa0d906706130ED87F6898173f08F530A43e84'],
    others: [],
  },
  metisSequencers: {
    lockingInfo: '0x6726018e7db07385C3E83CDFf0Af98d3b728F166',
    // The devnet's second chain has the id and the addresses of Andromeda.
    l2: { chainId: 1088, sequencerSet: '0x0fe382b74C3894B65c10E5C12ae60Bbd8FAf5b48' },
  },
  ens: { universalResolver: '0xD1F2762f886Db77927c551e13423cD1e34B4AF27' },
  priceFeeds: [{ base: 'ETH', quote: 'USD', address: '0x148D91458e55253C44564Ff5747D40bedB905427' }],
  // The devnet's HTTP server on its default port; another port comes in as an override.
  rewardsGateways: ['http://127.0.0.1:8546/ipfs/'],
  explorer: null,
};
