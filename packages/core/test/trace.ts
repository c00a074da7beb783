import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Log } from '../src/chain/logs';
import type { Address, Hex, Seconds } from '../src/units';

/** An open position as a getter answered it. */
export type TracePosition = {
  ticket: string;
  timestamp: number;
  receiver: Address;
  shares: string;
  exitQueueIndex: string;
  left: string;
  exited: string;
  assets: string;
  leftAssets: string;
  claimableByEthCall: { ok: boolean; data: Hex };
};

export type TraceUser = { shares: string; assets: string; positions: TracePosition[]; trueRewards: string };

export type TraceState = {
  block: number;
  timestamp: number;
  totalAssets: string;
  totalShares: string;
  users: Record<Address, TraceUser>;
};

export type TraceStep = {
  n: number;
  action: { type: string; harvestParams?: Record<string, unknown> };
  tx: { hash: Hex; blockNumber: number; timestamp: number; status: number; input: Hex } | null;
  logs: Log[];
  state: TraceState | null;
};

export type Trace = { label: string; vault: Address; keeper: Address; mevEscrow: Address; steps: TraceStep[] };

export const traceNames = ['fox-v1-a', 'fox-v2-a', 'fox-v2h-a'] as const;

/** A recorded life of a real vault: see the README of the traces for the format. */
export function loadTrace(name: (typeof traceNames)[number]): Trace {
  const file = join(__dirname, 'fixtures', `${name}.json.gz`);
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Trace;
}

/** Calls `visit` after each step that carries a state, with the logs and block times so far. */
export function forEachState(
  trace: Trace,
  visit: (state: TraceState, logs: readonly Log[], times: ReadonlyMap<number, Seconds>, step: TraceStep) => void,
): number {
  const logs: Log[] = [];
  const times = new Map<number, Seconds>();
  let visited = 0;
  for (const step of trace.steps) {
    logs.push(...step.logs);
    if (step.tx) {
      times.set(step.tx.blockNumber, step.tx.timestamp);
    }
    if (step.state) {
      visit(step.state, logs, times, step);
      visited += 1;
    }
  }
  return visited;
}
