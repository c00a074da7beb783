import { tokenAbi } from '../../src/assets/token';
import type { ContractAbi } from '../../src/chain/contract-abi';
import type { PoolContext } from '../../src/networks/context';
import { ethereum } from '../../src/networks/ethereum';
import { sepolia } from '../../src/networks/sepolia';
import type { Network } from '../../src/networks/types';
import { lockingInfoAbi, lockingPoolAbi, sequencerSetAbi } from '../../src/protocols/metis/sequencers/abi';
import { zeroAddress, type Address, type Hex, type Seconds } from '../../src/units';
import {
  blockHeader,
  decodeAggregate,
  encodeOutcomes,
  findLogs,
  marks,
  multicall3,
  multicallInterface,
  NotRecordedError,
  toStoredLog,
  type BlockState,
  type Query,
  type StoredLog,
} from '../recorded-chain';
import {
  logsOf,
  type LockingLife,
  type LockingState,
  type LockingStep,
  type RecordedSequencer,
  type RecordedTransaction,
  type SetState,
} from './locking-trace';

type Getter = (method: string, args: readonly unknown[]) => readonly unknown[];

/** Contracts by address, each with its interface and what its getters answer. */
type Contracts = ReadonlyMap<string, { readonly abi: ContractAbi; readonly get: Getter }>;

const wordOf = (address: Address): Hex => `0x${address.slice(2).toLowerCase().padStart(64, '0')}`;

/** A chain of which logs, transactions, block times and getter answers are known up to one step. */
class RecordedChain {
  readonly #logs: StoredLog[] = [];
  readonly #times = new Map<number, Seconds>();
  readonly #transactions = new Map<string, RecordedTransaction>();
  #now: BlockState | undefined;

  constructor(
    readonly contracts: () => Contracts,
    readonly code: Readonly<Record<string, Address>> = {},
  ) {}

  advance(step: Pick<LockingStep, 'tx' | 'logs'>, now: BlockState | null): void {
    logsOf(step).forEach((log) => this.#logs.push(toStoredLog(log)));
    this.#transactions.set(step.tx.hash.toLowerCase(), step.tx);
    this.#times.set(step.tx.blockNumber, step.tx.timestamp);
    this.#now = now ?? undefined;
    if (now) {
      this.#times.set(now.block, now.timestamp);
    }
  }

  get now(): BlockState {
    if (!this.#now) {
      throw new NotRecordedError('a state at this step');
    }
    return this.#now;
  }

  answer(method: string, params: readonly unknown[]): unknown {
    switch (method) {
      case 'eth_getBlockByNumber': {
        const number = params[0] === 'latest' ? this.now.block : Number(params[0]);
        const time = this.#times.get(number);
        if (time === undefined) {
          throw new NotRecordedError(`the time of block ${number}`);
        }
        return blockHeader(number, time);
      }
      case 'eth_getLogs':
        return findLogs(this.#logs, params[0] as Query, this.now.block);
      case 'eth_getTransactionByHash': {
        const transaction = this.#transactions.get(String(params[0]).toLowerCase());
        return transaction ? { from: transaction.from, to: transaction.to, input: transaction.input } : null;
      }
      case 'eth_getStorageAt':
        return wordOf(this.code[String(params[0]).toLowerCase()] ?? zeroAddress);
      case 'eth_call':
        return this.#aggregate(params[0] as { to: Address; data: Hex }, params[1]);
      default:
        throw new NotRecordedError(`answers to ${method}`);
    }
  }

  #aggregate({ to, data }: { to: Address; data: Hex }, tag: unknown): Hex {
    if (to.toLowerCase() !== multicall3.toLowerCase() || (tag !== 'latest' && Number(tag) !== this.now.block)) {
      throw new NotRecordedError(`the call ${data.slice(0, 10)} of ${to} at ${String(tag)}`);
    }
    const contracts = this.contracts();
    return encodeOutcomes(
      decodeAggregate(data).map(({ target, callData }) => {
        const contract = contracts.get(target.toLowerCase());
        const call = contract?.abi.parseTransaction({ data: callData });
        if (!contract || !call) {
          throw new NotRecordedError(`the call ${callData.slice(0, 10)} of ${target}`);
        }
        const values = contract.get(call.name, call.args);
        return { success: true, returnData: contract.abi.encodeFunctionResult(call.name, values) };
      }),
    );
  }

  /** What Multicall3 says of itself and of its block. */
  get multicall(): readonly [string, { abi: ContractAbi; get: Getter }] {
    const get: Getter = (method, args) => [method === 'getEthBalance' ? 10n ** 18n : marks[method]?.(this.now, args)];
    return [multicall3.toLowerCase(), { abi: multicallInterface, get }];
  }
}

const nobody: RecordedSequencer = {
  amount: '0',
  reward: '0',
  activationBatch: '0',
  updatedBatch: '0',
  deactivationBatch: '0',
  deactivationTime: '0',
  unlockClaimTime: '0',
  nonce: '0',
  owner: zeroAddress,
  signer: zeroAddress,
  pubkey: '0x',
  rewardRecipient: zeroAddress,
  status: 0,
};

const known = <Value>(value: Value | undefined, what: string): Value => {
  if (value === undefined) {
    throw new NotRecordedError(what);
  }
  return value;
};

/** A node that knows one recorded life up to a step. It never reads what the record is compared with (`truth`, `can`). */
export class LockingNode {
  readonly context: PoolContext;
  readonly #chain: RecordedChain;
  #state: LockingState | undefined;

