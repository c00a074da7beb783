import { AbiCoder, MaxUint256, keccak256 } from 'ethers';
import type { Interface } from 'ethers';

import type { Anvil } from '../../src/anvil';
import { contractInterface } from '../../src/contracts/deploy';
import { slotOf } from './storage';
import type { RecordedHarvestParams, RecordedPosition, Trace, TraceState } from './trace';

const CALL_GAS = '0x5f5e100';
const keeperInterface = contractInterface('Keeper');

/** Counts comparisons and keeps what differs. */
export class Comparer {
  comparisons = 0;
  readonly differences: string[] = [];

  equal(what: string, actual: unknown, recorded: unknown): void {
    this.comparisons += 1;
    const [ours, theirs] = [actual, recorded].map((value) => JSON.stringify([value]).toLowerCase());
    if (ours !== theirs) {
      this.differences.push(`${what}: ${ours} instead of ${theirs}`);
    }
  }
}

type Value = string | number | bigint | boolean;

/** A request to the node and the answer that was recorded. */
type Question = {
  readonly what: string;
  readonly method: string;
  readonly params: readonly unknown[];
  readonly recorded: string;
  /** Takes the part out of the answer that is meant. */
  readonly pick?: (answer: string) => string;
};

/** One ABI word, without 0x. Every argument and answer here is made of whole words. */
function word(value: Value): string {
  if (typeof value === 'string' && value.startsWith('0x')) {
    return value.slice(2).toLowerCase().padStart(64, '0');
  }
  return BigInt.asUintN(256, BigInt(value)).toString(16).padStart(64, '0');
}

const words = (values: readonly Value[]) => `0x${values.map(word).join('')}`;
const quantity = (value: bigint | number) => `0x${value.toString(16)}`;

const selectors = new Map<string, string>();

function selectorOf(contract: Interface, method: string): string {
  const known = selectors.get(method);
  if (known !== undefined) {
    return known;
  }
  const fragment = contract.getFunction(method);
  if (fragment === null) {
    throw new Error(`The contract has no function ${method}`);
  }
  selectors.set(method, fragment.selector);
  return fragment.selector;
}

/** Calldata without the cost of a general encoder: a replay asks tens of thousands of questions. */
function encodeWords(contract: Interface, method: string, args: readonly Value[]): string {
  return selectorOf(contract, method) + args.map(word).join('');
}

function exitArgs(position: RecordedPosition, exitQueueIndex = position.exitQueueIndex): Value[] {
  const index = exitQueueIndex === '-1' ? MaxUint256 : exitQueueIndex;
  return [position.receiver, position.ticket, position.timestamp, index];
}

/** Sends all questions in one HTTP request; an answer that is an error becomes `revert` and its data. */
async function ask(anvil: Anvil, questions: readonly Question[]): Promise<string[]> {
  const body = questions.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params }));
  const response = await fetch(anvil.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answers = (await response.json()) as { id: number; result?: string; error?: { code: number; data?: string } }[];
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return questions.map((question, id) => {
    const answer = byId.get(id);
    if (answer?.error?.code === 3) {
      return `revert ${answer.error.data ?? '0x'}`;
    }
    if (answer?.result === undefined) {
      throw new Error(`No answer to ${question.what}: ${JSON.stringify(answer)}`);
    }
    return answer.result;
  });
}

/** The queue in raw storage, since version 1 has no getter for all of it. */
function storageQuestions(vault: string, queue: TraceState['queue']): Question[] {
  const stored = (what: string, slot: bigint, shift: number, bits: number, recorded: Value): Question => ({
    what,
    method: 'eth_getStorageAt',
    params: [vault, quantity(slot), 'latest'],
    recorded: words([recorded]),
    pick: (answer) => words([BigInt.asUintN(bits, BigInt(answer) >> BigInt(shift))]),
  });
  const queued = slotOf('_queuedShares');
  const unclaimed = slotOf('_unclaimedAssets');
  const checkpoints = slotOf('_exitQueue').slot;
  const questions = [
    stored('queued shares', queued.slot, 8 * queued.offset, 128, queue.queuedShares),
    stored('unclaimed assets', unclaimed.slot, 8 * unclaimed.offset, 128, queue.unclaimedAssets),
    stored('checkpoints', checkpoints, 0, 256, queue.checkpoints),
  ];
  if (queue.checkpoints > 0) {
    const last = BigInt(keccak256(words([checkpoints]))) + BigInt(queue.checkpoints - 1);
    questions.push(stored('total tickets', last, 0, 160, queue.totalTickets));
  }
  return questions;
}

