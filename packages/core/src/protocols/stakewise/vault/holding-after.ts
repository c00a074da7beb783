import type { Block } from '../../../chain/block';
import { ReadBatch } from '../../../chain/read-batch';
import type { Address, Hex, Shares, Wei } from '../../../units';
import { vaultInterface } from './abi';
import type { PoolContext } from '../../../networks/context';
import { sharesToAssets, type Totals } from './share-maths';
import { simulateTogether } from './simulate-together';

/** What an account holds of a pool, and the totals that tell what it is worth. */
export type Holding = Totals & { readonly shares: Shares };

/** One call that an account makes of a vault. */
export type VaultCall = {
  readonly data: Hex;
  /** ETH that goes along. */
  readonly value: Wei;
};

const encode = (method: string, args: readonly unknown[] = []): Hex => vaultInterface.encodeFunctionData(method, args);

/** The reads of a holding, as calls of the vault. */
export function encodeHolding(account: Address): readonly Hex[] {
  return [encode('getShares', [account]), encode('totalAssets'), encode('totalShares')];
}

/** A holding from the answers to {@link encodeHolding}; `null` when they are none. */
export function decodeHolding(answers: readonly (Hex | undefined)[]): Holding | null {
  const [shares, totalAssets, totalShares] = answers.map((answer) =>
    answer?.length === 66 ? BigInt(answer) : undefined,
  );
  return shares === undefined || totalAssets === undefined || totalShares === undefined
    ? null
    : { shares, totalAssets, totalShares };
}

async function readWithoutEth(
  context: Pick<PoolContext, 'request' | 'pool'>,
  block: Block,
  account: Address,
  calls: readonly VaultCall[],
): Promise<Holding | null> {
  const parts = [...calls.map(({ data }) => data), ...encodeHolding(account)];
  const answers = await simulateTogether(context, block, account, parts);
  return answers && decodeHolding(answers.slice(calls.length));
}

async function readWithEth(
  { request, network, pool }: Pick<PoolContext, 'request' | 'network' | 'pool'>,
  block: Block,
  account: Address,
  calls: readonly VaultCall[],
): Promise<Holding | null> {
  const batch = new ReadBatch(network.multicall3);
  const outcomes = calls.map(({ data, value }) => batch.addPaid(pool.address, data, value));
  const read = (method: string, args: readonly unknown[] = []): (() => bigint) =>
    batch.add(pool.address, vaultInterface, method, args, ([value]) => value as bigint).value;
  const [shares, totalAssets, totalShares] = [read('getShares', [account]), read('totalAssets'), read('totalShares')];
  await batch.run(request, block, account);
  return outcomes.every((isTaken) => isTaken())
    ? { shares: shares(), totalAssets: totalAssets(), totalShares: totalShares() }
    : null;
}

/**
 * What the account holds after it made some calls of the vault at a block, one after the other: the contract's own answer,
 * in one simulated call. `null` when the vault refuses any of them. Calls without ETH come from the account itself; where
 * ETH goes along Multicall3 stands in for it, so that then none of them may depend on who calls: stakes and updates do not,
 * an exit does.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readHoldingAfter(
  context: Pick<PoolContext, 'request' | 'network' | 'pool'>,
  block: Block,
  account: Address,
  calls: readonly VaultCall[],
): Promise<Holding | null> {
  const read = calls.some(({ value }) => value > 0n) ? readWithEth : readWithoutEth;
  return read(context, block, account, calls);
}

/** What a holding is worth, in wei. */
export function worthOf(holding: Holding): Wei {
  return sharesToAssets(holding.shares, holding);
}

/** Wei by which shares may change their worth while their price stands still: the vault rounds when it serves exits. */
const rounding = 4n;

/**
 * What a report adds to a stake, in wei, from the stake before it and right after it; negative when it takes something
 * away. A few wei of rounding are no change.
 */
export function reportChange(before: Holding, after: Holding): Wei {
  const change = worthOf(after) - worthOf(before);
  return change >= -rounding && change <= rounding ? 0n : change;
}
