import { wordsOf } from '@pooled-staking/texts/command-line';
import type { HarvestParams } from '@pooled-staking/core';
import { getAddress, Interface } from 'ethers';

import { harvestParamsFromFile, makeRewardsFile, serializeRewardsFile } from '../rewards/rewards-file';
import { defined } from '../defined';
import type { RewardsSource } from '../rewards/gateway';
import type { RewardsStore } from '../rewards/rewards-store';
import { ChainClient, type ChainRequest } from './chain-client';
import type { PoolCommand } from './commands';
import { OperatorError } from './errors';
import { keeperInterface, poolInterface } from './protocol';

const VALIDATOR_DEPOSIT = 32n * 10n ** 18n;
// As many as fit well into one transaction.
const VALIDATORS_AT_ONCE = 32n;
const SECONDS_PER_YEAR = 365n * 86_400n;
const REPORT_PERIOD = 43_200n;
const SECONDS_PER_BLOCK = 12;
// The Keeper's `avgRewardPerSecond` has 18 decimals; the real Keeper refuses more than 20 % a year.
const AVERAGE_REWARD_SCALE = 10n ** 18n;
const MAX_AVERAGE_REWARD = 6_341_958_396n;
// Yearly yields of the timer's reports, in basis points of the pool's assets.
const CONSENSUS_YIELD_BPS = 260n;
const MEV_YIELD_BPS = 40n;
// Exits earn until the harvest that pays them, so a little more comes back than they are worth now.
const RETURN_MARGIN_BPS = 100n;
const BPS = 10_000n;
const OWNERLESS_SHARES = 1n;
const ZERO_ROOT = `0x${'00'.repeat(32)}`;

const registryInterface = new Interface(['function get_deposit_count() view returns (bytes)']);

export type OperatorOptions = {
  /** JSON-RPC of a development chain (anvil): the operator moves its time and sets balances. */
  readonly request: ChainRequest;
  readonly pool: string;
  readonly keeper: string;
  /** Counts the validators; without it their number is not told. */
  readonly validatorsRegistry?: string | undefined;
  /** Owner of the Keeper, and the pool's admin, blocklist manager and validators manager. */
  readonly account: string;
  /** Where published rewards files go. */
  readonly rewards: RewardsStore;
  /** Finds the files of reports that others published. */
  readonly rewardsSource?: RewardsSource | undefined;
  /** First block to look for logs of pool and Keeper in; 0 by default. */
  readonly fromBlock?: number | undefined;
  /** Why commands that need the oracles or the pool's managers are refused; nothing when they are not. */
  readonly refusal?: string | undefined;
};

/** The chain, the pool and what the operator could do next. Amounts in wei, times in seconds since 1970. */
export type OperatorStatus = {
  readonly chainId: number;
  readonly block: { readonly number: number; readonly timestamp: number; readonly time: string };
  readonly pool: { readonly address: string; readonly version: number };
  readonly totals: {
    readonly totalAssets: bigint;
    readonly totalShares: bigint;
    /** The pool's own ETH balance. */
    readonly balance: bigint;
    /** What the pool could send to new validators now. */
    readonly freeAssets: bigint;
  };
  readonly validators: {
    /** Number of deposits in the validators registry; `null` where it is not the pool's own. */
    readonly count: number | null;
    /** The pool's assets that are not in its balance, as far as harvested; `null` when unknown. */
    readonly assets: bigint | null;
  };
  readonly exitQueue: {
    readonly queuedShares: bigint;
    readonly queuedAssets: bigint;
    /** Paid out of the pool's assets, waiting to be claimed; `null` when the logs are too many to count it. */
    readonly unclaimedAssets: bigint | null;
    /** What has to come back from validators before the queue is covered; `null` when unknown. */
    readonly neededForExits: bigint | null;
  };
  readonly mevEscrow: { readonly address: string; readonly balance: bigint };
  readonly lastReport: {
    /** Number of reports so far. */
    readonly count: number;
    readonly timestamp: number;
    /** From when the Keeper takes the next one. */
    readonly nextFrom: number;
    readonly root: string;
    readonly canHarvest: boolean;
    readonly isHarvestRequired: boolean;
  };
  readonly auto: {
    readonly everySeconds: number;
    readonly ticks: number;
    /** Why the last tick failed; `null` when it went well. */
    readonly lastError: string | null;
  };
  /** Why oracle and manager commands are refused here; `null` when they work. */
  readonly refusal: string | null;
};

