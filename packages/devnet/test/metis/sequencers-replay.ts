import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AbiCoder, keccak256, toBeHex, type Interface } from 'ethers';

import { startAnvil, type Anvil } from '../../src/anvil';
import { loadArtifact } from '../../src/contracts/artifacts';
import { contractInterface } from '../../src/contracts/deploy';
import { readRevertData, type RpcLog } from '../../src/contracts/transact';
import { repositoryRoot } from '../../src/paths';
import { Comparer } from '../contracts/trace-state';

type Step<State> = {
  readonly n: number;
  readonly action: { readonly type: string };
  readonly tx: {
    readonly blockNumber: number;
    readonly timestamp: number;
    readonly from: string;
    readonly to: string;
    readonly value: string;
    readonly input: string;
    readonly status: number;
    readonly revertData?: string;
  };
  readonly logs: readonly RpcLog[];
  readonly state: State | null;
};

type PoolState = {
  readonly unchanged?: true;
  readonly pool: Readonly<Record<string, unknown>> & { readonly seqStatuses: readonly string[] };
  readonly info: Readonly<Record<string, unknown>>;
  readonly sequencers: Readonly<Record<string, Readonly<Record<string, unknown>> & { readonly owner: string }>>;
  readonly users: Readonly<
    Record<string, { whitelist: boolean; seqOwner: string; metis: string; allowance?: string | undefined }>
  >;
  readonly signers: Readonly<Record<string, string>>;
  readonly metis: Readonly<Record<'pool' | 'info' | 'bridge', string>>;
  readonly eth: Readonly<Record<'pool' | 'info' | 'bridge', string>>;
  readonly bridgedToL2: Readonly<Record<string, string>>;
  readonly can: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export type PoolLife = {
  readonly chainId: number;
  readonly firstBlock: number;
  readonly contracts: Readonly<Record<'lockingPool' | 'lockingInfo' | 'metis' | 'bridge', string>>;
  readonly steps: readonly Step<PoolState>[];
};

type SetState = {
  readonly currentEpochNumber: number;
  readonly currentEpoch: object;
  readonly epochLength: string;
  readonly mpcAddress: string;
  readonly owner: string;
  readonly finalizedEpoch: { readonly exist: boolean };
  readonly finalizedBlock: string;
  readonly epochs: Readonly<Record<string, object>>;
  readonly byBlock: Readonly<Record<string, { readonly epoch: string; readonly sequencer: string }>>;
};

export type SetLife = {
  readonly chainId: number;
  readonly firstBlock: number;
  readonly contract: string;
  readonly steps: readonly Step<SetState>[];
};

export type LockingTrace = PoolLife & { readonly newerPool: PoolLife; readonly sequencerSet: SetLife };

/** The recorded life of the real contracts; the copy lies with the core package, which replays it too. */
export function readLockingTrace(): LockingTrace {
  const file = join(repositoryRoot, 'packages', 'core', 'test', 'fixtures', 'metis-locking-a.json.gz');
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as LockingTrace;
}

export type LifeReplay = {
  readonly transactions: number;
  readonly comparisons: number;
  readonly differences: readonly string[];
};

const PLENTY = toBeHex(10n ** 24n);
const GAS = toBeHex(5_000_000);
const quantity = (value: bigint | number | string) => `0x${BigInt(value).toString(16)}`;

/** A question to a contract, with what was recorded. */
type Question = {
  readonly what: string;
  readonly call: { readonly from?: string; readonly to: string; readonly value?: string; readonly data: string };
  readonly recorded: unknown;
  readonly pick: (answer: { readonly result?: string; readonly revert?: string }) => unknown;
};

/** Leads contracts of ours through a recorded life, block by block. */
abstract class Replayer<State> {
  readonly compare = new Comparer();
  transactions = 0;

  constructor(readonly anvil: Anvil) {}

  /** The getters that a state is read from. */
  protected abstract questions(step: Step<State>, state: State): readonly Question[];

  /** What a block needs besides its transactions. */
  protected abstract mine(step: Step<State>): Promise<void>;

  /** Called before the transactions of a block are sent. */
  protected beforeBlock?(step: Step<State>): Promise<void>;

  async replay(steps: readonly Step<State>[]): Promise<LifeReplay> {
    const senders = [...new Set(steps.map(({ tx }) => tx.from))];
    await this.anvil.batch(
      senders.flatMap((account) => [
        ['anvil_impersonateAccount', [account]] as const,
        ['anvil_setBalance', [account, PLENTY]] as const,
      ]),
    );
    await this.anvil.request('evm_setAutomine', [false]);
    for (let first = 0; first < steps.length;) {
      const block = steps.filter(({ tx }) => tx.blockNumber === steps[first]?.tx.blockNumber);
      await this.#replayBlock(block);
      first += block.length;
    }
    const { comparisons, differences } = this.compare;
    return { transactions: this.transactions, comparisons, differences };
  }

  async #replayBlock(steps: readonly Step<State>[]): Promise<void> {
    const [first] = steps;
    const last = steps.at(-1);
    if (!first || !last) {
      return;
    }
    await this.beforeBlock?.(first);
    const hashes: string[] = [];
    for (const { tx } of steps) {
      const { from, to, input, value } = tx;
      const transaction = { from, to, data: input, value: quantity(value), gas: GAS };
      hashes.push((await this.anvil.request('eth_sendTransaction', [transaction])) as string);
    }
    await this.mine(first);
    for (const [index, step] of steps.entries()) {
      await this.#compareTransaction(step, hashes[index] ?? '');
    }
    if (last.state) {
      await this.#compareState(last, last.state);
    }
  }

  async #compareTransaction({ n, action, tx, logs }: Step<State>, hash: string): Promise<void> {
    this.transactions += 1;
    const where = `step ${n} (${action.type})`;
    const receipt = (await this.anvil.request('eth_getTransactionReceipt', [hash])) as {
      status: string;
      blockNumber: string;
      logs: readonly RpcLog[];
    } | null;
    const bare = ({ address, topics, data }: RpcLog) => ({ address, topics, data });
    this.compare.equal(`${where} block`, Number(receipt?.blockNumber), tx.blockNumber);
    this.compare.equal(`${where} status`, Number(receipt?.status), tx.status);
    this.compare.equal(`${where} logs`, receipt?.logs.map(bare), logs.map(bare));
    if (tx.status === 0) {
      this.compare.equal(`${where} revert data`, await readRevertData(this.anvil, hash), tx.revertData);
    }
  }

  async #compareState(step: Step<State>, state: State): Promise<void> {
    const questions = this.questions(step, state);
    if (questions.length === 0) {
      return;
    }
    const body = questions.map(({ call }, id) => ({
      jsonrpc: '2.0',
      id,
      method: call.data === 'balance' ? 'eth_getBalance' : 'eth_call',
      params: call.data === 'balance' ? [call.to, 'latest'] : [call, 'latest'],
    }));
    const response = await fetch(this.anvil.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answers = (await response.json()) as { id: number; result?: string; error?: { data?: string } }[];
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    questions.forEach(({ what, recorded, pick }, id) => {
      const { result, error } = byId.get(id) ?? {};
      const given = { ...(result === undefined ? {} : { result }), ...(error ? { revert: error.data ?? '0x' } : {}) };
      this.compare.equal(`step ${step.n} ${what}`, pick(given), recorded);
    });
  }
}

