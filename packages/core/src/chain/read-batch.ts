import { StakingError } from '../errors';
import type { Address, Hex, Wei } from '../units';
import { readBlock, reorganised, toQuantity, type Block } from './block';
import { ContractAbi } from './contract-abi';
import { decodeOutcomes, encodeCalls, type MulticallCall, type MulticallOutcome } from './multicall';
import { callNode, RevertError, type Request } from './request';

/** Selectors of what is asked of Multicall3 itself; a test holds them against its interface. */
const multicallSelectors = {
  getEthBalance: '0x4d2301cc',
  getCurrentBlockTimestamp: '0x0f28c97d',
  getLastBlockHash: '0x27e86d6e',
  getBlockNumber: '0x42cbb15c',
  getBlockHash: '0xee82ac5e',
} as const;

/** What is asked of Multicall3 itself. */
export const multicallInterface = new ContractAbi(
  [
    'function getEthBalance(address) returns (uint256)',
    'function getCurrentBlockTimestamp() returns (uint256)',
    'function getLastBlockHash() returns (bytes32)',
    'function getBlockNumber() returns (uint256)',
    'function getBlockHash(uint256) returns (bytes32)',
  ],
  multicallSelectors,
);

/** One answer of a batch, there once the batch has run. */
export type Answer<Value> = {
  /** The value. Throws StakingError CHAIN_INCONSISTENT when the call failed. */
  value: () => Value;
  /** The value, or `undefined` when the contract has no such method or refused the call. */
  maybe: () => Value | undefined;
  /** The revert data of a call that failed, else `undefined`. */
  revertData: () => Hex | undefined;
};

/** A call that the contract does not know ends in empty data, without a revert, when there is no code. */
function decode<Value>(
  iface: ContractAbi,
  method: string,
  data: Hex,
  pick: (result: readonly unknown[]) => Value,
): Value | undefined {
  try {
    return pick(iface.decodeFunctionResult(method, data));
  } catch {
    return undefined;
  }
}

/** False when a hash is that of another block than the one before; a chain may not tell it, or answer with zeros. */
function mayBeParent(hash: Hex | undefined, { parentHash }: Block): boolean {
  return !parentHash || !hash || BigInt(hash) === 0n || hash === parentHash;
}

/**
 * Many reads in one `eth_call` at one block, through Multicall3, so that all numbers agree with each other.
 * Calls run in the order in which they were added and see each other's changes within the call (a simulated
 * `updateState` first, then reads). They come from Multicall3, not from the person.
 */
export class ReadBatch {
  readonly #calls: MulticallCall[] = [];
  #outcomes: MulticallOutcome[] | undefined;
  #takeNewest: ((block: Block) => Promise<boolean>) | undefined;

  constructor(readonly multicall3: Address) {}

  /** Adds a contract read; `pick` takes the value out of the decoded result. */
  add<Value>(
    target: Address,
    iface: ContractAbi,
    method: string,
    args: readonly unknown[],
    pick: (result: readonly unknown[]) => Value,
  ): Answer<Value> {
    const index = this.#calls.push({ target, data: iface.encodeFunctionData(method, args) }) - 1;
    const maybe = (): Value | undefined => {
      const { success, data } = this.#outcome(index);
      return success ? decode(iface, method, data, pick) : undefined;
    };
    return {
      maybe,
      value: () => {
        const value = maybe();
        if (value === undefined) {
          throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-answer-of-contract', address: target, method });
        }
        return value;
      },
      revertData: () => {
        const { success, data } = this.#outcome(index);
        return success ? undefined : data;
      },
    };
  }

  /**
   * Adds a call that an account makes with ETH, as far as Multicall3 can stand in for it: what it does must not depend on
   * who calls. The answer tells whether the contract takes it.
   */
  addPaid(target: Address, data: Hex, value: Wei): () => boolean {
    const index = this.#calls.push({ target, data, value }) - 1;
    return () => this.#outcome(index).success;
  }

  /** Adds the ETH balance of an account, in wei. */
  addBalance(account: Address): Answer<bigint> {
    return this.add(this.multicall3, multicallInterface, 'getEthBalance', [account], ([balance]) => balance as bigint);
  }

  /** Adds the hash of one of the 256 blocks before; zeros of any other, and on chains that do not tell. */
  addBlockHash(number: number): Answer<Hex> {
    return this.add(this.multicall3, multicallInterface, 'getBlockHash', [number], ([hash]) => hash as Hex);
  }

