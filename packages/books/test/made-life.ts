import {
  assetsToSharesUp,
  eventTopics,
  sharesToAssets,
  type Address,
  type Hex,
  type Log,
  type PoolEventName,
} from '@pooled-staking/core';
import { toTopic } from '../../core/src/chain/logs';

/** Where a made life takes place. */
export type MadePlace = { readonly vault: Address; readonly keeper: Address; readonly firstBlock: number };

const perBlock = 10;
/** Of so many events one is a harvest, with a fee and, where somebody waits, a checkpoint. */
const harvestEvery = 50;
const feeRecipient: Address = `0x${'fe'.repeat(20)}`;

/** An exit with what checkpoints have set aside for it. */
type Waiting = { readonly ticket: bigint; readonly shares: bigint; readonly owner: Address; readonly assets: bigint };

/**
 * The logs of a life that a pool could have had, by the vault's own rules: members stake, ask for exits and claim them, and
 * harvests bring rewards and serve the queue whole. The same numbers make the same life.
 * @param count of logs, about.
 */
export function madeLife({ vault, keeper, firstBlock }: MadePlace, members: number, count: number): Log[] {
  const logs: Log[] = [];
  let [totalAssets, totalShares, nextTicket, served] = [0n, 0n, 0n, 0n];
  let state = 1;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const held = new Map<Address, bigint>();
  const waiting: Waiting[] = [];
  const done: Waiting[] = [];
  const accountOf = (index: number): Address => `0x${(index + 1).toString(16).padStart(40, 'a')}`;
  const emit = (name: PoolEventName, topics: readonly Hex[], ...words: bigint[]): void => {
    const blockNumber = firstBlock + Math.floor(logs.length / perBlock);
    logs.push({
      address: name === 'KeeperHarvested' ? keeper : vault,
      topics: [eventTopics[name], ...topics],
      data: `0x${words.map((word) => toTopic(BigInt.asUintN(256, word)).slice(2)).join('')}`,
      blockNumber,
      logIndex: logs.length % perBlock,
      transactionHash: toTopic(BigInt(logs.length + 1)),
    });
  };
  const stake = (account: Address, assets: bigint): void => {
    const shares = assetsToSharesUp(assets, { totalAssets, totalShares });
    emit('Deposited', [toTopic(account), toTopic(account)], assets, shares, 0n);
    totalAssets += assets;
    totalShares += shares;
    held.set(account, (held.get(account) ?? 0n) + shares);
  };
  const harvest = (): void => {
    const gain = totalAssets / 10_000n;
    const fee = gain / 10n;
    emit('KeeperHarvested', [toTopic(vault), toTopic(BigInt(logs.length))], gain, 0n);
    totalAssets += gain;
    const shares = (fee * totalShares) / (totalAssets - fee);
    emit('FeeSharesMinted', [], BigInt(feeRecipient), shares, fee);
    totalShares += shares;
    const queued = nextTicket - served;
    const assets = sharesToAssets(queued, { totalAssets, totalShares });
    if (assets > 0n) {
      const burned = (assets * totalShares) / totalAssets;
      emit('CheckpointCreated', [], burned, assets);
      const end = served + burned;
      for (const exit of waiting.splice(0)) {
        const from = exit.ticket > served ? exit.ticket : served;
        const to = exit.ticket + exit.shares < end ? exit.ticket + exit.shares : end;
        const after = { ...exit, assets: exit.assets + (to > from ? ((to - from) * assets) / burned : 0n) };
        // Rounding leaves a share or two of the last one to the next harvest.
        (exit.ticket + exit.shares <= end ? done : waiting).push(after);
      }
      served = end;
      totalAssets -= assets;
      totalShares -= burned;
    }
  };
  stake(vault, 1_000_000_000n);
  for (let index = 0; logs.length < count; index += 1) {
    const account = accountOf(index < members ? index : random(members));
    const shares = held.get(account) ?? 0n;
    const claim = done.length > 0 && random(4) === 0 ? done.shift() : undefined;
    if (index % harvestEvery === harvestEvery - 1) {
      harvest();
    } else if (claim) {
      emit('ExitedAssetsClaimed', [toTopic(claim.owner)], claim.ticket, 0n, claim.assets);
    } else if (index >= members && shares > 10n ** 12n && random(4) === 0) {
      const part = shares / 3n;
      emit('ExitQueueEntered', [toTopic(account), toTopic(account)], nextTicket, part);
      waiting.push({ ticket: nextTicket, shares: part, owner: account, assets: 0n });
      nextTicket += part;
      held.set(account, shares - part);
    } else {
      stake(account, 10n ** 15n * BigInt(1 + random(5_000)));
    }
  }
  return logs;
}