/** Words and texts as the record writes them. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return value.toString();
  }
  return typeof value === 'object' && value !== null && Symbol.iterator in value
    ? Array.from(value as Iterable<unknown>, plain)
    : value;
}

/** A getter whose answer is compared as the record writes it. */
function getter(contract: Interface, to: string) {
  return (what: string, method: string, args: readonly unknown[], recorded: unknown): Question => ({
    what,
    call: { to, data: contract.encodeFunctionData(method, args) },
    recorded,
    pick: ({ result = '0x' }) => {
      try {
        const values = contract.decodeFunctionResult(method, result);
        return plain(values.length === 1 ? values[0] : [...values]);
      } catch {
        return result;
      }
    },
  });
}

/** Revert data as the record names it. */
function nameOf(contract: Interface, data: string): string {
  const error = contract.parseError(data);
  if (!error) {
    return data;
  }
  return error.name === 'Error' ? `Error("${String(error.args[0])}")` : `${error.name}()`;
}

class PoolReplayer extends Replayer<PoolState> {
  readonly #pool: Interface;
  readonly #info = contractInterface('LockingInfo');
  readonly #metis = contractInterface('L1Metis');
  readonly #bridge = contractInterface('L1Bridge');
  #last: PoolState | undefined;

  constructor(
    anvil: Anvil,
    readonly life: PoolLife,
    code: 'LockingPool' | 'LockingPoolNewer',
  ) {
    super(anvil);
    this.#pool = contractInterface(code);
  }

