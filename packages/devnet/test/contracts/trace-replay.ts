import { Interface, toBeHex } from 'ethers';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import { contractInterface, deployProtocol, upgradePool } from '../../src/contracts/deploy';
import { readRevertData } from '../../src/contracts/transact';
import type { RpcLog } from '../../src/contracts/transact';
import type { RecordedHarvestParams, Trace, TraceState, TraceStep } from './trace';
import { Comparer, compareState } from './trace-state';

const VALIDATORS_REGISTRY = '0x00000000219ab540356cBB839Cbe05303d7705Fa';
const MULTICALL3 = '0xcA11bde05977b3631167028862bE2a173976CA11';
const VALIDATOR_DEPOSIT = 32n * 10n ** 18n;
const PLENTY_OF_ETH = toBeHex(10n ** 24n);
const GAS = toBeHex(5_000_000);
/** Before the recorded creation, so that deployment has room for its blocks. */
const DEPLOYMENT_SECONDS = 600;

const pool1 = contractInterface('PoolV1');
const pool2 = contractInterface('PoolV2');
const keeperInterface = contractInterface('Keeper');

/** The report as the recorded Keeper takes it: with the oracles' signatures, which ours has no use for. */
const recordedKeeper = new Interface([
  'function updateRewards((bytes32 rewardsRoot, uint256 avgRewardPerSecond, uint64 updateTimestamp,' +
    ' string rewardsIpfsHash, bytes signatures) params)',
]);

export type Replay = {
  /** Steps whose transaction or balance change was carried out. */
  readonly replayed: number;
  /** Steps that only the recorded contracts can carry out; their state is compared all the same. */
  readonly leftOut: readonly string[];
  readonly comparisons: number;
  readonly differences: readonly string[];
};

/** A transaction of ours for a recorded step; `null` where only time passes. */
type Deed = { from: string; to: string; value: bigint; data: string } | null;

/** How a step's logs are compared: one by one as recorded, or only the ones that our own call emits alike. */
type Carried = { readonly deeds: readonly Deed[]; readonly logs: 'all' | 'report' | 'none' };

const quantity = (value: bigint | number) => `0x${value.toString(16)}`;

class Replayer {
  readonly #trace: Trace;
  readonly #anvil: Anvil;
  readonly #admin: string;
  readonly compare = new Comparer();
  readonly leftOut: string[] = [];
  replayed = 0;
  #pool: Interface;
  #lastState: TraceState;
  #lastReport: RecordedHarvestParams | undefined;
  #validators = 0;

  constructor(trace: Trace, anvil: Anvil, admin: string, firstState: TraceState) {
    this.#trace = trace;
    this.#anvil = anvil;
    this.#admin = admin;
    this.#lastState = firstState;
    this.#pool = pool1;
  }

  /** Accounts act without keys and have enough ETH for any gas price. */
  async prepareAccounts(): Promise<void> {
    const senders = new Set(this.#trace.steps.flatMap(({ tx }) => (tx ? [tx.from] : [])));
    senders.delete(this.#trace.vault);
    await this.#anvil.batch(
      [...senders, this.#admin].flatMap((account) => [
        ['anvil_impersonateAccount', [account]] as const,
        ['anvil_setBalance', [account, PLENTY_OF_ETH]] as const,
      ]),
    );
    await this.#anvil.request('evm_setAutomine', [false]);
  }

