import { lockingPoolAbi } from '../../src/protocols/metis/sequencers/abi';
import type { SequencerBook } from '../../src/protocols/metis/sequencers/ledger';
import { ownMovements } from '../../src/protocols/metis/sequencers/account-book';
import { readSequencerHistory, readSequencerPosition } from '../../src/protocols/metis/sequencers/position';
import { readPoolBook, type PoolBook } from '../../src/protocols/metis/sequencers/pool-book';
import {
  blocksBySigner,
  epochAt,
  epochsOf,
  finalBlockOf,
  producerAt,
  readEpochs,
  readProduction,
  type Epoch,
} from '../../src/protocols/metis/sequencers/producers';
import { needsBridgeFee, refusalOf, valueLost, type SequencerDeed } from '../../src/protocols/metis/sequencers/rules';
import {
  imbalanceOf,
  operatorOf,
  ownSequencers,
  sequencerStatuses,
  type Sequencer,
} from '../../src/protocols/metis/sequencers/state';
import { infoHashes } from '../../src/protocols/metis/sequencers/selectors';
import type { Log } from '../../src/chain/logs';
import { isSameAddress, zeroAddress, type Address } from '../../src/units';
import { Comparison, type ReplayReport } from '../comparison';
import { LockingNode, SetNode } from './locking-node';
import {
  logsOf,
  type LockingLife,
  type LockingState,
  type LockingStep,
  type LockingTrace,
  type RecordedEpoch,
  type RecordedSequencer,
  type SetState,
  type UnchangedState,
} from './locking-trace';

/** The contracts' own reasons by ours. More than one of ours where the contract says the same of both. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  ok: ['ok'],
  'Error("Pausable: paused")': ['pool-paused'],
  'NotWhitelisted()': ['not-whitelisted'],
  'SeqNotActive()': ['sequencer-not-active'],
  'NotSeqOwner()': ['sequencer-of-other'],
  'NoRewardRecipient()': ['no-reward-recipient'],
  'Error("BFT restriction")': ['exit-limit'],
  'Error("locked>maxLock")': ['above-most-locked'],
  'Error("No new locked added")': ['nothing-to-lock'],
  'Error("ERC20: insufficient allowance")': ['not-approved'],
  'Error("ERC20: transfer amount exceeds balance")': ['too-few-tokens'],
  'Error("withdraw throttle")': ['one-withdrawal-a-batch'],
  'Error("invalid amount")': ['below-least-locked', 'no-amount-to-unstake'],
  'Panic(0x11)': ['more-than-locked'],
  'Error("Not allowed to cliam")': ['sequencer-not-exiting', 'sequencer-too-early'],
  'Error("bridge fee required")': ['bridge fee'],
};

/** What `can` asks of each sequencer, with 1 wei of amount and of value. */
const deeds: Readonly<Record<string, SequencerDeed>> = {
  relock1: { kind: 'relock', amount: 1n, withReward: false },
  withdraw1: { kind: 'withdraw', amount: 1n },
  withdrawRewards: { kind: 'withdrawRewards' },
  unlock: { kind: 'unlock' },
  unlockClaim: { kind: 'unlockClaim' },
};

/** An unknown sequencer, as the pool keeps it. */
const none: Omit<Sequencer, 'id'> = {
  amount: 0n,
  reward: 0n,
  activationBatch: 0n,
  updatedBatch: 0n,
  deactivationBatch: 0n,
  deactivationTime: 0,
  unlockClaimTime: 0,
  nonce: 0n,
  owner: zeroAddress,
  signer: zeroAddress,
  rewardRecipient: zeroAddress,
  status: 'unavailable',
};

const lower = (value: unknown): string => String(value).toLowerCase();

/** What a recorded sequencer and one of ours are compared in. */
const figures = [
  ...(['amount', 'reward', 'activationBatch', 'updatedBatch', 'deactivationBatch', 'deactivationTime'] as const),
  ...(['unlockClaimTime', 'nonce', 'owner', 'signer', 'rewardRecipient'] as const),
] satisfies (keyof RecordedSequencer & keyof Sequencer)[];

