/** Nodes that answer wrongly, in front of an honest one, and what may be told of a pool behind them. */
import { expect } from '@jest/globals';
import type { Request } from '../../src/chain/request';
import { StakingError } from '../../src/errors';
import type { PoolView } from '../../src/staking/pool';
import type { Position } from '../../src/staking/position';
import type { Hex } from '../../src/units';

/** A log as a node gives it. */
export type RawLog = {
  readonly address: string;
  readonly topics: readonly Hex[];
  readonly blockNumber: Hex;
  readonly logIndex: Hex;
  readonly blockHash?: Hex;
};

/** A log's place in the chain. */
export const placeOf = ({ blockNumber, logIndex }: RawLog): string => `${Number(blockNumber)}:${Number(logIndex)}`;

/** A node that does something to the logs that it gives. */
export function withLogs(request: Request, change: (logs: readonly RawLog[]) => readonly unknown[]): Request {
  return async (args) => {
    const answer = await request(args);
    return args.method === 'eth_getLogs' ? change(answer as RawLog[]) : answer;
  };
}

/** A node that leaves logs out. */
export const losing = (request: Request, isLost: (log: RawLog) => boolean): Request =>
  withLogs(request, (logs) => logs.filter((log) => !isLost(log)));

/** A node that leaves logs out where it is asked for those of accounts alone. */
export function losingOfAccounts(request: Request, isLost: (log: RawLog) => boolean): Request {
  return async (args) => {
    const [{ topics = [] }] = args.params as [{ topics?: readonly unknown[] }];
    return args.method === 'eth_getLogs' && topics.length > 1 ? losing(request, isLost)(args) : request(args);
  };
}

/** A node that refuses the logs of old blocks, in its words. */
export function refusingBefore(request: Request, block: number): Request {
  return async (args) => {
    const [{ fromBlock }] = args.params as [{ fromBlock: Hex }];
    if (args.method === 'eth_getLogs' && Number(fromBlock) < block) {
      throw Object.assign(new Error('pruned history unavailable'), { code: 4444 });
    }
    return request(args);
  };
}

/** A node that gives the logs of few blocks at a time. */
export function refusingRanges(request: Request, blocks: number): Request {
  return async (args) => {
    const [{ fromBlock, toBlock }] = args.params as [{ fromBlock: Hex; toBlock: Hex | 'latest' }];
    const isWide = toBlock === 'latest' || Number(toBlock) - Number(fromBlock) >= blocks;
    if (args.method === 'eth_getLogs' && isWide) {
      throw Object.assign(new Error(`block range is too wide, ${blocks} at most`), { code: -32602 });
    }
    return request(args);
  };
}

/** A node that rejects some of its calls, by their place in the row of them. */
export function rejectingCalls(request: Request, isRejected: (count: number) => boolean): Request {
  let count = 0;
  return async (args) => {
    if (args.method === 'eth_call' && isRejected((count += 1))) {
      throw Object.assign(new Error('header not found'), { code: -32000 });
    }
    return request(args);
  };
}

/** A node whose calls are answered with the state of another one. */
export function withStateOf(request: Request, other: Request): Request {
  return async (args) => (args.method === 'eth_call' ? other(args) : request(args));
}

/** What becomes of a look behind a faulty node: all is right, something is said to be missing, or it is refused. */
export type Outcome = 'right' | 'said' | 'refused';

/** Runs a look, whose refusal must be one of the node's doing. */
export async function lookBehind<Found>(
  read: () => Promise<Found>,
  judge: (found: Found) => Outcome,
): Promise<Outcome> {
  let found: Found;
  try {
    found = await read();
  } catch (error) {
    expect(error).toBeInstanceOf(StakingError);
    expect(['CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT', 'HISTORY_INCOMPLETE']).toContain((error as StakingError).code);
    return 'refused';
  }
  return judge(found);
}

const toldOf = ({ exits, ...position }: Position): object => {
  const { shares, assets, balance, isBlocked, items, staked, paidOut, lifetimeRewards, exitingAssets } = position;
  return { shares, assets, balance, isBlocked, items, staked, paidOut, lifetimeRewards, exitingAssets, exits };
};

/** What is told of a position is that of an honest node; where its history lacks something, what it rests on is not told. */
export function judgePosition(position: Position, honest: Position): Outcome {
  if (position.gap === null) {
    expect(toldOf(position)).toEqual(toldOf(honest));
    return 'right';
  }
  const { shares, assets, balance } = honest;
  expect(position).toMatchObject({ shares, assets, balance, lifetimeRewards: null });
  return 'said';
}

/** No rate is another one, and no trouble is made up; what is not known is left out. */
export function judgeView(view: PoolView, honest: PoolView): Outcome {
  const { status, totalAssets, totalShares, feeBps } = honest.state;
  expect(view.state).toMatchObject({ status, totalAssets, totalShares, feeBps });
  for (const [index, window] of honest.apr.entries()) {
    expect([null, window.apr]).toContainEqual(view.apr[index]?.apr);
  }
  for (const trouble of view.troubles ?? []) {
    expect(honest.troubles).toContainEqual(trouble);
  }
  expect([null, honest.exitTerms.queuedAssets]).toContainEqual(view.exitTerms.queuedAssets);
  return 'right';
}