function stateQuestions(trace: Trace, pool: Interface, state: TraceState): Question[] {
  const { vault, keeper, mevEscrow, users } = trace;
  const call = (contract: Interface, to: string) => {
    return (what: string, method: string, args: readonly Value[], recorded: readonly Value[]): Question => ({
      what,
      method: 'eth_call',
      params: [{ to, data: encodeWords(contract, method, args) }, 'latest'],
      recorded: words(recorded),
    });
  };
  const balance = (what: string, account: string, recorded: string): Question => ({
    what,
    method: 'eth_getBalance',
    params: [account, 'latest'],
    recorded: words([recorded]),
    pick: (answer) => words([answer]),
  });
  const ofPool = call(pool, vault);
  const ofKeeper = call(keeperInterface, keeper);
  const { queue } = state;

  const questions = [
    ...(['version', 'totalAssets', 'totalShares', 'withdrawableAssets', 'isStateUpdateRequired'] as const).map(
      (method) => ofPool(method, method, [], [state[method]]),
    ),
    ofPool('feePercent', 'feePercent', [], [state.feePercent]),
    ofPool('feeRecipient', 'feeRecipient', [], [state.feeRecipient]),
    pool.hasFunction('queuedShares')
      ? ofPool('queuedShares', 'queuedShares', [], [queue.queuedShares])
      : ofPool(
          'getExitQueueData',
          'getExitQueueData',
          [],
          [queue.queuedShares, queue.unclaimedAssets, 0, 0, queue.totalTickets],
        ),
    balance('vaultBalance', vault, state.vaultBalance),
    balance('mevEscrowBalance', mevEscrow, state.mevEscrowBalance),
    ofKeeper('canHarvest', 'canHarvest', [vault], [state.canHarvest]),
    ...(['rewardsNonce', 'rewardsRoot', 'prevRewardsRoot', 'lastRewardsTimestamp'] as const).map((method) =>
      ofKeeper(method, method, [], [state.keeper[method]]),
    ),
    ofKeeper('rewards', 'rewards', [vault], [state.keeper.vaultReward, state.keeper.vaultNonce]),
    ...storageQuestions(vault, queue),
  ];
  for (const [account, user] of Object.entries(state.users)) {
    const name = users[account] ?? account;
    questions.push(
      ofPool(`${name} shares`, 'getShares', [account], [user.shares]),
      ofPool(`${name} assets`, 'convertToAssets', [user.shares], [user.assets]),
      ofPool(`${name} blocked`, 'blockedAccounts', [account], [user.blocked ?? false]),
    );
    for (const position of user.positions) {
      const { id, ticket, left, exited, assets, leftAssets, receiver, claimableByEthCall: claim } = position;
      const data = encodeWords(pool, 'claimExitedAssets', exitArgs(position).slice(1));
      questions.push(
        ofPool(`${id} index`, 'getExitQueueIndex', [ticket], [position.exitQueueIndex]),
        ofPool(`${id} exited`, 'calculateExitedAssets', exitArgs(position), [left, exited, assets]),
        ofPool(`${id} left assets`, 'convertToAssets', [BigInt(left) > 1n ? left : 0], [leftAssets]),
        {
          what: `${id} claim by its receiver`,
          method: 'eth_call',
          params: [{ from: receiver, to: vault, data }, 'latest', null, { time: quantity(state.timestamp) }],
          recorded: claim.ok ? claim.data : `revert ${claim.data}`,
        },
      );
    }
  }
  return questions;
}

