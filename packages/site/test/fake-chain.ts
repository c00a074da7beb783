import { foxVaultId, networkByChainId, type Network, type Pool, stakewiseOn } from '@pooled-staking/core';
import type { Page } from '@playwright/test';
import { AbiCoder, Interface, toBeHex, zeroPadValue } from 'ethers';

/**
 * A chain that only exists in the test: a pool with one member and two reports a day, for as long as one likes. It answers
 * what the page's own reads ask of a node, also at old blocks.
 */
export type FakeChain = {
  readonly request: (method: string, params: readonly unknown[]) => unknown;
  /** What the member earned, in wei. */
  readonly rewards: () => bigint;
};

type Log = {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: number;
  readonly logIndex: number;
};

const local: Network = networkByChainId(31337);
const pool = local.pools[0] as Pool;
const eth = 10n ** 18n;
const halfDay = 43_260;
const zero = `0x${'00'.repeat(20)}`;
const hash = (number: number): string => toBeHex(number + 1, 32);

const vault = new Interface([
  'event Deposited(address indexed caller, address indexed receiver, uint256 assets, uint256 shares, address referrer)',
  'event Redeemed(address indexed owner, address indexed receiver, uint256 assets, uint256 shares)',
  'function getShares(address) view returns (uint256)',
  'function totalAssets() view returns (uint256)',
  'function totalShares() view returns (uint256)',
  'function queuedShares() view returns (uint128)',
  'function withdrawableAssets() view returns (uint256)',
  'function capacity() view returns (uint256)',
  'function feePercent() view returns (uint16)',
  'function feeRecipient() view returns (address)',
  'function mevEscrow() view returns (address)',
  'function version() view returns (uint8)',
  'function vaultId() view returns (bytes32)',
  'function implementation() view returns (address)',
  'function blockedAccounts(address) view returns (bool)',
  'function getExitQueueData() view returns (uint128, uint128, uint128, uint128, uint256)',
]);
const keeper = new Interface([
  'event Harvested(address indexed vault, bytes32 indexed rewardsRoot, int256 totalAssetsDelta, uint256 unlockedMevDelta)',
  'function canHarvest(address) view returns (bool)',
  'function isHarvestRequired(address) view returns (bool)',
  'function isCollateralized(address) view returns (bool)',
  'function rewardsRoot() view returns (bytes32)',
  'function rewardsNonce() view returns (uint64)',
  'function rewards(address) view returns (int192, uint64)',
  'function lastRewardsTimestamp() view returns (uint64)',
  'function rewardsDelay() view returns (uint256)',
]);
const feed = new Interface([
  'function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)',
  'function getRoundData(uint80) view returns (uint80, int256, uint256, uint256, uint80)',
  'function decimals() view returns (uint8)',
]);
const multicall = new Interface([
  'function aggregate3((address target, bool allowFailure, bytes callData)[] calls) view returns ((bool success, bytes returnData)[])',
  'function getEthBalance(address) view returns (uint256)',
  'function getCurrentBlockTimestamp() view returns (uint256)',
]);

/** What the contracts answer to, by selector. */
const methods = new Map(
  [vault, keeper, feed, multicall].flatMap((iface) => {
    const found: (readonly [string, { readonly iface: Interface; readonly name: string }])[] = [];
    iface.forEachFunction(({ selector, name }) => found.push([selector, { iface, name }]));
    return found;
  }),
);

export type FakeHistory = {
  readonly account: string;
  /** Days from the member's first stake until now. */
  readonly days: number;
  /** The newest block and its time, in seconds. */
  readonly head: { readonly number: number; readonly time: number };
  /** What the member stakes first, in wei; nothing at all with 0. */
  readonly stake: bigint;
  /** Stakes or pays out one ETH every so many reports. */
  readonly moveEvery?: number;
  /** The node leaves the first stake out of its logs. */
  readonly isIncomplete?: boolean;
  /** The node has lost the pool's first log, which the member's sums do not need. */
  readonly lacksBirth?: boolean;
};

