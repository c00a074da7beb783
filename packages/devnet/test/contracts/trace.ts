import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { repositoryRoot } from '../../src/paths';

/** Recorded lives of real pools; amounts are decimal strings in wei, times seconds since 1970. */
export type Trace = {
  readonly version: 1 | 2;
  readonly chainId: number;
  readonly vault: string;
  readonly keeper: string;
  readonly vaultsRegistry: string;
  readonly mevEscrow: string;
  readonly claimDelaySeconds: { readonly v1: number; readonly v2: number };
  readonly users: Readonly<Record<string, string>>;
  readonly steps: readonly TraceStep[];
};

export type TraceStep = {
  readonly n: number;
  readonly action: {
    readonly type: string;
    readonly note?: string;
    readonly amount?: string;
    readonly harvestParams?: RecordedHarvestParams;
  };
  readonly tx: {
    readonly timestamp: number;
    readonly blockNumber: number;
    readonly from: string;
    readonly to: string;
    readonly value: string;
    readonly input: string;
    readonly status: 0 | 1;
    readonly revertData?: string;
  } | null;
  readonly logs: readonly { readonly address: string; readonly topics: readonly string[]; readonly data: string }[];
  readonly state: TraceState | null;
};

export type RecordedHarvestParams = {
  readonly rewardsRoot: string;
  readonly reward: string;
  readonly unlockedMevReward: string;
  readonly proof: readonly string[];
};

export type RecordedPosition = {
  readonly id: string;
  readonly ticket: string;
  readonly timestamp: number;
  readonly receiver: string;
  readonly exitQueueIndex: string;
  readonly left: string;
  readonly exited: string;
  readonly assets: string;
  readonly leftAssets: string;
  readonly claimableByEthCall: { readonly ok: boolean; readonly data: string };
};

export type TraceState = {
  readonly timestamp: number;
  readonly version: number;
  readonly totalAssets: string;
  readonly totalShares: string;
  readonly withdrawableAssets: string;
  readonly isStateUpdateRequired: boolean;
  readonly canHarvest: boolean;
  readonly feePercent: number;
  readonly feeRecipient: string;
  readonly vaultBalance: string;
  readonly mevEscrowBalance: string;
  readonly keeper: {
    readonly rewardsNonce: number;
    readonly vaultNonce: number;
    readonly vaultReward: string;
    readonly rewardsRoot: string;
    readonly prevRewardsRoot: string;
    readonly lastRewardsTimestamp: number;
  };
  readonly queue: {
    readonly queuedShares: string;
    readonly unclaimedAssets: string;
    readonly totalTickets: string;
    readonly checkpoints: number;
  };
  readonly users: Readonly<
    Record<
      string,
      {
        readonly shares: string;
        readonly assets: string;
        readonly blocked?: boolean;
        readonly positions: readonly RecordedPosition[];
      }
    >
  >;
  readonly afterHarvest?: {
    readonly totalAssets: string;
    readonly totalShares: string;
    readonly users: Readonly<Record<string, { readonly shares: string; readonly assets: string }>>;
    readonly positions: Readonly<
      Record<string, Pick<RecordedPosition, 'exitQueueIndex' | 'left' | 'exited' | 'assets'>>
    >;
  };
};

export const traceNames = ['fox-v1-a', 'fox-v2-a', 'fox-v2h-a'] as const;
export type TraceName = (typeof traceNames)[number];

/** The text of a recorded trace; the copies lie with the core package, which replays them too. */
export function readTraceText(name: TraceName): string {
  const file = join(repositoryRoot, 'packages', 'core', 'test', 'fixtures', `${name}.json.gz`);
  return gunzipSync(readFileSync(file)).toString('utf8');
}

export function readTrace(name: TraceName): Trace {
  return JSON.parse(readTraceText(name)) as Trace;
}

/** A file of the folder that the fixtures were taken from; `null` outside the place where it exists. */
export function readOriginal(path: string): string | null {
  const file = join(repositoryRoot, '..', 'shared', path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
