import { andromeda } from '../../src/networks/andromeda';
import { networks } from '../../src/networks/index';
import { enkiHashes, queueHashes, vaultHashes } from '../../src/protocols/metis/enki/selectors';
import { lockingPoolAbi } from '../../src/protocols/metis/sequencers/abi';
import { infoHashes, poolHashes } from '../../src/protocols/metis/sequencers/selectors';
import { artemisHashes } from '../../src/protocols/metis/artemis/abi';
import { foxVaultId } from '../../src/protocols/stakewise/vault/abi';
import { keeperSelectors, vaultGetterSelectors } from '../../src/protocols/stakewise/vault/selectors';
import type { Request } from '../../src/chain/request';
import type { Store } from '../../src/chain/store';
import type { Address } from '../../src/units';

const numbered = (digit: string): Address => `0x${'e0'.repeat(19)}e${digit}`;

/** ENKI's contracts that only its chain names. */
export const foundOnChain = {
  config: numbered('1'),
  redemptionQueue: numbered('2'),
  vesting: numbered('3'),
  rewardDispatcher: numbered('4'),
  protocolTreasury: numbered('5'),
} as const;

/** What kept looks at ENKI leave behind, under the name that they have in a store. */
export const keptContracts: readonly [key: string, value: object] = [
  `1088:${andromeda.enki?.seMetis}:contracts`.toLowerCase(),
  foundOnChain,
];

/** A store in which such a look was kept, or none; nothing more is kept. */
export const storeOfLook = (isKept: boolean): Store => ({
  read: async (key) => Promise.resolve(isKept && key === keptContracts[0] ? keptContracts[1] : undefined),
  write: async () => Promise.resolve(),
});

const toWord = (value: number | bigint): string => value.toString(16).padStart(64, '0');

/** Getters by selector whose answers are of some kind, without which no pool would be one. */
const addresses = new Map<string, string>([
  [vaultHashes.config, foundOnChain.config],
  [enkiHashes.redemptionQueue, foundOnChain.redemptionQueue],
  [enkiHashes.vesting, foundOnChain.vesting],
  [enkiHashes.rewardDispatcher, foundOnChain.rewardDispatcher],
  [enkiHashes.protocolTreasury, foundOnChain.protocolTreasury],
  [enkiHashes.metis, andromeda.nativeToken ?? '0x'],
  [enkiHashes.eMetis, andromeda.enki?.eMetis ?? '0x'],
  [enkiHashes.seMetis, andromeda.enki?.seMetis ?? '0x'],
  [enkiHashes.enki, andromeda.enki?.enki.address ?? '0x'],
  [enkiHashes.eMetisMinter, andromeda.enki?.minter ?? '0x'],
]);
/** Getters that tell less than a word holds: how many values each has. */
const bounds = new Map<string, bigint>([
  ...[enkiHashes.isPublic, enkiHashes.isPaused, enkiHashes.hasRole].map((selector) => [selector, 2n] as const),
  ...[poolHashes.paused, poolHashes.whitelist].map((selector) => [selector, 2n] as const),
  ...[keeperSelectors.canHarvest, keeperSelectors.isHarvestRequired].map((selector) => [selector, 2n] as const),
  ...[keeperSelectors.isCollateralized, vaultGetterSelectors.blockedAccounts].map((each) => [each, 2n] as const),
  ...[keeperSelectors.rewardsNonce, keeperSelectors.lastRewardsTimestamp].map((each) => [each, 2n ** 32n] as const),
  ...[keeperSelectors.rewardsDelay, enkiHashes.queueLengthSecs].map((selector) => [selector, 2n ** 32n] as const),
  [keeperSelectors.rewards, 2n ** 64n],
  [vaultGetterSelectors.version, 3n],
  [vaultGetterSelectors.feePercent, 10_001n],
  [vaultGetterSelectors.queuedShares, 2n ** 128n],
  [vaultGetterSelectors.getExitQueueData, 2n ** 128n],
  ...[vaultGetterSelectors.feeRecipient, vaultGetterSelectors.mevEscrow].map((each) => [each, 2n ** 160n] as const),
  ...[vaultGetterSelectors.implementation, infoHashes.bridge, infoHashes.rewardPayer].map(
    (selector) => [selector, 2n ** 160n] as const,
  ),
  // What is asked for one by one then.
  [poolHashes.totalSequencers, 5n],
  [artemisHashes.getUserWithdrawRequestLength, 5n],
]);
const escrows = new Map(
  networks.flatMap(({ pools, metisSequencers }) =>
    pools.map(({ address }) => [address.toLowerCase(), metisSequencers?.lockingInfo ?? '0x'] as const),
  ),
);