/** The pending harvest, simulated in a multicall, and what the given getters answer after it. */
async function askAfterHarvest(
  anvil: Anvil,
  { vault }: Trace,
  pool: Interface,
  report: RecordedHarvestParams,
  calls: readonly string[],
): Promise<string[]> {
  const update = pool.encodeFunctionData('updateState', [report]);
  const data = pool.encodeFunctionData('multicall', [[update, ...calls]]);
  const answer = (await anvil.request('eth_call', [{ to: vault, data, gas: CALL_GAS }, 'latest'])) as string;
  const [, ...answers] = AbiCoder.defaultAbiCoder().decode(['bytes[]'], answer)[0] as string[];
  return answers;
}

async function compareAfterHarvest(
  anvil: Anvil,
  trace: Trace,
  pool: Interface,
  state: TraceState,
  report: RecordedHarvestParams,
  compare: (what: string, actual: string | undefined, recorded: string) => void,
): Promise<void> {
  const recorded = state.afterHarvest;
  if (recorded === undefined) {
    return;
  }
  const questions: { what: string; call: string; expected: Value }[] = [
    { what: 'totalAssets', call: encodeWords(pool, 'totalAssets', []), expected: recorded.totalAssets },
    { what: 'totalShares', call: encodeWords(pool, 'totalShares', []), expected: recorded.totalShares },
  ];
  for (const [account, user] of Object.entries(recorded.users)) {
    const name = trace.users[account] ?? account;
    questions.push(
      { what: `${name} shares`, call: encodeWords(pool, 'getShares', [account]), expected: user.shares },
      { what: `${name} assets`, call: encodeWords(pool, 'convertToAssets', [user.shares]), expected: user.assets },
    );
  }
  const positions = Object.values(state.users)
    .flatMap((user) => user.positions)
    .flatMap((position) => {
      const after = recorded.positions[position.id];
      return after === undefined ? [] : [{ position, after }];
    });
  for (const { position, after } of positions) {
    const call = encodeWords(pool, 'getExitQueueIndex', [position.ticket]);
    questions.push({ what: `${position.id} index`, call, expected: after.exitQueueIndex });
  }
  const calls = questions.map(({ call }) => call);
  const answers = await askAfterHarvest(anvil, trace, pool, report, calls);
  for (const [index, { what, expected }] of questions.entries()) {
    compare(what, answers[index], words([expected]));
  }
  // The index is compared above; asking with the recorded one saves a round trip that depends on it.
  const exitCalls = positions.map(({ position, after }) =>
    encodeWords(pool, 'calculateExitedAssets', exitArgs(position, after.exitQueueIndex)),
  );
  const exited = await askAfterHarvest(anvil, trace, pool, report, exitCalls);
  for (const [index, { position, after }] of positions.entries()) {
    compare(`${position.id} exited`, exited[index], words([after.left, after.exited, after.assets]));
  }
}

/**
 * Compares every figure of a recorded state with what the contracts answer at the newest block: totals, Keeper, queue
 * (in storage too), each user's shares and positions, a simulated claim of each position by its receiver, and the same
 * after a simulated harvest where one was possible.
 */
export async function compareState(
  anvil: Anvil,
  trace: Trace,
  pool: Interface,
  where: string,
  state: TraceState,
  report: RecordedHarvestParams | undefined,
  comparer: Comparer,
): Promise<void> {
  const questions = stateQuestions(trace, pool, state);
  const answers = await ask(anvil, questions);
  for (const [index, { what, recorded, pick }] of questions.entries()) {
    const answer = answers[index] ?? '';
    comparer.equal(`${where} ${what}`, pick === undefined ? answer : pick(answer), recorded);
  }
  if (report !== undefined) {
    await compareAfterHarvest(anvil, trace, pool, state, report, (what, actual, recorded) => {
      comparer.equal(`${where} after a harvest: ${what}`, actual, recorded);
    });
  }
}