export type HarvestResult =
  | {
      readonly harvested: true;
      readonly rewardsRoot: string;
      readonly transaction: string;
      readonly totalAssets: bigint;
    }
  | { readonly harvested: false; readonly reason: string };

export type ReportResult = {
  readonly reward: bigint;
  /** The pool's consensus reward of all reports together. */
  readonly cumulativeReward: bigint;
  readonly rewardsRoot: string;
  readonly rewardsFile: string;
  readonly transaction: string;
  readonly timestamp: number;
  /** `null` when the report was to be left unharvested. */
  readonly harvest: HarvestResult | null;
};

export type MevResult = { readonly amount: bigint; readonly transaction: string };
export type RunValidatorsResult = { readonly registered: number; readonly assets: bigint };
export type ReturnEthResult = { readonly returned: bigint; readonly balance: bigint };
export type AdvanceTimeResult = { readonly timestamp: number; readonly time: string };
export type MineResult = { readonly block: number; readonly time: string };
export type AccountResult = { readonly account: string; readonly transaction: string };
export type AutoResult = { readonly everySeconds: number };

const min = (left: bigint, right: bigint): bigint => (left < right ? left : right);
export const isoTime = (timestamp: number): string => new Date(timestamp * 1000).toISOString();

/**
 * The people behind a pool in one object: the oracles that report rewards, the pool's operator with its validators,
 * its blocklist manager, and the chain's clock. Commands are carried out one after the other.
 */
export class Operator {
  readonly #chain: ChainClient;
  readonly #options: OperatorOptions;
  readonly #reports = new Map<string, { readonly cid: string; readonly params: HarvestParams }>();
  #last: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #everySeconds = 0;
  #ticks = 0;
  #lastError: string | null = null;
  #followers: readonly (() => Promise<unknown>)[] = [];

  constructor(options: OperatorOptions) {
    this.#options = options;
    this.#chain = new ChainClient(options.request);
  }

  /** Carries out a command and returns what came of it. */
  execute(command: PoolCommand): Promise<unknown> {
    switch (command.command) {
      case 'status':
        return this.status();
      case 'report':
        return this.report(command.reward, command.harvest);
      case 'mev':
        return this.sendMev(command.amount);
      case 'run-validators':
        return this.runValidators();
      case 'return-eth':
        return this.returnEth(command.amount);
      case 'harvest':
        return this.harvest();
      case 'advance-time':
        return this.advanceTime(command.seconds);
      case 'mine':
        return this.mine(command.blocks);
      case 'block':
        return this.setBlocked(command.account, command.blocked);
      case 'eject':
        return this.eject(command.account);
      case 'auto':
        return this.setAuto(command.everySeconds);
    }
  }

