import type { ContractAbi } from '../src/chain/contract-abi';
import type { Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import type { Network } from '../src/networks/types';
import { foxVaultId, keeperInterface, unlimitedCapacity, vaultInterface } from '../src/protocols/stakewise/vault/abi';
import type { PoolContext } from '../src/networks/context';
import { decodeEvent } from '../src/protocols/stakewise/vault/events';
import { ether, isSameAddress, type Address, type Hex, type Seconds } from '../src/units';
import {
  blockHeader,
  decodeAggregate,
  encodeOutcomes,
  findLogs,
  marks,
  multicall3,
  multicallInterface,
  NotRecordedError,
  Revert,
  toStoredLog,
  type Outcome,
  type Query,
  type StoredLog,
} from './recorded-chain';
import type { Trace, TraceHarvestParams, TracePosition, TraceQueuePlace, TraceState } from './trace';

const updateStateSelector = vaultInterface.selector('updateState');

export { NotRecordedError } from './recorded-chain';

/** Answers of the chain that the format does not record; no figure that is compared may rest on them. */
export type UnrecordedAnswers = { capacity: bigint; reportDelay: Seconds; accountBalance: bigint; isBlocked: boolean };

export const unrecordedAnswers: UnrecordedAnswers = {
  capacity: unlimitedCapacity,
  reportDelay: 43_200,
  accountBalance: 0n,
  isBlocked: false,
};

/** What a node does beside answering at its newest block. */
export type TraceNodeOptions = {
  /** Answers getters of the pool at every block that has a state, as archives do; else at the newest only. */
  readonly keepsOldState?: boolean;
};

type ParsedCall = { iface: ContractAbi; name: string; args: readonly unknown[] };
/** What `calculateExitedAssets` answers for an exit that the vault does not have. */
const nothing = [0n, 0n, 0n];

/**
 * A node that knows one recorded pool as it was after one step: its logs, block times, getter answers and simulated
 * claims. It never reads what the record is compared with (`trueRewards`, `deposited`, `paidOut`, `openValue`).
 */
export class TraceNode {
  readonly context: PoolContext;
  #state: TraceState | undefined;
  readonly #oldStates = new Map<number, TraceState>();
  readonly #logs: StoredLog[] = [];
  /** Where the spans of the queue end that the pool has served, by their tickets. */
  readonly #served: bigint[] = [];
  readonly #times = new Map<number, Seconds>();
  readonly #reports = new Map<Hex, TraceHarvestParams>();
  readonly #answers = new Map<string, Outcome>();
  readonly #parsed = new Map<string, ParsedCall>();
  #positions = new Map<bigint, TracePosition>();
  #users = new Map<string, Address>();

  constructor(
    readonly trace: Trace,
    readonly unrecorded: UnrecordedAnswers = unrecordedAnswers,
    readonly options: TraceNodeOptions = {},
  ) {
    const pool = {
      id: `eip155:${trace.chainId}:${trace.vault}`,
      name: trace.label,
      protocol: 'stakewise',
      asset: ether,
      address: trace.vault,
      deployBlock: trace.firstBlock,
    };
    const network: Network = {
      chainId: trace.chainId,
      name: trace.label,
      isTestnet: true,
      pools: [pool],
      nativeAsset: ether,
      blockSeconds: 12,
      reorgDepth: 64,
      multicall3,
      stakewise: {
        keeper: trace.keeper,
        vaultsRegistry: trace.vaultsRegistry,
        validatorsRegistry: trace.vaultsRegistry,
        mevEscrows: [],
        others: [],
      },
      priceFeeds: [],
      rewardsGateways: [],
      explorer: null,
    };
    const request: Request = async ({ method, params }) =>
      Promise.resolve().then(() => this.#answer(method, params as unknown[]));
    this.context = {
      request,
      network,
      pool,
      fetchText: async () => Promise.resolve().then(() => this.#rewardsFile()),
      rewardsGateways: ['trace://'],
    };
  }

  /** Takes in the next step; those without a state share their block with a later one. */
  advance({ logs, tx, action, state }: Trace['steps'][number]): void {
    for (const log of logs) {
      this.#logs.push(toStoredLog(log));
      this.#takeIn(log);
    }
    if (tx) {
      this.#times.set(tx.blockNumber, tx.timestamp);
    }
    if (action.harvestParams) {
      this.#reports.set(action.harvestParams.rewardsRoot, action.harvestParams);
    }
    this.#state = state ?? undefined;
    if (state) {
      this.#times.set(state.block, state.timestamp);
      this.#oldStates.set(state.block, state);
      this.#answers.clear();
      const positions = Object.values(state.users).flatMap((user) => user.positions);
      this.#positions = new Map(positions.map((position) => [BigInt(position.ticket), position]));
      this.#users = new Map((Object.keys(state.users) as Address[]).map((user) => [user.toLowerCase(), user]));
    }
  }

  /** Notes what a log says of the exit queue. */
  #takeIn(log: Log): void {
    const event = isSameAddress(log.address, this.trace.vault) ? decodeEvent(log) : undefined;
    if (event?.name === 'CheckpointCreated' && event.shares > 0n) {
      this.#served.push((this.#served.at(-1) ?? 0n) + event.shares);
    }
  }

  /** The time of a block, `undefined` where the record has none. */
  timeOf(block: number): Seconds | undefined {
    return this.#times.get(block);
  }

  get newestBlock(): number {
    return this.#now.block;
  }

  get #now(): TraceState {
    if (!this.#state) {
      throw new NotRecordedError('a state at this step');
    }
    return this.#state;
  }

  #answer(method: string, params: readonly unknown[]): unknown {
    switch (method) {
      case 'eth_getBlockByNumber':
        return this.#block(params[0] as string);
      case 'eth_getLogs':
        return findLogs(this.#logs, params[0] as Query, this.#now.block);
      case 'eth_call':
        return this.#call(params[0] as { from?: Address; to: Address; data: Hex }, params[1] as Hex | 'latest');
      default:
        throw new NotRecordedError(`answers to ${method}`);
    }
  }

  #block(tag: string): unknown {
    const number = tag === 'latest' ? this.#now.block : Number(tag);
    const timestamp = this.#times.get(number);
    if (timestamp === undefined || number > this.#now.block) {
      throw new NotRecordedError(`the time of block ${number} at block ${this.#now.block}`);
    }
    return blockHeader(number, timestamp);
  }

  #call({ from, to, data }: { from?: Address; to: Address; data: Hex }, tag: Hex | 'latest'): Hex {
    const block = tag === 'latest' ? this.#now.block : Number(tag);
    const state = block === this.#now.block ? this.#now : this.#oldState(block);
    if (isSameAddress(to, multicall3)) {
      return this.#aggregate(data, state);
    }
    const claim = isSameAddress(to, this.trace.vault) ? vaultInterface.parseTransaction({ data }) : null;
    if (claim?.name === 'multicall') {
      return this.#claimWithReport(claim.args[0] as Hex[]);
    }
    if (claim?.name !== 'claimExitedAssets') {
      throw new NotRecordedError(`the call ${data.slice(0, 10)} of ${to}`);
    }
    const [ticket, timestamp, index] = claim.args as unknown as [bigint, bigint, bigint];
    if (state !== this.#now || this.#isClosed(ticket, timestamp)) {
      throw new NotRecordedError(`a claim of ticket ${ticket} of ${timestamp}`);
    }
    const { receiver, claimableByEthCall } = this.#position(ticket, timestamp, index);
    if (from === undefined || !isSameAddress(from, receiver)) {
      throw new NotRecordedError(`the claim of ticket ${ticket} by ${from ?? 'nobody'}`);
    }
    if (!claimableByEthCall.ok) {
      throw new Revert(claimableByEthCall.data);
    }
    return claimableByEthCall.data;
  }

  /**
   * A claim together with the report before it. It is not recorded: it pays by the vault's own rule, funded by the report
   * and its delay over, and no figure that is compared rests on it.
   */
  #claimWithReport([update, claimCall]: readonly Hex[]): Hex {
    const claim = vaultInterface.parseTransaction({ data: claimCall ?? '0x' });
    if (!update?.startsWith(updateStateSelector) || claim?.name !== 'claimExitedAssets') {
      throw new NotRecordedError('calls together that are no claim with a report');
    }
    const [ticket, timestamp] = claim.args as unknown as [bigint, bigint];
    const delay = this.trace.claimDelaySeconds?.[`v${this.#now.version}`];
    const isDue = delay !== undefined && this.#now.timestamp >= Number(timestamp) + delay;
    if (this.#isClosed(ticket, timestamp) || !isDue || BigInt(this.#placeAfterHarvest(ticket).assets) === 0n) {
      throw new Revert('0x');
    }
    return vaultInterface.encodeFunctionResult('multicall', [['0x', '0x']]);
  }

  #oldState(block: number): TraceState {
    const state = this.options.keepsOldState && block < this.#now.block ? this.#oldStates.get(block) : undefined;
    if (!state) {
      throw new NotRecordedError(`calls at block ${block} while at block ${this.#now.block}`);
    }
    return state;
  }

  /** An exit that is not open, or not under that time: the vault has nothing under such a name. */
  #isClosed(ticket: bigint, timestamp?: bigint): boolean {
    const open = this.#positions.get(ticket);
    return !open || (timestamp !== undefined && BigInt(open.timestamp) !== timestamp);
  }

  #aggregate(data: Hex, state: TraceState): Hex {
    let isHarvested = false;
    const outcomes = decodeAggregate(data).map(({ target, callData }) => {
      const key = `${state.block}${isHarvested}${target}${callData}`;
      let outcome = this.#answers.get(key);
      if (!outcome) {
        outcome = this.#read(state, target, callData, isHarvested);
        this.#answers.set(key, outcome);
      }
      isHarvested ||= callData.startsWith(updateStateSelector) && outcome.success;
      return outcome;
    });
    return encodeOutcomes(outcomes);
  }

  #read(state: TraceState, target: Address, data: Hex, isHarvested: boolean): Outcome {
    const { iface, name, args } = this.#parse(target, data);
    const mark = marks[name];
    const values = mark
      ? [mark(state, args)]
      : isHarvested
        ? this.#valuesAfterHarvest(name, args)
        : this.#values(state, name, args);
    return values
      ? { success: true, returnData: iface.encodeFunctionResult(name, values) }
      : { success: false, returnData: '0x' };
  }

  /** Which getter a call means; the same calls come at every step, so each is worked out once. */
  #parse(target: Address, data: Hex): ParsedCall {
    const known = this.#parsed.get(target + data);
    if (known) {
      return known;
    }
    const iface = isSameAddress(target, this.trace.vault)
      ? vaultInterface
      : isSameAddress(target, this.trace.keeper)
        ? keeperInterface
        : isSameAddress(target, multicall3)
          ? multicallInterface
          : undefined;
    const call = iface?.parseTransaction({ data });
    if (!iface || !call) {
      throw new NotRecordedError(`the call ${data.slice(0, 10)} of ${target}`);
    }
    const parsed = { iface, name: call.name, args: call.args };
    this.#parsed.set(target + data, parsed);
    return parsed;
  }

  /** What a getter answers; `undefined` where the implementation has none of that name. */
  #values(state: TraceState, method: string, args: readonly unknown[]): unknown[] | undefined {
    const { queue, keeper } = state;
    switch (method) {
      case 'vaultId':
        return [foxVaultId];
      case 'version':
        return [state.version];
      case 'implementation': {
        const implementation = this.trace.impl?.[`v${state.version}`];
        return implementation && [implementation];
      }
      case 'totalAssets':
        return [state.totalAssets];
      case 'totalShares':
        return [state.totalShares];
      case 'feePercent':
        return [state.feePercent];
      case 'feeRecipient':
        return [state.feeRecipient];
      case 'mevEscrow':
        return [this.trace.mevEscrow];
      case 'withdrawableAssets':
        return [state.withdrawableAssets];
      case 'queuedShares':
        return state.version === 1 ? [queue.queuedShares] : undefined;
      case 'getExitQueueData':
        // The two totals of exits from before an upgrade are not recorded; nothing reads them.
        return state.version === 1
          ? undefined
          : [queue.queuedShares, queue.unclaimedAssets, 0n, 0n, queue.totalTickets];
      case 'canHarvest':
        return [state.canHarvest];
      case 'isHarvestRequired':
        return [state.isStateUpdateRequired];
      case 'isCollateralized':
        // The Keeper's own definition: the vault was harvested at least once.
        return [keeper.vaultNonce > 0];
      case 'rewardsRoot':
        return [keeper.rewardsRoot];
      case 'rewardsNonce':
        return [keeper.rewardsNonce];
      case 'lastRewardsTimestamp':
        return [keeper.lastRewardsTimestamp];
      case 'rewards':
        if (keeper.vaultReward === undefined) {
          throw new NotRecordedError('answers of rewards()');
        }
        return [keeper.vaultReward, keeper.vaultNonce];
      case 'getShares':
        return [this.#user(state, args[0] as Address).shares];
      case 'getExitQueueIndex':
        // Any ticket has a place in the queue, whether or not a request begins with it.
        return [this.#positions.get(args[0] as bigint)?.exitQueueIndex ?? this.#indexOf(args[0] as bigint)];
      case 'calculateExitedAssets':
        return this.#exited(args);
      case 'updateState':
        return this.#update(args[0] as [Hex, bigint, bigint, Hex[]]);
      case 'getEthBalance':
        return [
          isSameAddress(args[0] as Address, this.trace.vault) ? state.vaultBalance : this.unrecorded.accountBalance,
        ];
      case 'capacity':
        return [this.unrecorded.capacity];
      case 'rewardsDelay':
        return [this.unrecorded.reportDelay];
      case 'blockedAccounts':
        return [this.unrecorded.isBlocked];
      default:
        throw new NotRecordedError(`answers of ${method}()`);
    }
  }

  /** What a getter answers inside a call that harvested first. */
  #valuesAfterHarvest(method: string, args: readonly unknown[]): unknown[] {
    const after = this.#now.afterHarvest;
    if (!after) {
      throw new NotRecordedError('the state after a harvest at this step');
    }
    switch (method) {
      case 'totalAssets':
        return [after.totalAssets];
      case 'totalShares':
        return [after.totalShares];
      case 'getShares': {
        const user = this.#users.get((args[0] as Address).toLowerCase());
        const shares = user && after.users[user]?.shares;
        if (shares === undefined) {
          throw new NotRecordedError(`the shares of ${String(args[0])} after the harvest`);
        }
        return [shares];
      }
      case 'getExitQueueIndex':
        return [
          this.#isClosed(args[0] as bigint)
            ? this.#indexOf(args[0] as bigint)
            : this.#placeAfterHarvest(args[0] as bigint).exitQueueIndex,
        ];
      case 'calculateExitedAssets': {
        const [, ticket, timestamp, index] = args as [Address, bigint, bigint, bigint];
        if (this.#isClosed(ticket, timestamp)) {
          return nothing;
        }
        const place = this.#placeAfterHarvest(ticket);
        if (BigInt(place.exitQueueIndex) !== index) {
          throw new NotRecordedError(`the exited assets of ticket ${ticket} at index ${index} after the harvest`);
        }
        return [place.left, place.exited, place.assets];
      }
      default:
        throw new NotRecordedError(`answers of ${method}() after the harvest`);
    }
  }

  #user(state: TraceState, account: Address): { shares: string } {
    const name = this.#users.get(account.toLowerCase());
    const user = name && state.users[name];
    if (!user) {
      throw new NotRecordedError(`the shares of ${account} at block ${state.block}`);
    }
    return user;
  }

  #position(ticket: bigint, timestamp?: bigint, index?: bigint): TracePosition {
    const position = this.#positions.get(ticket);
    const isRecorded =
      position !== undefined &&
      (timestamp === undefined || BigInt(position.timestamp) === timestamp) &&
      (index === undefined || BigInt(position.exitQueueIndex) === index);
    if (!isRecorded) {
      const details = timestamp === undefined ? '' : ` of ${timestamp} with the index ${index}`;
      throw new NotRecordedError(`an open position ${ticket}${details} at block ${this.#now.block}`);
    }
    return position;
  }

  /** Index of the span of the queue that served a ticket, as `getExitQueueIndex` tells it; -1 before any did. */
  #indexOf(ticket: bigint): number {
    return this.#served.findIndex((end) => end > ticket);
  }

  #exited(args: readonly unknown[]): unknown[] {
    const [receiver, ticket, timestamp, index] = args as [Address, bigint, bigint, bigint];
    if (this.#isClosed(ticket, timestamp)) {
      return nothing;
    }
    const position = this.#position(ticket, timestamp, index);
    if (!isSameAddress(position.receiver, receiver)) {
      throw new NotRecordedError(`an open position ${ticket} for ${receiver}`);
    }
    return [position.left, position.exited, position.assets];
  }

  #placeAfterHarvest(ticket: bigint): TraceQueuePlace {
    const place = this.#now.afterHarvest?.positions[this.#position(ticket).id];
    if (!place) {
      throw new NotRecordedError(`the position ${ticket} after the harvest`);
    }
    return place;
  }

  #report(): TraceHarvestParams {
    const report = this.#reports.get(this.#now.keeper.rewardsRoot);
    if (!report) {
      throw new NotRecordedError(`the report ${this.#now.keeper.rewardsRoot}`);
    }
    return report;
  }

  #update([rewardsRoot, reward, unlockedMevReward, proof]: [Hex, bigint, bigint, Hex[]]): unknown[] {
    const report = this.#report();
    const isReport =
      rewardsRoot === report.rewardsRoot &&
      reward === BigInt(report.reward) &&
      unlockedMevReward === BigInt(report.unlockedMevReward) &&
      proof.join() === report.proof.join();
    if (!isReport) {
      throw new NotRecordedError('a harvest with other parameters than those of the report');
    }
    return [];
  }

  /** The newest report as the oracles publish it, made from its recorded parameters. */
  #rewardsFile(): string {
    const { reward, proof } = this.#report();
    const entry = `"vault":"${this.trace.vault}","consensus_reward":${reward},"proof":${JSON.stringify(proof)}`;
    return `{"vaults":[{${entry}}]}`;
  }
}
