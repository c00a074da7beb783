import { local, localSequencerPool } from '@pooled-staking/core';
import { computeAddress, dataSlice, id as hashOf, SigningKey } from 'ethers';

import { operatorAccount } from '../accounts';
import type { Anvil } from '../anvil';
import { contractInterface, placeContract } from '../contracts/deploy';
import { defined } from '../defined';
import type { ChainClient, Receipt } from '../operator/chain-client';
import { OperatorError } from '../operator/errors';
import { L1_BRIDGE } from './bridge';

const METIS = 10n ** 18n;
const UNLIMITED = 2n ** 256n - 1n;
/** What Andromeda's pool paid for a block in January 2026. */
const REWARD_PER_BLOCK = 12_478_422_370_000_000n;
/** Blocks of the L2 in a batch of three and a half days, at the pace that such a rate pays 15 % a year for. */
const BLOCKS_IN_BATCH = 43_500n;
/** The bridge takes any fee but none. */
const BRIDGE_FEE = METIS / 1000n;
/** So long that the devnet's chain is at no epoch's end. */
const EPOCH_LENGTH = 1_000_000;
const UNLOCKED = 3n;

const { pool, info, metis } = {
  pool: localSequencerPool.address,
  info: defined(local.metisSequencers).lockingInfo,
  metis: defined(localSequencerPool.asset.address),
};
const { chainId: l2ChainId, sequencerSet } = defined(local.metisSequencers).l2;

const abi = {
  pool: contractInterface('LockingPool'),
  info: contractInterface('LockingInfo'),
  metis: contractInterface('L1Metis'),
  set: contractInterface('MetisSequencerSet'),
};

/** The made-up key by which the sequencer of a number signs its blocks. */
function signerOf(number: number): { readonly address: string; readonly pubkey: string } {
  const { publicKey } = new SigningKey(hashOf(`sequencer ${number}`));
  return { address: computeAddress(publicKey), pubkey: dataSlice(publicKey, 1) };
}

export type BatchResult = { readonly batch: number; readonly reward: bigint; readonly transaction: string };

/** The sequencer pool on the L1 and those who run it: its owner, the MPC that reports batches, who pays the rewards. */
export class SequencerPool {
  constructor(private readonly chain: ChainClient) {}