  /** What is the case on the chain and in the pool. */
  status(): Promise<OperatorStatus> {
    return this.inTurn(() => this.#readStatus());
  }

  /**
   * Reports a reward of the pool's validators as the oracles do: time moves to when the Keeper takes the next report,
   * the rewards file is published and its root posted.
   *
   * @param reward wei since the last report; negative for a penalty.
   * @param harvest also lets the pool collect the report at once.
   * @throws OperatorError when a penalty would take all that the pool has, or the command is refused here.
   */
  report(reward: bigint, harvest = true): Promise<ReportResult> {
    return this.#asManager(() => this.#report(reward, harvest));
  }

  /** Pays MEV into the pool's own escrow; the next harvest collects it. */
  sendMev(amount: bigint): Promise<MevResult> {
    return this.#asManager(() => this.#sendMev(amount));
  }

  /** Sends the pool's free ETH to as many validators as it is enough for, 32 ETH each. */
  runValidators(): Promise<RunValidatorsResult> {
    return this.#asManager(() => this.#runValidators());
  }

  /**
   * Lets ETH come back from validators into the pool, as withdrawals do: its balance grows without a transaction.
   *
   * @param amount wei; by default what the exit queue needs, with one percent for what it earns until it is paid.
   * @throws OperatorError when the validators do not hold as much.
   */
  returnEth(amount?: bigint): Promise<ReturnEthResult> {
    return this.#asManager(() => this.#returnEth(amount));
  }

  /** Lets the pool collect the newest report; anyone may do that. Says so when there is nothing to collect. */
  harvest(): Promise<HarvestResult> {
    return this.inTurn(() => this.#harvest());
  }

  /** Moves the chain's clock and mines a block. */
  advanceTime(seconds: number): Promise<AdvanceTimeResult> {
    return this.inTurn(async () => {
      const { timestamp } = await this.#chain.latestBlock();
      await this.#chain.mine(timestamp + seconds);
      return { timestamp: timestamp + seconds, time: isoTime(timestamp + seconds) };
    });
  }

  /** Mines blocks in the pace of Ethereum: what lies below them counts as settled then, and is notified of. */
  mine(blocks: number): Promise<MineResult> {
    return this.inTurn(async () => {
      await this.#chain.mineMany(blocks, SECONDS_PER_BLOCK);
      const { number, timestamp } = await this.#chain.latestBlock();
      return { block: number, time: isoTime(timestamp) };
    });
  }

  /** Puts an account on the pool's blocklist, or takes it off. */
  setBlocked(account: string, blocked: boolean): Promise<AccountResult> {
    return this.#asManager(() => this.#manage('updateBlocklist', account, [account, blocked]));
  }

  /** Blocks an account and sends all its stake to the exit queue. */
  eject(account: string): Promise<AccountResult> {
    return this.#asManager(() => this.#manage('ejectUser', account, [account]));
  }

  /** The timer: half a day of the pool's life every so many seconds of real time; 0 switches it off. */
  setAuto(everySeconds: number): Promise<AutoResult> {
    return this.#asManager(() => {
      this.#stopTimer();
      this.#everySeconds = everySeconds;
      this.#lastError = null;
      if (everySeconds > 0) {
        this.#startTimer();
      }
      return Promise.resolve({ everySeconds });
    });
  }

  /** Half a day of the pool's life: MEV, ETH back for exits, a report of about 3 % a year with harvest, validators. */
  tick(): Promise<void> {
    return this.#asManager(() => this.#tick());
  }

  /** Switches the timer off and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopTimer();
    this.#everySeconds = 0;
    await this.#last.catch(() => undefined);
  }

  /**
   * From now on this is done after each command, whatever it moved, such as what brings another chain along. What was there before
   * comes first.
   */
  async follow(work: () => Promise<unknown>): Promise<void> {
    this.#followers = [...this.#followers, work];
    await this.inTurn(() => Promise.resolve());
  }

