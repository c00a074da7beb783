import { andromeda } from '@pooled-staking/core';

import { operatorAccount } from '../accounts';
import type { Anvil } from '../anvil';
import { contractInterface } from '../contracts/deploy';
import { defined } from '../defined';
import type { ChainClient, Receipt } from '../operator/chain-client';
import { OperatorError } from '../operator/errors';
import { metisToken } from './chain';
import { placeEnki, type EnkiOnChain } from './enki';

const { eMetis, seMetis, minter, enki } = defined(andromeda.enki);
const enkiToken = defined(enki.address);
const NOBODY = `0x${'00'.repeat(20)}`;

/** Who stands in for what is on Ethereum. Nobody holds their keys. */
const BRIDGE = '0x5eed00000000000000000000000000000000002a';
const L1_DEALER = '0x5eed00000000000000000000000000000000002b';
const TREASURY = '0x5eed00000000000000000000000000000000002c';

const abi = {
  metis: contractInterface('MetisToken'),
  minter: contractInterface('EMetisMinter'),
  eMetis: contractInterface('EMetis'),
  seMetis: contractInterface('SeMetis'),
  enki: contractInterface('EnkiToken'),
  config: contractInterface('EnkiConfig'),
  queue: contractInterface('RedemptionQueue'),
  vesting: contractInterface('EnkiVesting'),
  dispatcher: contractInterface('RewardDispatcher'),
};

export type QueueResult = { readonly balance: bigint; readonly owed: bigint };

/** ENKI on the chain of Metis: its owner and backend, and what its users do. Amounts in wei of METIS. */
export class EnkiPeople {
  readonly #addresses: Readonly<Record<keyof typeof abi, string>>;

  constructor(
    private readonly chain: ChainClient,
    { config, redemptionQueue, vesting, rewardDispatcher }: EnkiOnChain,
  ) {
    const own = { config, queue: redemptionQueue, vesting, dispatcher: rewardDispatcher };
    this.#addresses = { metis: metisToken, minter, eMetis, seMetis, enki: enkiToken, ...own };
  }

  /** Puts ENKI on a fresh chain. */
  static async place(anvil: Anvil, chain: ChainClient): Promise<EnkiPeople> {
    const roles = { operator: operatorAccount, bridge: BRIDGE, l1Dealer: L1_DEALER, treasury: TREASURY };
    return new EnkiPeople(chain, await placeEnki(anvil, roles));
  }

  #send(from: string, to: keyof typeof abi, name: string, args: readonly unknown[]): Promise<Receipt> {
    return this.chain.send({ from, to: this.#addresses[to], data: abi[to].encodeFunctionData(name, args) }, abi[to]);
  }

  async #read<T>(of: keyof typeof abi, name: string, args: readonly unknown[] = []): Promise<T> {
    return (await this.chain.read(this.#addresses[of], abi[of], name, args))[0] as T;
  }

  /** Makes eMETIS of METIS, or a share of the vault at once. */
  async mint(account: string, amount: bigint, isDeposit: boolean): Promise<void> {
    await this.#send(account, 'metis', 'approve', [minter, amount]);
    await this.#send(account, 'minter', 'mint', [account, amount, isDeposit, NOBODY]);
  }

  /** Asks for METIS back: a ticket. */
  async enterQueue(account: string, amount: bigint): Promise<void> {
    await this.#send(account, 'eMetis', 'approve', [this.#addresses.queue, amount]);
    await this.#send(account, 'queue', 'enterRedemptionQueue', [account, amount]);
  }

  /** Takes shares out of the vault, of which a part vests. */
  async redeem(account: string, shares: bigint): Promise<void> {
    await this.#send(account, 'seMetis', 'redeem', [shares, account, account]);
  }

  /** Gives an account ENKI of the operator's. */
  async giveEnki(account: string, amount: bigint): Promise<void> {
    await this.#send(operatorAccount, 'enki', 'transfer', [account, amount]);
  }

  /** Stakes ENKI of the operator's, which makes vesting go on. */
  async stakeEnki(account: string, amount: bigint): Promise<void> {
    await this.giveEnki(account, amount);
    await this.#send(account, 'enki', 'approve', [this.#addresses.vesting, amount]);
    await this.#send(account, 'vesting', 'stake', [amount]);
  }

  /** Brings rewards from Ethereum, and shares them between treasury and vault. */
  async dispatch(amount: bigint): Promise<{ readonly amount: bigint; readonly transaction: string }> {
    await this.#send(BRIDGE, 'minter', 'mintFromL1', [amount]);
    const { hash } = await this.#send(operatorAccount, 'dispatcher', 'dispatch', []);
    return { amount, transaction: hash };
  }

  async #readQueue(): Promise<QueueResult> {
    const [balance, owed] = await Promise.all([
      this.chain.balance(this.#addresses.queue),
      this.#read<bigint>('queue', 'redemptionQueueAccounting'),
    ]);
    return { balance, owed };
  }

  /**
   * Sends METIS to the redemption queue.
   *
   * @param amount by default what it lacks to pay every ticket.
   * @throws OperatorError where it lacks nothing.
   */
  async fund(amount?: bigint): Promise<QueueResult> {
    const { balance, owed } = await this.#readQueue();
    const sent = amount ?? owed - balance;
    if (sent <= 0n) {
      throw new OperatorError('The redemption queue has enough for every ticket. Give an amount to send it more.');
    }
    await this.chain.setBalance(L1_DEALER, sent + 10n ** 18n);
    await this.#send(L1_DEALER, 'metis', 'transfer', [this.#addresses.queue, sent]);
    return this.#readQueue();
  }

  /** Takes all METIS out of the redemption queue, so that mature tickets cannot be paid. */
  async drain(): Promise<QueueResult> {
    await this.chain.setBalance(this.#addresses.queue, 0n);
    await this.chain.mine();
    return this.#readQueue();
  }

  setPaused(isPaused: boolean): Promise<Receipt> {
    return this.#send(operatorAccount, 'config', 'setIsPaused', [isPaused]);
  }

  async status(): Promise<object> {
    const [totalAssets, paused, { balance, owed }] = await Promise.all([
      this.#read<bigint>('seMetis', 'totalAssets'),
      this.#read<boolean>('config', 'isPaused'),
      this.#readQueue(),
    ]);
    return { vault: totalAssets, queueHas: balance, queueOwes: owed, paused };
  }
}
