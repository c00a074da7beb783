import { readLogTimes } from '../../../../core/src/chain/block-times';
import type { Log } from '../../../../core/src/chain/log';
import { readLogRange } from '../../../../core/src/chain/log-read';
import { mergeLogs, toTopic } from '../../../../core/src/chain/logs';
import type { PoolContext } from '../../../../core/src/networks/context';
import type { Entry } from '../../../../core/src/staking/entry';
import type { Position, PositionOptions } from '../../../../core/src/staking/position';
import type { RewardHistory } from '../../../../core/src/staking/rewards';
import { isSameAddress, type Address, type Hex } from '../../../../core/src/units';
import { readHolding, toAssets, vaultAbi } from './vault';

/** A position with the movements that it came about by. */
export type PlainPosition = Position & { readonly entries: readonly Entry[] };

const wordOf = (data: Hex, index: number): bigint => BigInt(`0x${data.slice(2 + 64 * index, 66 + 64 * index)}`);
const addressOf = (topic: Hex | undefined): Address => `0x${(topic ?? '').slice(-40)}`;

function toEntry({ topics, data, blockNumber, logIndex, transactionHash }: Log, time: number): Entry {
  const isDeposit = topics[0] === vaultAbi.topic('Deposit');
  // Deposit: sender, owner. Withdraw: sender, receiver, owner.
  const [owner, other] = isDeposit ? [topics[2], topics[1]] : [topics[3], topics[2]];
  const counterparty = isSameAddress(addressOf(owner), addressOf(other)) ? null : addressOf(other);
  const [assets, shares] = [wordOf(data, 0), wordOf(data, 1)];
  const type = isDeposit ? 'stake' : 'redeemed';
  return { type, time, blockNumber, logIndex, transactionHash, assets, shares, counterparty };
}

/** What an account has in a vault: what it put in and got back comes from the vault's logs. */
export async function readPosition(
  context: PoolContext,
  account: Address,
  { minBlock = 0 }: PositionOptions = {},
): Promise<PlainPosition> {
  const { request, pool } = context;
  const { state, shares, assetBalance } = await readHolding(context, account, minBlock);
  const owner = toTopic(account);
  const questions: (Hex | null)[][] = [
    [vaultAbi.topic('Deposit'), null, owner],
    [vaultAbi.topic('Withdraw'), null, null, owner],
  ];
  const found = await Promise.all(
    questions.map(async (topics) =>
      readLogRange(request, { address: pool.address, topics }, pool.deployBlock, state.block.number),
    ),
  );
  const logs = mergeLogs(found);
  const times = await readLogTimes(request, logs, { newest: state.block });
  const entries = logs.map((log) => toEntry(log, times.get(log.blockNumber) ?? 0));
  const sumOf = (type: Entry['type']): bigint =>
    entries.reduce((sum, entry) => (entry.type === type ? sum + (entry.assets ?? 0n) : sum), 0n);
  const [staked, paidOut, assets] = [sumOf('stake'), sumOf('redeemed'), toAssets(shares, state)];
  return {
    account,
    state,
    shares,
    assets,
    balance: assetBalance,
    isBlocked: false,
    exits: [],
    claimableWithReport: [],
    exitingAssets: 0n,
    staked,
    paidOut,
    lifetimeRewards: assets + paidOut - staked,
    pendingRewards: 0n,
    gap: null,
    entries,
  };
}

/** All rewards as one point at the position's block: such a vault makes no reports. */
export function historyOf({ state, assets, staked, paidOut, lifetimeRewards }: PlainPosition): RewardHistory {
  const rewards = lifetimeRewards ?? 0n;
  const { number: blockNumber, timestamp: time } = state.block;
  const point = { blockNumber, time, reward: rewards, putIn: staked - paidOut, value: assets, transactionHash: null };
  return { points: [point], rewards, apr: null };
}