  protected override async mine({ tx }: Step<PoolState>): Promise<void> {
    await this.anvil.batch([
      ['evm_setNextBlockTimestamp', [tx.timestamp]],
      ['evm_mine', []],
    ]);
  }

  protected override questions({ n }: Step<PoolState>, state: PoolState): readonly Question[] {
    const full = state.unchanged ? this.#last : state;
    this.#last = full;
    if (!full) {
      throw new Error(`Step ${n} is unchanged, and nothing was before it`);
    }
    // After a revert all figures are those of before: only what can be done is new, since time went on.
    return [...(state.unchanged ? [] : this.#figures(full)), ...this.#can(full, state.can)];
  }

  #figures(state: PoolState): Question[] {
    const { lockingPool, lockingInfo, metis, bridge } = this.life.contracts;
    const ofPool = getter(this.#pool, lockingPool);
    const ofInfo = getter(this.#info, lockingInfo);
    const ofMetis = getter(this.#metis, metis);
    const { seqStatuses, curBatchState, ...pool } = state.pool;
    const all = { pool: lockingPool, info: lockingInfo, bridge };
    return [
      ...Object.entries(pool).map(([name, value]) => ofPool(name, name, [], value)),
      ofPool('curBatchState', 'curBatchState', [], Object.values(curBatchState as object)),
      ...seqStatuses.map((count, status) => ofPool(`count of ${status}`, 'seqStatuses', [status], count)),
      ...Object.entries(state.info).map(([name, value]) => ofInfo(name, name, [], value)),
      ...Object.entries(state.sequencers).map(([id, { status, ...sequencer }]) =>
        ofPool(`sequencer ${id}`, 'sequencers', [id], [...Object.values(sequencer), String(status)]),
      ),
      ...Object.entries(state.users).flatMap(([user, { whitelist, seqOwner, metis: balance, allowance = '0' }]) => [
        ofPool(`list of ${user}`, 'whitelist', [user], whitelist),
        ofPool(`seqOwners of ${user}`, 'seqOwners', [user], seqOwner),
        ofMetis(`METIS of ${user}`, 'balanceOf', [user], balance),
        ofMetis(`allowance of ${user}`, 'allowance', [user, lockingInfo], allowance),
      ]),
      ...Object.entries(state.signers).map(([signer, id]) => ofPool(`signer ${signer}`, 'seqSigners', [signer], id)),
      ...(['pool', 'info', 'bridge'] as const).flatMap((name) => [
        ofMetis(`METIS in ${name}`, 'balanceOf', [all[name]], state.metis[name]),
        {
          what: `ether in ${name}`,
          call: { to: all[name], data: 'balance' },
          recorded: state.eth[name],
          pick: ({ result = '0x0' }) => BigInt(result).toString(),
        },
      ]),
      ...Object.entries(state.bridgedToL2).map(([recipient, amount]) =>
        getter(this.#bridge, bridge)(`bridged to ${recipient}`, 'bridgedToL2', [recipient], amount),
      ),
    ];
  }

  #can({ sequencers }: PoolState, can: PoolState['can']): Question[] {
    const { lockingPool: to } = this.life.contracts;
    const l2Gas = 200_000;
    return Object.entries(can).flatMap(([id, answers]) => {
      const from = sequencers[id]?.owner ?? '';
      const deeds: Readonly<Record<string, readonly [string, readonly unknown[], string]>> = {
        relock1: ['relock', [id, 1, false], '0x0'],
        withdraw1: ['withdraw', [id, 1], '0x0'],
        withdrawRewards: ['withdrawRewards', [id, l2Gas], '0x1'],
        unlock: ['unlock', [id, l2Gas], '0x1'],
        unlockClaim: ['unlockClaim', [id, l2Gas], '0x1'],
      };
      return Object.entries(answers).map(([name, recorded]) => {
        const [method = '', args = [], value = '0x0'] = deeds[name] ?? [];
        return {
          what: `${name} of ${id}`,
          call: { from, to, value, data: this.#pool.encodeFunctionData(method, args) },
          recorded,
          pick: ({ revert }: { readonly revert?: string }) =>
            revert === undefined ? 'ok' : nameOf(this.#pool, revert),
        };
      });
    });
  }
}

async function place(anvil: Anvil, contracts: Readonly<Record<string, string>>): Promise<void> {
  await anvil.batch(
    Object.entries(contracts).map(
      ([address, name]) => ['anvil_setCode', [address, loadArtifact(name).deployedBytecode]] as const,
    ),
  );
}

/** Leads a pool of ours, with its escrow, METIS and the bridge, through a recorded life. */
export async function replayPool(life: PoolLife, code: 'LockingPool' | 'LockingPoolNewer'): Promise<LifeReplay> {
  const [first] = life.steps;
  if (!first?.state) {
    throw new Error('The life has no first state');
  }
  const anvil = await startAnvil({
    chainId: life.chainId,
    timestamp: first.tx.timestamp - 12,
    blockNumber: life.firstBlock - 1,
    args: ['--order', 'fifo'],
  });
  try {
    const { lockingPool, lockingInfo, metis, bridge } = life.contracts;
    await place(anvil, { [lockingPool]: code, [lockingInfo]: 'LockingInfo', [metis]: 'L1Metis', [bridge]: 'L1Bridge' });
    const slot = loadArtifact('L1Metis').storage.find(({ label }) => label === 'balanceOf')?.slot;
    const slotOf = (user: string) =>
      keccak256(AbiCoder.defaultAbiCoder().encode(['address', 'uint256'], [user, slot ?? 0]));
    await anvil.batch(
      Object.entries(first.state.users).map(
        ([user, { metis: balance }]) => ['anvil_setStorageAt', [metis, slotOf(user), toBeHex(balance, 32)]] as const,
      ),
    );
    return await new PoolReplayer(anvil, life, code).replay(life.steps);
  } finally {
    await anvil.stop();
  }
}

class SetReplayer extends Replayer<SetState> {
  readonly #set = contractInterface('MetisSequencerSet');

  constructor(
    anvil: Anvil,
    readonly life: SetLife,
  ) {
    super(anvil);
  }

  /** Blocks that nothing was recorded of. */
  protected override async beforeBlock({ tx }: Step<SetState>): Promise<void> {
    const newest = Number(await this.anvil.request('eth_blockNumber'));
    if (tx.blockNumber > newest + 1) {
      await this.anvil.request('anvil_mine', [quantity(tx.blockNumber - newest - 1)]);
    }
  }

  protected override async mine(): Promise<void> {
    await this.anvil.request('evm_mine', []);
  }

  protected override questions(_: Step<SetState>, state: SetState): readonly Question[] {
    const ofSet = getter(this.#set, this.life.contract);
    const { exist, ...finalized } = state.finalizedEpoch;
    return [
      ofSet('current number', 'currentEpochNumber', [], String(state.currentEpochNumber)),
      ofSet('current epoch', 'currentEpoch', [], Object.values(state.currentEpoch)),
      ofSet('epoch length', 'epochLength', [], state.epochLength),
      ofSet('MPC', 'mpcAddress', [], state.mpcAddress),
      ofSet('owner', 'owner', [], state.owner),
      ofSet('final epoch', 'finalizedEpoch', [], [Object.values(finalized), exist]),
      ofSet('final block', 'finalizedBlock', [], state.finalizedBlock),
      ...Object.entries(state.epochs).map(([number, epoch]) =>
        ofSet(`epoch ${number}`, 'epochs', [number], Object.values(epoch)),
      ),
      ...Object.entries(state.byBlock).flatMap(([block, { epoch, sequencer }]) => [
        ofSet(`epoch of block ${block}`, 'getEpochByBlock', [block], epoch),
        ofSet(`producer of block ${block}`, 'getMetisSequencer', [block], sequencer),
      ]),
    ];
  }
}

/** Leads a set of sequencers of ours through a recorded life. */
export async function replaySet(life: SetLife): Promise<LifeReplay> {
  const anvil = await startAnvil({
    chainId: life.chainId,
    blockNumber: life.steps[0] ? life.steps[0].tx.blockNumber - 1 : 0,
    args: ['--order', 'fifo'],
  });
  try {
    await place(anvil, { [life.contract]: 'MetisSequencerSet' });
    return await new SetReplayer(anvil, life).replay(life.steps);
  } finally {
    await anvil.stop();
  }
}