  /** One recorded block: its transactions, or a balance change without one. */
  async replayBlock(steps: readonly TraceStep[]): Promise<void> {
    const timestamp = steps[0]?.tx?.timestamp ?? steps[0]?.state?.timestamp;
    if (timestamp === undefined) {
      throw new Error('A step has neither transaction nor state');
    }
    if (steps[0]?.action.type === 'upgradeToV2') {
      await this.#upgrade();
    }
    const carried = [];
    for (const step of steps) {
      carried.push({ step, ...(await this.#carry(step)) });
    }
    const sent = [];
    for (const { step, deeds, logs } of carried) {
      const hashes = [];
      for (const deed of deeds) {
        hashes.push(await this.#send(deed));
      }
      sent.push({ step, logs, hashes: hashes.filter((hash) => hash !== null) });
    }
    await this.#anvil.batch([
      ['evm_setNextBlockTimestamp', [timestamp]],
      ['evm_mine', []],
    ]);
    for (const { step, logs, hashes } of sent) {
      await this.#compareTransactions(step, logs, hashes);
      this.#lastReport = step.action.harvestParams ?? this.#lastReport;
    }
    const last = steps.at(-1);
    if (last?.state) {
      await compareState(
        this.#anvil,
        this.#trace,
        this.#pool,
        `step ${last.n}`,
        last.state,
        this.#lastReport,
        this.compare,
      );
      this.#lastState = last.state;
    }
  }

  async #upgrade(): Promise<void> {
    await this.#anvil.request('evm_setAutomine', [true]);
    await upgradePool(this.#anvil, {
      addresses: addressesOf(this.#trace),
      operator: this.#admin,
      claimDelaySeconds: BigInt(this.#trace.claimDelaySeconds.v2),
    });
    await this.#anvil.request('evm_setAutomine', [false]);
    this.#pool = pool2;
  }

  /** What a recorded step becomes here. */
  async #carry(step: TraceStep): Promise<Carried> {
    const { tx, action } = step;
    const { vault, keeper, mevEscrow } = this.#trace;
    if (tx === null) {
      this.replayed += 1;
      const account = action.type === 'mevAsBlockReward' ? mevEscrow : vault;
      const balance = BigInt((await this.#anvil.request('eth_getBalance', [account, 'latest'])) as string);
      await this.#anvil.request('anvil_setBalance', [account, toBeHex(balance + BigInt(action.amount ?? 0))]);
      return { deeds: [], logs: 'none' };
    }
    if (action.type === 'upgradeToV2') {
      this.replayed += 1;
      return { deeds: [], logs: 'none' };
    }
    if (action.type === 'keeperUpdateRewards' && tx.status === 1) {
      this.replayed += 1;
      const [{ rewardsRoot, avgRewardPerSecond, updateTimestamp, rewardsIpfsHash }] = recordedKeeper.decodeFunctionData(
        'updateRewards',
        tx.input,
      );
      const data = keeperInterface.encodeFunctionData('updateRewards', [
        rewardsRoot,
        avgRewardPerSecond,
        updateTimestamp,
        rewardsIpfsHash,
      ]);
      return { deeds: [{ from: this.#admin, to: keeper, value: 0n, data }], logs: 'report' };
    }
    if (action.type.startsWith('registerValidator') && !this.#isKnown(tx.input)) {
      this.replayed += 1;
      return { deeds: this.#registration(step), logs: 'none' };
    }
    if (action.type === 'setValidatorsRoot' || action.type === 'keeperUpdateRewards') {
      this.leftOut.push(`${action.type}${action.note ? `: ${action.note}` : ''}`);
      return { deeds: [], logs: 'none' };
    }
    this.replayed += 1;
    return { deeds: [{ from: tx.from, to: tx.to, value: BigInt(tx.value), data: tx.input }], logs: 'all' };
  }

  #isKnown(input: string): boolean {
    return this.#pool.getFunction(input.slice(0, 10)) !== null;
  }

  /** As many validators of 32 ETH as were registered; the rest of the recorded amount tops the last one up. */
  #registration(step: TraceStep): Deed[] {
    const amount = BigInt(this.#lastState.vaultBalance) - BigInt(step.state?.vaultBalance ?? 0);
    const deed = (method: string, args: readonly unknown[]): Deed => ({
      from: this.#admin,
      to: this.#trace.vault,
      value: 0n,
      data: this.#pool.encodeFunctionData(method, args),
    });
    const count = amount / VALIDATOR_DEPOSIT;
    const rest = amount % VALIDATOR_DEPOSIT;
    this.#validators += Number(count);
    const registration = deed('registerValidators', [count]);
    return rest === 0n ? [registration] : [registration, deed('fundValidator', [this.#validators - 1, rest])];
  }

  async #send(deed: Deed): Promise<string | null> {
    if (deed === null) {
      return null;
    }
    const { from, to, value, data } = deed;
    const transaction = { from, to, data, value: quantity(value), gas: GAS };
    return (await this.#anvil.request('eth_sendTransaction', [transaction])) as string;
  }

  async #compareTransactions(step: TraceStep, kind: Carried['logs'], hashes: readonly string[]): Promise<void> {
    const receipts = (await this.#anvil.batch(
      hashes.map((hash) => ['eth_getTransactionReceipt', [hash]] as const),
    )) as ({ status: string; logs: RpcLog[] } | null)[];
    for (const [index, receipt] of receipts.entries()) {
      const where = `step ${step.n} (${step.action.type})`;
      if (receipt === null) {
        throw new Error(`${where} was not mined`);
      }
      this.compare.equal(`${where} status`, Number(receipt.status), step.tx?.status);
      const bare = ({ address, topics, data }: RpcLog) => ({ address, topics, data });
      if (kind === 'all') {
        this.compare.equal(`${where} logs`, receipt.logs.map(bare), step.logs.map(bare));
        if (step.tx?.status === 0) {
          const revertData = await readRevertData(this.#anvil, hashes[index] ?? '');
          this.compare.equal(`${where} revert data`, revertData, step.tx.revertData);
        }
      } else if (kind === 'report') {
        // Another account reports here; every other part of the event is the same.
        const withoutCaller = ({ topics, data }: RpcLog) => [topics[0], topics[2], data];
        const recorded = step.logs.filter(({ address }) => address === this.#trace.keeper);
        this.compare.equal(`${where} report`, receipt.logs.map(withoutCaller), recorded.map(withoutCaller));
      }
    }
  }
}

function addressesOf(trace: Trace) {
  return {
    pool: trace.vault,
    keeper: trace.keeper,
    vaultsRegistry: trace.vaultsRegistry,
    validatorsRegistry: VALIDATORS_REGISTRY,
    mevEscrow: trace.mevEscrow,
    multicall3: MULTICALL3,
  };
}

/** Steps by recorded block; a step without a transaction is a block of its own. */
function blocksOf(steps: readonly TraceStep[]): TraceStep[][] {
  const blocks: TraceStep[][] = [];
  for (const step of steps) {
    const block = blocks.at(-1);
    if (block && step.tx !== null && block[0]?.tx?.blockNumber === step.tx.blockNumber) {
      block.push(step);
    } else {
      blocks.push([step]);
    }
  }
  return blocks;
}

/** Leads our contracts through a recorded life, with its senders, values, calldata and block times. */
export async function replayTrace(trace: Trace): Promise<Replay> {
  const [creation, ...steps] = trace.steps;
  const admin = Object.entries(trace.users).find(([, name]) => name === 'admin')?.[0];
  if (!creation?.state || admin === undefined) {
    throw new Error('The trace does not start with the creation of the pool by an admin');
  }
  const anvil = await startAnvil({
    chainId: trace.chainId,
    timestamp: creation.state.timestamp - DEPLOYMENT_SECONDS,
    args: ['--order', 'fifo'],
  });
  try {
    await deployProtocol(anvil, {
      addresses: addressesOf(trace),
      poolVersion: 1,
      operator: admin,
      feeRecipient: creation.state.feeRecipient,
      feePercentBps: creation.state.feePercent,
      claimDelaySeconds: BigInt(trace.claimDelaySeconds.v1),
    });
    const replayer = new Replayer(trace, anvil, admin, creation.state);
    await replayer.prepareAccounts();
    const created: TraceStep = { ...creation, tx: null, action: { type: 'initialize' } };
    for (const block of blocksOf([created, ...steps])) {
      await replayer.replayBlock(block);
    }
    const { comparisons, differences } = replayer.compare;
    return { replayed: replayer.replayed, leftOut: replayer.leftOut, comparisons, differences };
  } finally {
    await anvil.stop();
  }
}