/** One recorded life of a pool, step by step. */
class LifeReplay {
  readonly #node: LockingNode;
  #before: { readonly book: PoolBook; readonly time: number } | undefined;
  /** Value that our rule calls lost, by the contract that keeps it. */
  readonly #lost = { pool: 0n, info: 0n };

  constructor(
    readonly into: Comparison,
    readonly life: LockingLife,
    readonly name: string,
  ) {
    this.#node = new LockingNode(life);
  }

  async run(): Promise<void> {
    for (const step of this.life.steps) {
      this.#compareAttempt(step);
      this.#countLost(step);
      this.#node.advance(step);
      if (step.state) {
        await this.into.attempt(step.n, this.name, async () => this.#compareState(step.n, step.state as LockingState));
      } else {
        // Another transaction of the same block carries the state: what comes next has none of its own before it.
        this.#before = undefined;
      }
    }
    if (this.#before) {
      await this.#end();
    }
  }

  /** What was tried, and whether the pool took it: against what we would have said at the state before. */
  #compareAttempt({ n, tx }: LockingStep): void {
    const call = lockingPoolAbi.parseTransaction({ data: tx.input });
    const isOurs = call && isSameAddress(tx.to, this.life.contracts.lockingPool) && call.name in attempted;
    if (!isOurs || !this.#before) {
      return;
    }
    const { state } = this.#before.book;
    if (!state.operators.some(({ account }) => isSameAddress(account, tx.from))) {
      return;
    }
    const [id, amount, withReward] = call.args as [bigint, bigint | undefined, boolean | undefined];
    const sequencer = state.sequencers.find((each) => each.id === id) ?? { ...none, id };
    const deed = { kind: call.name, amount, withReward } as SequencerDeed;
    const circumstances = { state, operator: operatorOf(state, tx.from), sequencer, time: tx.timestamp };
    const refusal = refusalOf(circumstances, deed)?.problem.kind;
    const isUnpaid = needsBridgeFee(sequencer, deed.kind) && tx.value === '0';
    this.#compareReason(n, `${call.name} as it was tried`, tx.status === 1 ? 'ok' : String(tx.revertName), {
      got: refusal ?? (isUnpaid ? 'bridge fee' : 'ok'),
    });
  }

  /** Value that goes along with a deed of the owner of a sequencer, or of the pool's, and that our rule calls lost. */
  #countLost({ tx, logs }: LockingStep): void {
    const { status, to, value, input } = tx;
    const isForced = input.startsWith(forceUnlock);
    const kind = isForced ? 'unlock' : (lockingPoolAbi.parseTransaction({ data: input })?.name ?? '');
    if (status !== 1 || value === '0' || !isSameAddress(to, this.life.contracts.lockingPool) || !(kind in attempted)) {
      return;
    }
    const id = BigInt(input.slice(0, 74).replace(/^0x.{8}/u, '0x'));
    // In the middle of a block no state tells the reward: then the log of its payment does.
    const claimed = logs.find(({ topics: [topic] }) => topic === infoHashes.ClaimRewards)?.topics[2] ?? '0x0';
    const state = this.#before?.book.state;
    const sequencer = state ? state.sequencers.find((each) => each.id === id) : { reward: BigInt(claimed) };
    const deed = kind as SequencerDeed['kind'];
    this.#lost[deed === 'withdrawRewards' ? 'pool' : 'info'] += valueLost(
      sequencer ?? { reward: 0n },
      deed,
      BigInt(value),
    );
  }

  #compareReason(step: number, field: string, recorded: string, { got }: { got: string }): void {
    const ours = reasons[recorded] ?? [];
    this.into.compare(step, this.name, field, recorded, ours.includes(got) ? recorded : got);
  }

  async #compareState(n: number, { timestamp, can, ...rest }: LockingState | UnchangedState): Promise<void> {
    const full = this.#node.state as LockingState;
    const users = Object.keys(full.users) as Address[];
    // Before the pool knows its escrow it is no pool yet: there is nothing to read.
    if (!isSameAddress(full.pool.escrow, this.life.contracts.lockingInfo)) {
      this.#before = undefined;
      return;
    }
    const book = await readPoolBook(this.#node.context, users, { withShares: () => true });
    this.#before = { book, time: timestamp };
    this.into.states += 1;
    this.#comparePool(n, full, book);
    this.#compareSequencers(n, full, book);
    for (const user of users) {
      this.#compareOwn(n, user, full, book);
    }
    this.#compareRewards(n, users, full, book);
    this.#compareCan(n, can, timestamp, book);
    if (!('unchanged' in rest)) {
      this.#compareLost(n, full);
    }
  }

  #comparePool(n: number, { pool, info, metis }: LockingState, { state, ledger, hasShares, gap }: PoolBook): void {
    const compare = (field: string, expected: unknown, got: unknown): void => {
      this.into.compare(n, this.name, field, lower(expected), lower(got));
    };
    compare('number of sequencers', pool.totalSequencers, state.sequencers.length);
    compare('counts by status', pool.seqStatuses.join(), state.counts.join());
    compare('batch', pool.curBatchState.id, state.batch.id);
    compare('end of the batch', pool.curBatchState.endEpoch, state.batch.endEpoch);
    compare('reward per block', pool.rewardPerBlock, state.rewardPerBlock);
    compare('exit delay', pool.exitDelayPeriod, state.exitDelay);
    compare('paused', pool.paused, state.paused);
    compare('least', info.minLock, state.minLock);
    compare('most', info.maxLock, state.maxLock);
    compare('METIS held', metis.info, state.held);
    compare('total locked', info.totalLocked, state.totalLocked);
    compare('rewards paid out', info.totalRewardsLiquidated, state.totalRewardsLiquidated);
    compare('total locked by logs', info.totalLocked, ledger.totalLocked);
    compare('rewards paid out by logs', info.totalRewardsLiquidated, ledger.totalRewardsLiquidated);
    compare('batch by logs', pool.curBatchState.id, ledger.batch);
    compare('what the history lacks', 'nothing', gap?.kind ?? 'nothing');
    compare('rewards explained by calldata', true, hasShares);
    const { surplus, locked, miscounted } = imbalanceOf(state);
    compare('METIS beside stakes and rewards', 0, surplus);
    compare('locked beside stakes', 0, locked);
    compare('miscounted', 0, miscounted);
  }

  #compareSequencers(n: number, { sequencers, truth }: LockingState, { state, ledger }: PoolBook): void {
    for (const [id, recorded] of Object.entries(sequencers)) {
      const read = state.sequencers.find((each) => each.id === BigInt(id));
      const kept = ledger.sequencers.find((each) => each.id === BigInt(id));
      for (const [source, sequencer] of [
        ['', read],
        [' by logs', kept],
      ] as const) {
        for (const field of figures) {
          const got = lower(sequencer?.[field]);
          this.into.compare(n, this.name, `${field} of ${id}${source}`, lower(recorded[field]), got);
        }
        const status = sequencerStatuses[recorded.status];
        this.into.compare(n, this.name, `status of ${id}${source}`, status, sequencer?.status);
      }
      for (const [field, sum] of Object.entries(truth[id] ?? {})) {
        this.into.compare(n, this.name, `${field} of ${id}`, sum, kept?.[field as keyof SequencerBook]);
      }
    }
  }

  #compareOwn(n: number, user: Address, { sequencers, users }: LockingState, { state, ledger }: PoolBook): void {
    const own = Object.entries(sequencers).filter(([, each]) => each.status !== 3 && isSameAddress(each.owner, user));
    const ids = own.map(([id]) => id).join();
    const idsOf = (each: readonly Sequencer[]): string => each.map(({ id }) => id).join();
    this.into.compare(n, user, 'own sequencers', ids, idsOf(ownSequencers(state, user)));
    this.into.compare(n, user, 'own sequencers by logs', ids, idsOf(ownSequencers(ledger, user)));
    const { isWhitelisted, balance, allowance } = operatorOf(state, user);
    const recorded = users[user];
    this.into.compare(n, user, 'on the list', recorded?.whitelist, isWhitelisted);
    this.into.compare(n, user, 'METIS', recorded?.metis, balance);
    this.into.compare(n, user, 'allowance', recorded?.allowance ?? 0, allowance);
  }

  #compareCan(n: number, can: LockingState['can'], time: number, { state }: PoolBook): void {
    for (const [id, answers] of Object.entries(can)) {
      const sequencer = state.sequencers.find((each) => each.id === BigInt(id));
      const circumstances = sequencer && { state, operator: operatorOf(state, sequencer.owner), sequencer, time };
      for (const [name, recorded] of Object.entries(answers)) {
        const deed = deeds[name];
        const refusal = circumstances && deed ? refusalOf(circumstances, deed)?.problem.kind : 'no such deed';
        this.#compareReason(n, `${name} of ${id}`, recorded, { got: refusal ?? 'ok' });
      }
    }
  }

  /** Every account's rewards while it owned what it did: each by its own movements, all together what was earned. */
  #compareRewards(n: number, users: readonly Address[], { truth }: LockingState, { state, ledger }: PoolBook): void {
    let all = 0n;
    for (const user of users) {
      const own = ownMovements(ledger, user);
      const sumOf = (field: 'putIn' | 'gotOut' | 'earned'): bigint => own.reduce((sum, each) => sum + each[field], 0n);
      const value = ownSequencers(state, user).reduce((sum, { amount, reward }) => sum + amount + reward, 0n);
      this.into.compare(n, user, 'rewards by what is left', sumOf('earned'), value + sumOf('gotOut') - sumOf('putIn'));
      all += sumOf('earned');
    }
    const earned = Object.values(truth).reduce((sum, each) => sum + BigInt(each.earned), 0n);
    this.into.compare(n, this.name, 'rewards of all accounts', earned, all);
  }

  /** What each account is shown at the end of its life: its stake, its exits, and all that it earned. */
  async #end(): Promise<void> {
    const n = this.life.steps.at(-1)?.n ?? 0;
    const full = this.#node.state;
    for (const user of Object.keys(full?.users ?? {}) as Address[]) {
      await this.into.attempt(n, user, async () => {
        const position = await readSequencerPosition(this.#node.context, user);
        const own = Object.entries(full?.sequencers ?? {}).filter(([, { owner }]) => isSameAddress(owner, user));
        const locked = own.reduce((sum, [, { status, amount }]) => (status === 2 ? sum + BigInt(amount) : sum), 0n);
        this.into.compare(n, user, 'stake', locked, position.assets);
        const exits = own.filter(([, { status }]) => status === 1).map(([id, { amount }]) => `${id}:${amount}`);
        const shown = position.exits.map(({ id, totalAssets }) => `${id}:${totalAssets}`);
        this.into.compare(n, user, 'exits', exits.join(), shown.join());
        const { rewards } = await readSequencerHistory(this.#node.context, position);
        this.into.compare(n, user, 'rewards batch by batch', position.lifetimeRewards, rewards);
      });
    }
  }

  /** What was sent along and is in nobody's reach any more. */
  #compareLost(n: number, { eth }: LockingState): void {
    this.into.compare(n, this.name, 'ether lost in LockingPool', eth.pool, this.#lost.pool);
    this.into.compare(n, this.name, 'ether lost in LockingInfo', eth.info, this.#lost.info);
  }
}

/** `forceUnlock(uint256,uint32)`, which only the pool's owner calls. */
const forceUnlock = '0xca99e838';

const attempted = { relock: 1, withdraw: 1, withdrawRewards: 1, unlock: 1, unlockClaim: 1 };

const noEpoch = 2n ** 256n - 1n;

function compareEpoch(
  into: Comparison,
  n: number,
  name: string,
  recorded: RecordedEpoch,
  got: Epoch | undefined,
): void {
  for (const field of ['number', 'signer', 'startBlock', 'endBlock'] as const) {
    into.compare(n, 'sequencer set', `${field} of ${name}`, lower(recorded[field]), lower(got?.[field]));
  }
}

/** The set of sequencers on the L2: what logs tell of its epochs, and what the getters say of the present. */
async function compareSetState(
  into: Comparison,
  node: SetNode,
  n: number,
  state: SetState,
  logs: Log[],
): Promise<void> {
  const compare = (field: string, expected: unknown, got: unknown): void => {
    into.compare(n, 'sequencer set', field, lower(expected), lower(got));
  };
  const present = state.byBlock[state.block];
  if (present) {
    const { producer, epoch, newestEpoch, finalizedBlock, block } = await readProduction(node.place);
    compare('present epoch', present.epoch, epoch?.number ?? noEpoch);
    if (epoch) {
      compareEpoch(into, n, 'the present epoch', state.epochs[String(epoch.number)] ?? state.currentEpoch, epoch);
    }
    compare('present producer', present.sequencer, producer);
    compare('block', state.block, block.number);
    compareEpoch(into, n, 'the newest epoch', state.currentEpoch, newestEpoch);
    compare('final block', state.finalizedBlock, finalizedBlock);
  }
  const epochs = epochsOf(logs);
  // Before the first epoch there is nothing that logs could tell.
  if (epochs.length === 0) {
    return;
  }
  compareEpoch(into, n, 'the newest epoch by logs', state.currentEpoch, epochs.at(-1));
  compare('final block by logs', state.finalizedBlock, finalBlockOf(epochs, state.block));
  for (const [number, recorded] of Object.entries(state.epochs)) {
    if (recorded.signer !== zeroAddress) {
      compareEpoch(
        into,
        n,
        `epoch ${number}`,
        recorded,
        epochs.find((each) => each.number === BigInt(number)),
      );
    } else {
      compare(
        `no epoch ${number}`,
        true,
        epochs.every((each) => each.number !== BigInt(number)),
      );
    }
  }
  for (const [at, { epoch, sequencer }] of Object.entries(state.byBlock)) {
    compare(`producer of block ${at}`, sequencer, producerAt(epochs, Number(at)));
    compare(`epoch of block ${at}`, epoch, epochAt(epochs, Number(at))?.number ?? noEpoch);
  }
  const [from, to] = [Number(epochs[0]?.startBlock), state.block];
  const named = [...blocksBySigner(epochs, from, to).values()].reduce((sum, blocks) => sum + blocks, 0);
  const expected = Array.from({ length: Math.max(0, to - from + 1) }).filter((_, index) =>
    epochAt(epochs, from + index),
  );
  compare('blocks with a producer', expected.length, named);
}

async function replaySet(into: Comparison, { sequencerSet }: LockingTrace): Promise<void> {
  const node = new SetNode(sequencerSet);
  const logs: Log[] = [];
  for (const step of sequencerSet.steps) {
    node.advance(step);
    logs.push(...logsOf(step));
    const { n, state } = step;
    if (state) {
      into.states += 1;
      await into.attempt(n, 'sequencer set', async () => {
        await compareSetState(
          into,
          node,
          n,
          state,
          logs.filter((log) => isSetLog(log)),
        );
        const read = await readEpochs(node.place, sequencerSet.firstBlock, state.block);
        into.compare(n, 'sequencer set', 'epochs that are read', epochsOf(logs.filter(isSetLog)).length, read.length);
      });
    }
  }
}

/** Of the set's events those that a filter asks for. */
function isSetLog({ topics: [topic] }: Log): boolean {
  return topic !== undefined && epochTopics.includes(topic);
}

const epochTopics: readonly string[] = [
  '0x9030849b7c46dbbea7911d67c5814a2ab19c0704c448defc9b87589447844cc6',
  '0x2cfee2bd8227abd70bbef63ce6f35d2e365c731d553d9d2231073f80b01831da',
];

/**
 * Replays a recorded life of the sequencer pool: at every state, what our code makes of logs, calldata of batches and getter
 * answers is held against what was recorded, and what we would offer or refuse against what the contracts took.
 */
export async function replayLocking(trace: LockingTrace): Promise<ReplayReport> {
  const into = new Comparison();
  await new LifeReplay(into, trace, 'pool').run();
  await new LifeReplay(into, trace.newerPool, 'newer pool').run();
  await replaySet(into, trace);
  return into.report;
}