  /** One command at a time, those of others on this chain too: they read the chain, decide and send. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const whole = async (): Promise<T> => {
      try {
        return await work();
      } finally {
        for (const follow of this.#followers) {
          await follow();
        }
      }
    };
    const result = this.#last.then(whole, whole);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #asManager<T>(work: () => Promise<T>): Promise<T> {
    const { refusal } = this.#options;
    return refusal === undefined ? this.inTurn(work) : Promise.reject(new OperatorError(refusal));
  }

  async #pool<T>(name: string, args: readonly unknown[] = []): Promise<T> {
    return (await this.#chain.read(this.#options.pool, poolInterface, name, args))[0] as T;
  }

  async #keeper<T>(name: string, args: readonly unknown[] = []): Promise<T> {
    return (await this.#chain.read(this.#options.keeper, keeperInterface, name, args))[0] as T;
  }

  async #readStatus(): Promise<OperatorStatus> {
    const { pool, refusal } = this.#options;
    const [chainId, block, version, totalAssets, totalShares, balance, freeAssets, escrow, count, queue, lastReport] =
      await Promise.all([
        this.#chain.chainId(),
        this.#chain.latestBlock(),
        this.#pool<bigint>('version'),
        this.#pool<bigint>('totalAssets'),
        this.#pool<bigint>('totalShares'),
        this.#chain.balance(pool),
        this.#pool<bigint>('withdrawableAssets'),
        this.#pool<string>('mevEscrow'),
        this.#countValidators(),
        this.#readExitQueue(),
        this.#readLastReport(),
      ]);
    return {
      chainId,
      block: { number: block.number, timestamp: block.timestamp, time: isoTime(block.timestamp) },
      pool: { address: pool, version: Number(version) },
      totals: { totalAssets, totalShares, balance, freeAssets },
      validators: {
        count,
        assets: queue.unclaimedAssets === null ? null : totalAssets + queue.unclaimedAssets - balance,
      },
      exitQueue: queue,
      mevEscrow: { address: escrow, balance: await this.#chain.balance(escrow) },
      lastReport,
      auto: { everySeconds: this.#everySeconds, ticks: this.#ticks, lastError: this.#lastError },
      refusal: refusal ?? null,
    };
  }

  async #readLastReport(): Promise<OperatorStatus['lastReport']> {
    const { pool } = this.#options;
    const [nonce, timestamp, delay, root, canHarvest, isHarvestRequired] = await Promise.all([
      this.#keeper<bigint>('rewardsNonce'),
      this.#keeper<bigint>('lastRewardsTimestamp'),
      this.#keeper<bigint>('rewardsDelay'),
      this.#keeper<string>('rewardsRoot'),
      this.#keeper<boolean>('canHarvest', [pool]),
      this.#keeper<boolean>('isHarvestRequired', [pool]),
    ]);
    return {
      count: Number(nonce) - 1,
      timestamp: Number(timestamp),
      nextFrom: Number(timestamp + delay),
      root,
      canHarvest,
      isHarvestRequired,
    };
  }

  async #countValidators(): Promise<number | null> {
    const { validatorsRegistry, refusal } = this.#options;
    if (validatorsRegistry === undefined || refusal !== undefined) {
      return null;
    }
    const [littleEndian] = await this.#chain.read(validatorsRegistry, registryInterface, 'get_deposit_count');
    return Number(Buffer.from((littleEndian as string).slice(2), 'hex').readBigUInt64LE());
  }

  async #readExitQueue(): Promise<OperatorStatus['exitQueue']> {
    const { queuedShares, unclaimedAssets } = await this.#readQueueData();
    const queuedAssets = await this.#pool<bigint>('convertToAssets', [queuedShares]);
    const balance = await this.#chain.balance(this.#options.pool);
    // After every exit is paid one share that nobody owns may stay queued.
    const owed = queuedShares <= OWNERLESS_SHARES ? 0n : queuedAssets;
    const missing = unclaimedAssets === null ? null : owed + unclaimedAssets - balance;
    return {
      queuedShares,
      queuedAssets,
      unclaimedAssets,
      neededForExits: missing === null ? null : missing > 0n ? missing : 0n,
    };
  }

  /** The newer getter has both numbers; with the older one the unclaimed ETH follows from the logs. */
  async #readQueueData(): Promise<{ queuedShares: bigint; unclaimedAssets: bigint | null }> {
    try {
      const data = await this.#chain.read(this.#options.pool, poolInterface, 'getExitQueueData');
      return { queuedShares: data[0] as bigint, unclaimedAssets: data[1] as bigint };
    } catch {
      const queuedShares = await this.#pool<bigint>('queuedShares');
      return { queuedShares, unclaimedAssets: this.#options.refusal === undefined ? await this.#sumUnclaimed() : null };
    }
  }

  async #sumUnclaimed(): Promise<bigint> {
    const { pool, fromBlock = 0 } = this.#options;
    const paid = await this.#sumOfLogs(pool, 'CheckpointCreated', 'assets', fromBlock);
    return paid - (await this.#sumOfLogs(pool, 'ExitedAssetsClaimed', 'withdrawnAssets', fromBlock));
  }