  /**
   * Asks all the calls at the newest block, before it is known which one that is, and what proves the block along with
   * them. {@link run} at a block takes the answer if it is of that very block.
   */
  askAtNewest(request: Request): void {
    const number = this.add(this.multicall3, multicallInterface, 'getBlockNumber', [], ([value]) => Number(value));
    const { time, parent } = this.#addMarks();
    const count = this.#calls.length;
    const asked = this.#ask(request, 'latest').catch(() => undefined);
    this.#takeNewest = async (block) => {
      const outcomes = await asked;
      if (outcomes?.length !== count || this.#calls.length !== count) {
        return false;
      }
      this.#outcomes = outcomes;
      // Nothing but its marks tells which block it is of: all have to be there.
      const isOfBlock =
        number.maybe() === block.number &&
        time.maybe() === block.timestamp &&
        block.parentHash !== undefined &&
        parent.maybe() === block.parentHash;
      this.#outcomes = isOfBlock ? outcomes : undefined;
      return isOfBlock;
    };
  }

  /** Whether the answer at the newest block, if it was asked for, is of this block. */
  async isOfNewest(block: Block): Promise<boolean> {
    return (await this.#takeNewest?.(block)) ?? false;
  }

  /**
   * Runs all the calls in one request; without any, asks nothing. A block by its header is known again by its time and by
   * the hash of the one before it, which are asked along: after a reorg another block has the number.
   * @param payer whose ETH goes along with the calls that were added with some.
   * @throws StakingError CHAIN_UNAVAILABLE when the node fails or the chain has no Multicall3; CHAIN_INCONSISTENT when the
   * chain was reorganised.
   */
  async run(request: Request, block: number | Block, payer?: Address): Promise<void> {
    if (this.#calls.length === 0 || (typeof block !== 'number' && (await this.isOfNewest(block)))) {
      return;
    }
    const number = typeof block === 'number' ? block : block.number;
    const isSame = typeof block === 'number' || !block.parentHash ? () => true : this.#addMarksOf(block);
    this.#take(await this.#ask(request, toQuantity(number), payer));
    if (!isSame()) {
      throw reorganised(number);
    }
  }

  /**
   * Runs all the calls in one request at whatever block is the newest: for what is held against a block later.
   * @throws StakingError as {@link run} does.
   */
  async runAtNewest(request: Request): Promise<void> {
    this.#take(await this.#ask(request, 'latest'));
  }

  /**
   * Runs all the calls at an old block, whose header is asked beside: a node may answer with a newer state than it is asked
   * for.
   * @throws StakingError as {@link run} does; CHAIN_INCONSISTENT when the answer does not prove its block.
   */
  async runAtOld(request: Request, number: number): Promise<void> {
    const { time, parent } = this.#addMarks();
    const [block] = await Promise.all([readBlock(request, number), this.run(request, number)]);
    if (time.maybe() !== block.timestamp || !mayBeParent(parent.maybe(), block)) {
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-old-state', blockNumber: number });
    }
  }

  #take(outcomes: MulticallOutcome[] | undefined): void {
    if (outcomes?.length !== this.#calls.length) {
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-multicall', address: this.multicall3 });
    }
    this.#outcomes = outcomes;
  }

  async #ask(request: Request, block: Hex | 'latest', payer?: Address): Promise<MulticallOutcome[] | undefined> {
    const value = this.#calls.reduce((sum, each) => sum + (each.value ?? 0n), 0n);
    const paid = payer === undefined ? {} : { from: payer, value: toQuantity(value) };
    const call = { ...paid, to: this.multicall3, data: encodeCalls(this.#calls) };
    const answer = await callNode<Hex>(request, 'eth_call', [call, block]).catch((error: unknown) => {
      throw error instanceof RevertError ? new StakingError('CHAIN_UNAVAILABLE', { kind: 'batch-refused' }) : error;
    });
    return decodeOutcomes(answer);
  }

  /** Adds what tells a block from others of its number. A Multicall3 that does not say counts as the same. */
  #addMarksOf(block: Block): () => boolean {
    const { time, parent } = this.#addMarks();
    return () => (time.maybe() ?? block.timestamp) === block.timestamp && mayBeParent(parent.maybe(), block);
  }

  #addMarks(): { time: Answer<number>; parent: Answer<Hex> } {
    return {
      time: this.add(this.multicall3, multicallInterface, 'getCurrentBlockTimestamp', [], ([value]) => Number(value)),
      parent: this.add(this.multicall3, multicallInterface, 'getLastBlockHash', [], ([value]) => value as Hex),
    };
  }

  #outcome(index: number): MulticallOutcome {
    const outcome = this.#outcomes?.[index];
    if (!outcome) {
      throw new Error('A batch was asked for a value before it ran.');
    }
    return outcome;
  }
}