  constructor(readonly life: LockingLife) {
    const { chainId, contracts, firstBlock } = life;
    const asset = { symbol: 'METIS', decimals: 18, address: contracts.metis };
    const pool = {
      id: `eip155:${chainId}:${contracts.lockingPool}`,
      name: 'Recorded pool',
      protocol: 'metis-sequencers',
      asset,
      address: contracts.lockingPool,
      deployBlock: firstBlock,
    };
    const registered = [ethereum, sepolia].find((each) => each.chainId === chainId)?.metisSequencers;
    const network: Network = {
      ...ethereum,
      chainId,
      pools: [pool],
      stakewise: null,
      metisSequencers: {
        l2: { chainId: life.l2ChainId, sequencerSet: contracts.lockingInfo },
        ...(registered?.code ? { code: registered.code } : {}),
        lockingInfo: contracts.lockingInfo,
      },
    };
    this.#chain = new RecordedChain(() => this.#contracts(), {
      [contracts.lockingPool.toLowerCase()]: contracts.lockingPoolImplementation,
    });
    this.context = {
      request: async ({ method, params }) =>
        Promise.resolve().then(() => this.#chain.answer(method, params as readonly unknown[])),
      network,
      pool,
      fetchText: async () => Promise.reject(new NotRecordedError('files')),
      rewardsGateways: [],
    };
  }

  /** The last full state, whose block and time may be older than the step's. */
  get state(): LockingState | undefined {
    return this.#state;
  }

  /** Takes in the next step. */
  advance(step: LockingStep): void {
    const { state } = step;
    if (state && !('unchanged' in state)) {
      this.#state = state;
    }
    this.#chain.advance(step, state && { block: state.block, timestamp: state.timestamp });
  }

  #contracts(): Contracts {
    const { lockingPool, lockingInfo, metis } = this.life.contracts;
    const state = known(this.#state, 'a state at this step');
    const userOf = (account: unknown): LockingState['users'][Address] =>
      known(
        Object.entries(state.users).find(([user]) => user.toLowerCase() === String(account).toLowerCase())?.[1],
        `the account ${String(account)}`,
      );
    const get: Getter = (method, [first, second]) => {
      const { pool, info } = state;
      switch (method) {
        case 'sequencers': {
          const each = state.sequencers[String(first)] ?? nobody;
          const { amount, reward, activationBatch, updatedBatch, deactivationBatch, deactivationTime } = each;
          const { unlockClaimTime, nonce, owner, signer, pubkey, rewardRecipient, status } = each;
          return [
            ...[amount, reward, activationBatch, updatedBatch, deactivationBatch, deactivationTime],
            ...[unlockClaimTime, nonce, owner, signer, pubkey, rewardRecipient, status],
          ];
        }
        case 'seqStatuses':
          return [known(pool.seqStatuses[Number(first)], 'that status')];
        case 'curBatchState':
          return Object.values(pool.curBatchState);
        case 'whitelist':
          return [userOf(first).whitelist];
        case 'balanceOf':
          return [String(first).toLowerCase() === lockingInfo.toLowerCase() ? state.metis.info : userOf(first).metis];
        case 'allowance':
          if (String(second).toLowerCase() !== lockingInfo.toLowerCase()) {
            throw new NotRecordedError(`allowances to ${String(second)}`);
          }
          return [userOf(first).allowance ?? 0n];
        default: {
          const all: Readonly<Record<string, unknown>> = { ...pool, ...info };
          return [known(all[method], `answers of ${method}()`)];
        }
      }
    };
    return new Map([
      this.#chain.multicall,
      [lockingPool.toLowerCase(), { abi: lockingPoolAbi, get }],
      [lockingInfo.toLowerCase(), { abi: lockingInfoAbi, get }],
      [metis.toLowerCase(), { abi: tokenAbi, get }],
    ]);
  }
}

/** A node of the L2 that knows the recorded set of sequencers up to a step. */
export class SetNode {
  readonly place;
  readonly #chain: RecordedChain;
  #state: SetState | undefined;

  constructor(readonly set: { contract: Address }) {
    this.#chain = new RecordedChain(() => this.#contracts());
    this.place = {
      request: async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> =>
        Promise.resolve().then(() => this.#chain.answer(method, params as readonly unknown[])),
      multicall3,
      sequencerSet: set.contract,
    };
  }

  advance(step: LockingStep<SetState>): void {
    this.#state = step.state ?? undefined;
    this.#chain.advance(step, step.state && { block: step.state.block, timestamp: step.tx.timestamp });
  }

  #contracts(): Contracts {
    const state = known(this.#state, 'a state at this step');
    const get: Getter = (method, [first]) => {
      const { currentEpoch, finalizedBlock, byBlock, epochs } = state;
      switch (method) {
        case 'currentEpoch': {
          const { number, signer, startBlock, endBlock } = currentEpoch;
          return [[number, signer, startBlock, endBlock]];
        }
        case 'finalizedBlock':
          return [finalizedBlock];
        case 'getEpochByBlock':
          return [known(byBlock[String(first)], `the epoch of block ${String(first)}`).epoch];
        case 'epochs': {
          const { number, signer, startBlock, endBlock } = known(epochs[String(first)], `epoch ${String(first)}`);
          return [number, signer, startBlock, endBlock];
        }
        case 'getMetisSequencer':
          return [known(byBlock[String(first)], `the producer of block ${String(first)}`).sequencer];
        default:
          throw new NotRecordedError(`answers of ${method}()`);
      }
    };
    return new Map([this.#chain.multicall, [this.set.contract.toLowerCase(), { abi: sequencerSetAbi, get }]]);
  }
}