  async #sumOfLogs(address: string, event: string, field: string, fromBlock: number): Promise<bigint> {
    const topic = defined(poolInterface.getEvent(event)).topicHash;
    const logs = await this.#chain.logs(address, [topic], fromBlock);
    return logs.reduce((sum, log) => sum + (poolInterface.parseLog(log)?.args[field] as bigint), 0n);
  }

  async #report(reward: bigint, harvest: boolean): Promise<ReportResult> {
    const { pool, keeper, account, rewards } = this.#options;
    const totalAssets = await this.#pool<bigint>('totalAssets');
    const before = await this.#reportedReward();
    const pending = before - (await this.#keeper<bigint>('rewards', [pool]));
    if (totalAssets + pending + reward <= 0n) {
      throw new OperatorError(`reward: a penalty of ${-reward} wei takes all that the pool has; give a smaller one.`);
    }
    await this.#waitForReportTime();

    const cumulativeReward = before + reward;
    const file = makeRewardsFile(pool, cumulativeReward, Number(await this.#keeper<bigint>('rewardsNonce')));
    const text = serializeRewardsFile(file);
    const rewardsFile = rewards.add(text);
    const { timestamp } = await this.#chain.latestBlock();
    const average = (reward * AVERAGE_REWARD_SCALE) / (totalAssets * REPORT_PERIOD);
    const data = keeperInterface.encodeFunctionData('updateRewards', [
      file.root,
      average < 0n ? 0n : min(average, MAX_AVERAGE_REWARD),
      timestamp,
      rewardsFile,
    ]);
    const { hash } = await this.#chain.send({ from: account, to: keeper, data }, keeperInterface);
    this.#reports.set(file.root, { cid: rewardsFile, params: harvestParamsFromFile(text, pool, file.root) });
    return {
      reward,
      cumulativeReward,
      rewardsRoot: file.root,
      rewardsFile,
      transaction: hash,
      timestamp,
      harvest: harvest ? await this.#harvest() : null,
    };
  }

  /** The pool's cumulative reward in the newest report, collected or not. */
  async #reportedReward(): Promise<bigint> {
    const root = await this.#keeper<string>('rewardsRoot');
    const own = this.#reports.get(root);
    if (own) {
      return own.params.reward;
    }
    const collected = !(await this.#keeper<boolean>('canHarvest', [this.#options.pool]));
    if (collected || root === ZERO_ROOT) {
      return this.#keeper<bigint>('rewards', [this.#options.pool]);
    }
    return (await this.#readHarvestParams(root)).reward;
  }

  async #waitForReportTime(): Promise<void> {
    const [last, delay, { timestamp }] = await Promise.all([
      this.#keeper<bigint>('lastRewardsTimestamp'),
      this.#keeper<bigint>('rewardsDelay'),
      this.#chain.latestBlock(),
    ]);
    const from = Number(last + delay);
    if (timestamp < from) {
      await this.#chain.mine(from);
    }
  }

  async #harvest(): Promise<HarvestResult> {
    const { pool, account } = this.#options;
    if (!(await this.#keeper<boolean>('isCollateralized', [pool]))) {
      return { harvested: false, reason: 'The pool has no validators yet; run-validators comes first.' };
    }
    if (!(await this.#keeper<boolean>('canHarvest', [pool]))) {
      return {
        harvested: false,
        reason: 'The pool has collected the newest report already; a new report comes first.',
      };
    }
    const root = await this.#keeper<string>('rewardsRoot');
    const params = await this.#readHarvestParams(root);
    const data = poolInterface.encodeFunctionData('updateState', [params]);
    const { hash } = await this.#chain.send({ from: account, to: pool, data }, poolInterface);
    return { harvested: true, rewardsRoot: root, transaction: hash, totalAssets: await this.#pool('totalAssets') };
  }

  async #readHarvestParams(root: string): Promise<HarvestParams> {
    const own = this.#reports.get(root);
    if (own) {
      return own.params;
    }
    const { pool, keeper, rewards, rewardsSource, fromBlock = 0 } = this.#options;
    const topic = defined(keeperInterface.getEvent('RewardsUpdated')).topicHash;
    const log = await this.#chain.newestLog(keeper, [topic, null, root], fromBlock);
    const cid = log && (keeperInterface.parseLog(log)?.args['rewardsIpfsHash'] as string);
    if (cid === undefined) {
      throw new OperatorError(`The Keeper names no rewards file for the root ${root}`);
    }
    try {
      const text = rewards.get(cid) ?? (await rewardsSource?.(cid));
      if (text === undefined) {
        throw new Error(`the rewards file ${cid} was not published here, and no gateway is known`);
      }
      return harvestParamsFromFile(text, pool, root);
    } catch (error) {
      const reason = wordsOf(error);
      throw new OperatorError(`The newest report cannot be collected: ${reason}`, false, { cause: error });
    }
  }

  async #sendMev(amount: bigint): Promise<MevResult> {
    const escrow = await this.#pool<string>('mevEscrow');
    const { hash } = await this.#chain.send({ from: this.#options.account, to: escrow, value: amount });
    return { amount, transaction: hash };
  }

  async #runValidators(): Promise<RunValidatorsResult> {
    const { pool, account } = this.#options;
    if (await this.#pool<boolean>('isStateUpdateRequired')) {
      throw new OperatorError('The pool is two reports behind and cannot run validators; harvest comes first.');
    }
    const count = (await this.#pool<bigint>('withdrawableAssets')) / VALIDATOR_DEPOSIT;
    for (let left = count; left > 0n; left -= VALIDATORS_AT_ONCE) {
      const data = poolInterface.encodeFunctionData('registerValidators', [min(left, VALIDATORS_AT_ONCE)]);
      await this.#chain.send({ from: account, to: pool, data }, poolInterface);
    }
    return { registered: Number(count), assets: count * VALIDATOR_DEPOSIT };
  }

  async #returnEth(amount: bigint | undefined): Promise<ReturnEthResult> {
    const { pool } = this.#options;
    const { queuedAssets, queuedShares, unclaimedAssets } = await this.#readExitQueue();
    const [totalAssets, balance] = await Promise.all([this.#pool<bigint>('totalAssets'), this.#chain.balance(pool)]);
    if (unclaimedAssets === null) {
      throw new OperatorError('What the exit queue needs is unknown here.');
    }
    const pending = (await this.#reportedReward()) - (await this.#keeper<bigint>('rewards', [pool]));
    const available = totalAssets + unclaimedAssets - balance + pending;
    if (amount !== undefined && amount > available) {
      throw new OperatorError(`amount: the validators hold ${available > 0n ? available : 0n} wei; give no more.`);
    }
    // The margin is on all that waits: what the pool holds already falls short too once the queue has earned more.
    const margin = queuedShares <= OWNERLESS_SHARES ? 0n : (queuedAssets * RETURN_MARGIN_BPS) / BPS;
    const short = queuedAssets + margin + unclaimedAssets - balance;
    const wanted = amount ?? (margin === 0n || short < 0n ? 0n : short);
    const returned = min(wanted, available > 0n ? available : 0n);
    if (returned > 0n) {
      await this.#chain.setBalance(pool, balance + returned);
      // Withdrawals come with a block: what is read at this block's number then holds the ETH.
      await this.#chain.mine();
    }
    return { returned, balance: balance + returned };
  }

  async #manage(name: string, account: string, args: readonly unknown[]): Promise<AccountResult> {
    const { pool, account: from } = this.#options;
    const data = poolInterface.encodeFunctionData(name, args);
    const { hash } = await this.#chain.send({ from, to: pool, data }, poolInterface);
    return { account: getAddress(account), transaction: hash };
  }

  async #tick(): Promise<void> {
    const assets = await this.#pool<bigint>('totalAssets');
    const halfDay = (bps: bigint) => (assets * bps * REPORT_PERIOD) / (BPS * SECONDS_PER_YEAR);
    const mev = halfDay(MEV_YIELD_BPS);
    if (mev > 0n) {
      await this.#sendMev(mev);
    }
    await this.#returnEth(undefined);
    const { timestamp } = await this.#chain.latestBlock();
    await this.#chain.mine(timestamp + Number(REPORT_PERIOD));
    await this.#report(halfDay(CONSENSUS_YIELD_BPS), true);
    await this.#runValidators();
  }

  #startTimer(): void {
    this.#timer = setTimeout(() => {
      const timer = this.#timer;
      void this.tick()
        .then(
          () => (this.#lastError = null),
          (error: unknown) => (this.#lastError = wordsOf(error)),
        )
        .then(() => {
          this.#ticks += 1;
          // Unless it was switched off or set anew meanwhile.
          if (this.#timer === timer && timer !== undefined) {
            this.#startTimer();
          }
        });
    }, this.#everySeconds * 1000);
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
