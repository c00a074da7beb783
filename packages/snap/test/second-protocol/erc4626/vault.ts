import { readViewBlock, type Block } from '../../../../core/src/chain/block';
import { ContractAbi } from '../../../../core/src/chain/contract-abi';
import { ReadBatch } from '../../../../core/src/chain/read-batch';
import type { PoolContext } from '../../../../core/src/networks/context';
import type { ClaimDelay } from '../../../../core/src/staking/exit';
import type { PoolState } from '../../../../core/src/staking/pool';
import type { Address, Shares, Wei } from '../../../../core/src/units';

/** What is used of ERC-4626, and of its asset. */
export const vaultAbi = new ContractAbi([
  'function totalAssets() returns (uint256)',
  'function totalSupply() returns (uint256)',
  'function balanceOf(address) returns (uint256)',
  'function allowance(address,address) returns (uint256)',
  'function approve(address,uint256) returns (bool)',
  'function deposit(uint256,address) returns (uint256)',
  'function redeem(uint256,address,address) returns (uint256)',
  'event Deposit(address,address,uint256,uint256)',
  'event Withdraw(address,address,address,uint256,uint256)',
]);

/** Such a vault pays at once. */
export const noWait: ClaimDelay = { seconds: 0, basis: 'longest-known', claims: 0 };

type Totals = Pick<PoolState, 'totalAssets' | 'totalShares'>;

/** Rounded down. Source: OpenZeppelin's ERC4626, with its virtual share and asset. */
export function toAssets(shares: Shares, { totalAssets, totalShares }: Totals): Wei {
  return (shares * (totalAssets + 1n)) / (totalShares + 1n);
}

/** Rounded down, as a deposit mints them. */
export function toShares(assets: Wei, { totalAssets, totalShares }: Totals): Shares {
  return (assets * (totalShares + 1n)) / (totalAssets + 1n);
}

/** Rounded up: the fewest shares that are worth at least the amount. */
export function toSharesUp(assets: Wei, { totalAssets, totalShares }: Totals): Shares {
  return (assets * (totalShares + 1n) + totalAssets) / (totalAssets + 1n);
}

/** The totals once some assets were staked. */
export function afterDeposit(assets: Wei, totals: Totals): Totals {
  return {
    totalAssets: totals.totalAssets + assets,
    totalShares: totals.totalShares + toShares(assets, totals),
  };
}

/** What an account has in the vault and beside it, at one block. */
export type Holding = {
  readonly state: PoolState;
  readonly shares: Shares;
  /** Of the asset, outside the vault, and how much of it the vault may take. */
  readonly assetBalance: Wei;
  readonly allowance: Wei;
  /** What fees are paid in. */
  readonly balance: Wei;
};

/** Reads a vault and what an account has there, at a block. */
export async function readHoldingAt(
  { request, network, pool }: Pick<PoolContext, 'request' | 'network' | 'pool'>,
  account: Address,
  block: Block,
): Promise<Holding> {
  const batch = new ReadBatch(network.multicall3);
  const read = (target: Address, method: string, ...args: readonly unknown[]): (() => bigint) =>
    batch.add(target, vaultAbi, method, args, ([value]) => value as bigint).value;
  const asset = pool.asset.address ?? pool.address;
  const [totalAssets, totalShares] = [read(pool.address, 'totalAssets'), read(pool.address, 'totalSupply')];
  const shares = read(pool.address, 'balanceOf', account);
  const [assetBalance, allowance] = [
    read(asset, 'balanceOf', account),
    read(asset, 'allowance', account, pool.address),
  ];
  const balance = batch.addBalance(account);
  await batch.run(request, block);
  return {
    state: {
      block,
      status: 'open',
      totalAssets: totalAssets(),
      totalShares: totalShares(),
      feeBps: 0,
      capacityLeft: null,
      version: null,
      implementation: null,
    },
    shares: shares(),
    assetBalance: assetBalance(),
    allowance: allowance(),
    balance: balance.value(),
  };
}

/** The same at the newest block that is not older than `minBlock`. */
export async function readHolding(context: PoolContext, account: Address, minBlock = 0): Promise<Holding> {
  return readHoldingAt(context, account, await readViewBlock(context.request, minBlock));
}