  #send(from: string, to: keyof typeof abi, name: string, args: readonly unknown[], value = 0n): Promise<Receipt> {
    const address = { pool, info, metis, set: sequencerSet }[to];
    return this.chain.send({ from, to: address, data: abi[to].encodeFunctionData(name, args), value }, abi[to]);
  }

  async #read<T>(name: string, args: readonly unknown[] = []): Promise<T> {
    return (await this.chain.read(pool, abi.pool, name, args))[0] as T;
  }

  /** Names owner, MPC, payer and rate of contracts that were just put in place. */
  async initialize(l2Token: string): Promise<void> {
    const owner = operatorAccount;
    await this.#send(owner, 'info', 'initialize', [L1_BRIDGE, metis, l2Token, l2ChainId]);
    await this.#send(owner, 'pool', 'initialize', [info]);
    await this.#send(owner, 'info', 'initManager', [pool]);
    await this.#send(owner, 'metis', 'setMinter', [owner]);
    await this.#send(owner, 'pool', 'updateMpc', [owner]);
    await this.#send(owner, 'pool', 'updateBlockReward', [REWARD_PER_BLOCK]);
    await this.#send(owner, 'info', 'setRewardPayer', [owner]);
    await this.#send(owner, 'metis', 'approve', [info, UNLIMITED]);
  }

  async mint(account: string, amount: bigint): Promise<void> {
    await this.#send(operatorAccount, 'metis', 'mint', [account, amount]);
  }

  setListed(account: string, isListed: boolean): Promise<Receipt> {
    return this.#send(operatorAccount, 'pool', 'setWhitelist', [account, isListed]);
  }

  setPaused(isPaused: boolean): Promise<Receipt> {
    return this.#send(operatorAccount, 'pool', 'setPause', [isPaused]);
  }

  /** Locks for a new sequencer, whose rewards go to its owner; gives its number. */
  async lock(owner: string, amount: bigint): Promise<bigint> {
    const number = (await this.#read<bigint>('totalSequencers')) + 1n;
    const { address, pubkey } = signerOf(Number(number));
    await this.mint(owner, amount);
    await this.setListed(owner, true);
    await this.#send(owner, 'metis', 'approve', [info, amount]);
    await this.#send(owner, 'pool', 'lockWithRewardRecipient', [address, owner, amount, pubkey]);
    return number;
  }

  async handOn(from: string, number: bigint, to: string): Promise<void> {
    await this.#send(from, 'pool', 'setSequencerOwner', [number, to]);
  }

  async takeRewards(owner: string, number: bigint): Promise<void> {
    await this.#send(owner, 'pool', 'withdrawRewards', [number, 200_000], BRIDGE_FEE);
  }

  async unlock(owner: string, number: bigint): Promise<void> {
    await this.#send(owner, 'pool', 'unlock', [number, 200_000], BRIDGE_FEE);
  }

  /**
   * Reports the next batch: its blocks were made by the sequencers as far as they have locked, and are paid.
   *
   * @throws OperatorError when there is nobody who could have made them.
   */
  async submitBatch(): Promise<BatchResult> {
    const [{ id, endEpoch }, total, rate] = await Promise.all([
      this.chain.read(pool, abi.pool, 'curBatchState').then(([batch, , , end]) => ({
        id: batch as bigint,
        endEpoch: end as bigint,
      })),
      this.#read<bigint>('totalSequencers'),
      this.#read<bigint>('rewardPerBlock'),
    ]);
    const numbers = Array.from({ length: Number(total) }, (_, index) => index + 1);
    const read = await Promise.all(numbers.map((number) => this.chain.read(pool, abi.pool, 'sequencers', [number])));
    const active = read.filter((each) => (each['status'] as bigint) !== UNLOCKED);
    const locked = active.reduce((sum, each) => sum + (each['amount'] as bigint), 0n);
    if (locked === 0n) {
      throw new OperatorError('No sequencer has locked anything, so no blocks were made that a batch could pay.');
    }
    const blocks = active.map((each) => (BLOCKS_IN_BATCH * (each['amount'] as bigint)) / locked);
    const reward = blocks.reduce((sum, each) => sum + each, 0n) * rate;
    await this.mint(operatorAccount, reward);
    const signers = active.map((each) => each['signer'] as string);
    const args = [id + 1n, endEpoch + 1n, endEpoch + 100n, signers, blocks];
    const { hash } = await this.#send(operatorAccount, 'pool', 'batchSubmitRewards', args);
    return { batch: Number(id) + 1, reward, transaction: hash };
  }

  async status(): Promise<{ readonly batch: number; readonly sequencers: number; readonly paused: boolean }> {
    const [batch, total, paused] = await Promise.all([
      this.#read<bigint>('currentBatch'),
      this.#read<bigint>('totalSequencers'),
      this.#read<boolean>('paused'),
    ]);
    return { batch: Number(batch), sequencers: Number(total), paused };
  }
}

/** Puts the pool, its escrow, METIS and the bridge on a fresh L1, where nobody has locked anything yet. */
export async function placeSequencerPool(anvil: Anvil, chain: ChainClient, l2Token: string): Promise<SequencerPool> {
  await placeContract(anvil, pool, 'LockingPool');
  await placeContract(anvil, info, 'LockingInfo');
  await placeContract(anvil, metis, 'L1Metis');
  await placeContract(anvil, L1_BRIDGE, 'L1Bridge');
  const placed = new SequencerPool(chain);
  await placed.initialize(l2Token);
  return placed;
}

/** Puts on a fresh L2 who makes its blocks: the first sequencer now, the second one after it. */
export async function placeSequencerSet(anvil: Anvil, chain: ChainClient): Promise<void> {
  await placeContract(anvil, sequencerSet, 'MetisSequencerSet');
  const send = (name: string, args: readonly unknown[]) =>
    chain.send({ from: operatorAccount, to: sequencerSet, data: abi.set.encodeFunctionData(name, args) }, abi.set);
  const start = (await chain.latestBlock()).number + 10;
  const next = start + EPOCH_LENGTH;
  await send('initialize', [signerOf(1).address, operatorAccount, start, next - 1, EPOCH_LENGTH]);
  await send('commitEpoch', [1, next, next + EPOCH_LENGTH - 1, signerOf(2).address]);
}