/** What a contract answers: words, most of them the given number. */
function answerOf(target: string, selector: string, word: bigint): string {
  const address = selector === poolHashes.escrow ? escrows.get(target) : addresses.get(selector);
  if (address !== undefined) {
    return toWord(BigInt(address));
  }
  if (selector === vaultGetterSelectors.vaultId) {
    return foxVaultId.slice(2);
  }
  const account = `0x${toWord(word).slice(24)}`;
  if (selector === poolHashes.sequencers) {
    const numbers = Array.from({ length: 8 }, () => word % 2n ** 200n);
    const values = [...numbers, account, account, '0x12', account, word % 4n];
    return lockingPoolAbi.encodeFunctionResult('sequencers', values).slice(2);
  }
  return selector === queueHashes.nftInformation
    ? [word % 2n, ...Array.from({ length: 6 }, () => word % 2n ** 120n), 0n].map(toWord).join('')
    : toWord(word % (bounds.get(selector) ?? 2n ** 256n)).repeat(5);
}

/** Multicall3 with calls that may bring money along, and without. */
const multicalls: Readonly<Record<string, number>> = { '0x82ad56cb': 2, '0x174dea71': 3 };

/** An answer of Multicall3, in which the contract refuses each call whose selector is among those that fail. */
function answerBatch(data: string, word: bigint, failing: number): string {
  const digits = data.slice(10);
  const wordAt = (byte: number): number => Number(`0x${digits.slice(2 * byte, 2 * byte + 64)}`);
  const before = multicalls[data.slice(0, 10)] ?? 2;
  const items = Array.from({ length: wordAt(32) }, (_, index) => {
    const start = 64 + wordAt(64 + 32 * index);
    const target = `0x${digits.slice(2 * start + 24, 2 * start + 64)}`;
    const at = start + wordAt(start + 32 * before) + 32;
    const selector = `0x${digits.slice(2 * at, 2 * at + 8)}`;
    const isRefused = failing > 0 && Number(selector) % failing === 0;
    const answer = isRefused ? '' : answerOf(target, selector, word);
    return toWord(isRefused ? 0 : 1) + toWord(64) + toWord(answer.length / 2) + answer;
  });
  let place = 32 * items.length;
  const offsets = items.map((item) => {
    const offset = toWord(place);
    place += item.length / 2;
    return offset;
  });
  return `0x${toWord(32)}${toWord(items.length)}${offsets.join('')}${items.join('')}`;
}

/** How a node is: what numbers it tells, which method it answers oddly or refuses, and which getters fail on it. */
export type Oddness = {
  readonly word: bigint;
  readonly odd: unknown;
  readonly oddMethod: string;
  readonly refuses: boolean;
  /** Each getter whose selector is divisible by it fails; 0: none. */
  readonly failing: number;
};

/** A node that tells everything. */
export const soundly: Oddness = { word: 10n ** 18n, odd: null, oddMethod: '', refuses: false, failing: 0 };

/** A node that mostly makes sense, in numbers that mostly do not, with as many chains as it is changed to. */
export function oddNode({ word, odd, oddMethod, refuses, failing }: Oddness): Request {
  let chainId: unknown = '0x7a69';
  const answer = ({ method, params }: Parameters<Request>[0]): unknown => {
    if (method === oddMethod && refuses) {
      throw Object.assign(new Error('refused'), { code: 3, data: '0x4e487b71' });
    }
    if (method === oddMethod) {
      return odd;
    }
    switch (method) {
      case 'eth_chainId':
        return chainId;
      case 'wallet_switchEthereumChain':
        ({ chainId } = (params as [{ chainId: unknown }])[0]);
        return null;
      case 'eth_getBlockByNumber':
        return { number: '0x100', hash: `0x${'12'.repeat(32)}`, timestamp: '0x65000000' };
      case 'eth_getStorageAt':
        return `0x${toWord(word)}`;
      case 'eth_call': {
        const { data } = (params as [{ data: string }])[0];
        return data.slice(0, 10) in multicalls ? answerBatch(data, word, failing) : `0x${toWord(word)}`;
      }
      case 'eth_getLogs':
        return [];
      default:
        return `0x${(word % 2n ** 40n).toString(16)}`;
    }
  };
  return async (args) => Promise.resolve().then(() => answer(args));
}