/** Makes up the life of a pool member. */
export function fakeChain({
  account,
  days,
  head,
  stake,
  moveEvery = 40,
  isIncomplete,
  lacksBirth,
}: FakeHistory): FakeChain {
  const reports = days * 2;
  const logs: Log[] = [];
  const totals = new Map<number, readonly [assets: bigint, shares: bigint]>();
  let [assets, shares, own] = [1_000n * eth, 1_000n * eth, 0n];
  let [staked, paidOut, harvested] = [0n, 0n, 0n];
  // One block of the chain for each report and each movement: times are what the page shows.
  const blockOf = (report: number): number => head.number - 2 * (reports - report);
  const timeOf = (block: number): number => head.time - Math.floor(((head.number - block) * halfDay) / 2);
  const put = (
    address: string,
    iface: Interface,
    name: string,
    args: readonly unknown[],
    blockNumber: number,
  ): void => {
    const { topics, data } = iface.encodeEventLog(name, args);
    logs.push({ address, topics, data, blockNumber, logIndex: 0 });
  };
  const deposit = (amount: bigint, block: number): void => {
    const minted = (amount * shares + assets - 1n) / assets;
    [assets, shares, own, staked] = [assets + amount, shares + minted, own + minted, staked + amount];
    put(pool.address, vault, 'Deposited', [account, account, amount, minted, zero], block);
  };
  const redeem = (amount: bigint, block: number): void => {
    const burned = (amount * shares) / assets;
    const paid = (burned * assets) / shares;
    [assets, shares, own, paidOut] = [assets - paid, shares - burned, own - burned, paidOut + paid];
    put(pool.address, vault, 'Redeemed', [account, account, paid, burned], block);
  };
  // The pool's own first stake: a node without it has lost its oldest logs.
  put(pool.address, vault, 'Deposited', [zero, pool.address, 10n ** 9n, 10n ** 9n, zero], 0);
  for (let report = 0; report < reports && stake > 0n; report += 1) {
    const block = blockOf(report);
    if (report === 0) {
      deposit(stake, block - 1);
      totals.set(block - 1, [assets, shares]);
    } else if (report % moveEvery === 0) {
      ((report / moveEvery) % 3 === 2 ? redeem : deposit)(eth, block - 1);
      totals.set(block - 1, [assets, shares]);
    }
    // Between 2 and 4 % a year, with a bonus now and then and a penalty once in 45 days.
    const wave = BigInt(Math.round(1_000 * (3 + Math.sin(report / 23) + (report % 9 === 0 ? 4 : 0))));
    const delta = report % 90 === 70 ? -assets / 4_000n : (assets * wave) / (730n * 100_000n);
    assets += delta;
    harvested += delta;
    put(stakewiseOn(local).keeper, keeper, 'Harvested', [pool.address, hash(report), delta, 0n], block);
    totals.set(block, [assets, shares]);
  }
  const changed = [...totals.keys()].sort((a, b) => a - b);
  const totalsAt = (block: number): readonly [bigint, bigint] =>
    totals.get(changed.findLast((each) => each <= block) ?? -1) ?? [1_000n * eth, 1_000n * eth];
  const given = isIncomplete ? logs.toSpliced(1, 1) : lacksBirth ? logs.slice(1) : logs;

  const roundOf = (id: bigint): readonly unknown[] => {
    const number = id & ((1n << 64n) - 1n);
    const first = head.time - days * 86_400 - 86_400;
    const updatedAt = BigInt(first) + (number - 1n) * 86_400n;
    const price = BigInt(Math.round(2_900e8 + 400e8 * Math.sin(Number(number) / 40)));
    return number < 1n || updatedAt > BigInt(head.time) ? [id, 0n, 0n, 0n, id] : [id, price, updatedAt, updatedAt, id];
  };
  const answers = (block: number): Readonly<Record<string, (...args: never[]) => readonly unknown[]>> => ({
    getShares: () => [own],
    totalAssets: () => [totalsAt(block)[0]],
    totalShares: () => [totalsAt(block)[1]],
    queuedShares: () => [0n],
    withdrawableAssets: () => [0n],
    capacity: () => [2n ** 256n - 1n],
    feePercent: () => [1_500n],
    feeRecipient: () => [zero],
    mevEscrow: () => [`0x${'11'.repeat(20)}`],
    version: () => [2n],
    vaultId: () => [foxVaultId],
    implementation: () => [`0x${'ab'.repeat(20)}`],
    blockedAccounts: () => [false],
    getExitQueueData: () => [0n, 0n, 0n, 0n, 0n],
    canHarvest: () => [false],
    isHarvestRequired: () => [false],
    isCollateralized: () => [true],
    rewardsRoot: () => [hash(reports - 1)],
    rewardsNonce: () => [BigInt(reports)],
    rewards: () => [harvested, BigInt(reports)],
    getCurrentBlockTimestamp: () => [BigInt(timeOf(block))],
    lastRewardsTimestamp: () => [BigInt(head.time)],
    rewardsDelay: () => [43_200n],
    latestRoundData: () => roundOf((1n << 64n) + BigInt(days + 2)),
    getRoundData: (id: bigint) => roundOf(id),
    decimals: () => [8n],
    getEthBalance: () => [500n * eth],
  });
  const call = (data: string, block: number): string => {
    const method = methods.get(data.slice(0, 10));
    const answer = method && answers(block)[method.name];
    if (!answer) {
      return '0x';
    }
    const { iface, name } = method;
    return iface.encodeFunctionResult(name, [...answer(...([...iface.decodeFunctionData(name, data)] as never[]))]);
  };
  const blockHeader = (number: number): object => ({
    number: toBeHex(number),
    hash: hash(number),
    timestamp: toBeHex(timeOf(number)),
  });
  type Query = { fromBlock: string; toBlock: string; address: string | string[]; topics: (string | string[] | null)[] };
  const find = ({ fromBlock, toBlock, address, topics }: Query): object[] => {
    const isOneOf = (value: string, wanted: string | string[]): boolean =>
      [wanted].flat().some((each) => each.toLowerCase() === value.toLowerCase());
    const last = toBlock === 'latest' ? head.number : Number(toBlock);
    return given
      .filter((log) => log.blockNumber >= Number(fromBlock) && log.blockNumber <= last)
      .filter((log) => isOneOf(log.address, address))
      .filter((log) => topics.every((topic, index) => topic === null || isOneOf(log.topics[index] ?? '', topic)))
      .map((log) => ({
        ...log,
        blockNumber: toBeHex(log.blockNumber),
        logIndex: toBeHex(log.logIndex),
        blockHash: hash(log.blockNumber),
        blockTimestamp: toBeHex(timeOf(log.blockNumber)),
        transactionHash: zeroPadValue(toBeHex(log.blockNumber + 7), 32),
        removed: false,
      }));
  };
  return {
    rewards: () => (own * assets) / shares + paidOut - staked,
    request: (method, params) => {
      switch (method) {
        case 'eth_getBlockByNumber':
          return blockHeader(params[0] === 'latest' ? head.number : Number(params[0]));
        case 'eth_getLogs':
          return find(params[0] as Query);
        case 'eth_call': {
          const [{ data }, tag] = params as [{ data: string }, string];
          const block = tag === 'latest' ? head.number : Number(tag);
          if (methods.get(data.slice(0, 10))?.name !== 'aggregate3') {
            return call(data, block);
          }
          const [calls] = multicall.decodeFunctionData('aggregate3', data) as unknown as [{ callData: string }[]];
          const results = calls.map(({ callData }) => call(callData, block));
          return AbiCoder.defaultAbiCoder().encode(
            ['tuple(bool success, bytes returnData)[]'],
            [results.map((returnData) => ({ success: returnData !== '0x', returnData }))],
          );
        }
        default:
          throw new Error(`The fake chain does not know ${method}.`);
      }
    },
  };
}

/** A refusal of the node. */
export type NodeError = { readonly error: { readonly code: number; readonly message: string } };

/**
 * Puts a chain behind the wallets of a page.
 * @param instead what the node answers instead, `undefined` where nothing is amiss; it may hold an answer back.
 */
export async function serveChain(
  page: Page,
  chain: FakeChain,
  instead: (method: string) => Promise<NodeError | undefined> = async () => Promise.resolve(undefined),
): Promise<void> {
  await page.exposeFunction(
    'fakeChain',
    async (method: string, params: readonly unknown[]) =>
      (await instead(method)) ?? { result: chain.request(method, params) },
  );
}
