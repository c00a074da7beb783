import { stakewiseOn } from '../contracts';
import { ReadBatch, type Answer } from '../../../chain/read-batch';
import { readViewBlock, type Block } from '../../../chain/block';
import { callNode, type Request } from '../../../chain/request';
import type { Address, Hex, Seconds, Shares, Wei } from '../../../units';
import { StakingError } from '../../../errors';
import { foxVaultId, keeperInterface, unlimitedCapacity, vaultInterface } from './abi';
import type { PoolContext } from '../../../networks/context';
import type { PoolState } from '../../../staking/pool';
import { sharesToAssets } from './share-maths';

/** The exit queue as far as the vault's implementation tells. */
export type QueueState = {
  readonly queuedShares: Shares;
  /** ETH set aside for processed exits; `null` on version 1, which has no getter. */
  readonly unclaimedAssets: Wei | null;
  /** Tickets processed so far; `null` on version 1. */
  readonly totalTickets: bigint | null;
};

/** How far the pool is behind the oracles' reports. */
export type HarvestState = {
  readonly canHarvest: boolean;
  /** Two or more reports behind: deposits revert until somebody updates the state. */
  readonly isRequired: boolean;
  /** The pool has validators. */
  readonly isCollateralized: boolean;
  readonly rewardsRoot: Hex;
  readonly rewardsNonce: bigint;
  readonly lastReportAt: Seconds;
  /** All that the Keeper counts of the pool's harvests, in wei, and the number behind its newest report that the pool took in. */
  readonly harvested: { readonly assets: Wei; readonly nonce: bigint } | null;
  /** Shortest time between two reports. */
  readonly reportDelay: Seconds;
};

/** A vault at one block. */
export type VaultState = PoolState & {
  readonly version: number;
  readonly feeRecipient: Address;
  readonly mevEscrow: Address;
  readonly withdrawableAssets: Wei;
  readonly ethBalance: Wei;
  readonly queue: QueueState;
  readonly harvest: HarvestState;
};

/**
 * A block with the reads of a pool added to a batch; `read` gives the state once the batch has run. `isAnyKind`: the
 * vault may be of another kind than the known pools, as the registry of vaults has many.
 */
export type PendingVaultState = { readonly read: (block: Block, isAnyKind?: boolean) => VaultState };

/** Adds every read of a pool's state to a batch. */
export function addVaultState(
  batch: ReadBatch,
  { network, pool }: Pick<PoolContext, 'network' | 'pool'>,
): PendingVaultState {
  const vault = <Value>(method: string, pick: (value: never) => Value): Answer<Value> =>
    batch.add(pool.address, vaultInterface, method, [], (result) => pick(result[0] as never));
  const keeper = <Value>(method: string, args: unknown[], pick: (value: never) => Value): Answer<Value> =>
    batch.add(stakewiseOn(network).keeper, keeperInterface, method, args, (result) => pick(result[0] as never));
  const same = <Value>(value: Value): Value => value;

  const vaultId = vault('vaultId', same<string>);
  const version = vault('version', Number);
  const implementation = vault('implementation', same<Address>);
  const totalAssets = vault('totalAssets', same<bigint>);
  const totalShares = vault('totalShares', same<bigint>);
  const feeBps = vault('feePercent', Number);
  const feeRecipient = vault('feeRecipient', same<Address>);
  const mevEscrow = vault('mevEscrow', same<Address>);
  const capacity = vault('capacity', same<bigint>);
  const withdrawableAssets = vault('withdrawableAssets', same<bigint>);
  const queuedShares = vault('queuedShares', same<bigint>);
  const queueData = batch.add(pool.address, vaultInterface, 'getExitQueueData', [], (result) => ({
    queuedShares: result[0] as bigint,
    unclaimedAssets: result[1] as bigint,
    totalTickets: result[4] as bigint,
  }));
  const ethBalance = batch.addBalance(pool.address);
  const canHarvest = keeper('canHarvest', [pool.address], same<boolean>);
  const isRequired = keeper('isHarvestRequired', [pool.address], same<boolean>);
  const isCollateralized = keeper('isCollateralized', [pool.address], same<boolean>);
  const rewardsRoot = keeper('rewardsRoot', [], same<Hex>);
  const rewardsNonce = keeper('rewardsNonce', [], same<bigint>);
  const harvested = batch.add(stakewiseOn(network).keeper, keeperInterface, 'rewards', [pool.address], (result) => ({
    assets: result[0] as bigint,
    nonce: result[1] as bigint,
  }));
  const lastReportAt = keeper('lastRewardsTimestamp', [], Number);
  const reportDelay = keeper('rewardsDelay', [], Number);

  return {
    read: (block, isAnyKind = false) => {
      if (!isAnyKind && vaultId.maybe() !== foxVaultId) {
        throw new StakingError('CHAIN_INCONSISTENT', { kind: 'not-the-pool', address: pool.address });
      }
      const left = capacity.value() === unlimitedCapacity ? null : capacity.value() - totalAssets.value();
      const capacityLeft = left !== null && left < 0n ? 0n : left;
      return {
        block,
        version: version.value(),
        implementation: implementation.maybe() ?? null,
        totalAssets: totalAssets.value(),
        totalShares: totalShares.value(),
        feeBps: feeBps.value(),
        feeRecipient: feeRecipient.value(),
        mevEscrow: mevEscrow.value(),
        capacityLeft,
        withdrawableAssets: withdrawableAssets.value(),
        ethBalance: ethBalance.value(),
        // Not by version(): several implementations answer 2, with different getters.
        queue: queueData.maybe() ?? { queuedShares: queuedShares.value(), unclaimedAssets: null, totalTickets: null },
        harvest: {
          canHarvest: canHarvest.value(),
          isRequired: isRequired.value(),
          isCollateralized: isCollateralized.value(),
          rewardsRoot: rewardsRoot.value(),
          rewardsNonce: rewardsNonce.value(),
          lastReportAt: lastReportAt.value(),
          harvested: harvested.maybe() ?? null,
          reportDelay: reportDelay.value(),
        },
        status: capacityLeft === 0n ? 'full' : isRequired.value() ? 'needs-harvest' : 'open',
      };
    },
  };
}

/**
 * Reads a pool's state in two requests: the block, then everything at that block.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readVaultState(context: PoolContext, minBlock = 0): Promise<VaultState> {
  const block = await readViewBlock(context.request, minBlock);
  const batch = new ReadBatch(context.network.multicall3);
  const state = addVaultState(batch, context);
  await batch.run(context.request, block);
  return state.read(block);
}

/**
 * The escrow that a pool's validators send to what they earn from transactions.
 * @throws StakingError CHAIN_UNAVAILABLE; Error when the contract answers none.
 */
export async function readMevEscrow(request: Request, pool: Address): Promise<Address> {
  const data = vaultInterface.encodeFunctionData('mevEscrow', []);
  const answer = await callNode<Hex>(request, 'eth_call', [{ to: pool, data }, 'latest']);
  return vaultInterface.decodeFunctionResult('mevEscrow', answer)[0] as Address;
}

/** ETH that exits in the queue are worth at today's price. */
export function queuedAssets(state: VaultState): Wei {
  return sharesToAssets(state.queue.queuedShares, state);
}
