import { andromeda, artemisPool } from '@pooled-staking/core';

import { operatorAccount } from '../accounts';
import type { Anvil } from '../anvil';
import { contractInterface, placeContract } from '../contracts/deploy';
import { defined } from '../defined';
import type { ChainClient, Receipt } from '../operator/chain-client';
import { OperatorError } from '../operator/errors';

const DAY_SECONDS = 86_400;
/** As the documentation of Artemis has it: at least. */
const WITHDRAW_DELAY = 21 * DAY_SECONDS;
const RESERVE = 10n ** 18n;

const { token, withdrawalManager, rewardPool, config } = defined(andromeda.artemis);
const addresses = { pool: artemisPool.address, token, manager: withdrawalManager, rewards: rewardPool, config };
const names = {
  pool: 'AMTDepositPool',
  token: 'ArtMetis',
  manager: 'AMTWithdrawalManager',
  rewards: 'AMTRewardPool',
  config: 'AMTConfig',
} as const;
type Part = keyof typeof addresses;

const abi = Object.fromEntries(Object.entries(names).map(([part, name]) => [part, contractInterface(name)])) as Record<
  Part,
  ReturnType<typeof contractInterface>
>;

export type ReleaseResult = { readonly released: number; readonly amount: bigint };

/** Artemis on the chain of Metis: its owner, and what its users do. Amounts in wei of METIS. */
export class Artemis {
  constructor(private readonly chain: ChainClient) {}

  /** Puts Artemis on a fresh chain. */
  static async place(anvil: Anvil, chain: ChainClient): Promise<Artemis> {
    for (const [part, name] of Object.entries(names)) {
      await placeContract(anvil, addresses[part as Part], name);
    }
    const artemis = new Artemis(chain);
    const { pool, manager, rewards } = addresses;
    await artemis.#send(operatorAccount, 'config', 'initialize', [operatorAccount, token, pool, rewards, manager]);
    await artemis.#send(operatorAccount, 'token', 'initialize', [config]);
    await artemis.#send(operatorAccount, 'pool', 'initialize', [config]);
    await artemis.#send(operatorAccount, 'manager', 'initialize', [config, WITHDRAW_DELAY]);
    await artemis.#send(operatorAccount, 'rewards', 'initialize', [config, operatorAccount, 0n]);
    return artemis;
  }

  #send(from: string, to: Part, name: string, args: readonly unknown[], value = 0n): Promise<Receipt> {
    const data = abi[to].encodeFunctionData(name, args);
    return this.chain.send({ from, to: addresses[to], data, value }, abi[to]);
  }

  async #read<T>(of: Part, name: string, args: readonly unknown[] = []): Promise<T> {
    return (await this.chain.read(addresses[of], abi[of], name, args))[0] as T;
  }

  async stake(account: string, amount: bigint): Promise<void> {
    await this.#send(account, 'pool', 'deposit', [0n, ''], amount);
  }

  async requestWithdrawal(account: string, shares: bigint): Promise<void> {
    await this.#send(account, 'manager', 'initiateWithdrawal', [shares]);
  }

  /** What sequencers earned comes into the reward pool, and is collected unless it is to wait there. */
  async reward(
    amount: bigint,
    isHarvested = true,
  ): Promise<{ readonly amount: bigint; readonly totalDeposits: bigint }> {
    await this.chain.send({ from: operatorAccount, to: addresses.rewards, value: amount });
    if (isHarvested) {
      await this.#send(operatorAccount, 'pool', 'harvest', []);
    }
    return { amount, totalDeposits: await this.#read<bigint>('pool', 'totalDeposits') };
  }

  /**
   * Releases every request that waits, with METIS that comes back for it.
   *
   * @throws OperatorError where none waits.
   */
  async release(): Promise<ReleaseResult> {
    const [next, released] = await Promise.all([
      this.#read<bigint>('manager', 'nextWithdrawNonce'),
      this.#read<bigint>('manager', 'nextUnlockNonce'),
    ]);
    if (next === released) {
      throw new OperatorError('No withdrawal from Artemis waits to be released.');
    }
    const amount = await this.#read<bigint>('manager', 'calculateUnlockNonce', [next]);
    const missing = amount - (await this.chain.balance(addresses.pool));
    if (missing > 0n) {
      await this.chain.send({ from: operatorAccount, to: addresses.pool, value: missing });
    }
    await this.#send(operatorAccount, 'manager', 'unlockWithdrawal', [next]);
    return { released: Number(next - released), amount };
  }

  /** Takes out of the pool what the owner stakes with sequencers: all but a reserve. */
  async putToWork(): Promise<void> {
    const free = (await this.chain.balance(addresses.pool)) - RESERVE;
    await this.#send(operatorAccount, 'pool', 'adminWithdrawMetis', [free]);
  }

  /** Stops stakes and withdrawals, or lets them go on. */
  async setPaused(isPaused: boolean): Promise<void> {
    await this.#send(operatorAccount, 'pool', 'setPaused', [isPaused]);
    await this.#send(operatorAccount, 'manager', 'setPaused', [isPaused]);
  }

  async status(): Promise<object> {
    const [totalDeposits, paused, next, released] = await Promise.all([
      this.#read<bigint>('pool', 'totalDeposits'),
      this.#read<boolean>('pool', 'paused'),
      this.#read<bigint>('manager', 'nextWithdrawNonce'),
      this.#read<bigint>('manager', 'nextUnlockNonce'),
    ]);
    return { totalDeposits, waitingForRelease: Number(next - released), paused };
  }
}
