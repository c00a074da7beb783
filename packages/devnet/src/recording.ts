import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Anvil } from './anvil';
import type { DevnetContracts } from './contracts/deploy';
import { waitForReceipt } from './contracts/transact';
import type { RewardsStore } from './rewards/rewards-store';

/**
 * All that made a chain what it is, so that another one can be made the same in a fraction of the time: nothing is read and
 * worked out again. Every transaction and log is the same, old states are there; hashes of blocks differ, since anvil draws
 * their randomness anew.
 */
export type Recording = {
  /** Time of the genesis block, in seconds since 1970. */
  readonly genesis: number;
  /** What changed the chain, in order. */
  readonly requests: readonly (readonly [method: string, params: readonly unknown[]])[];
  /** Digest of all logs afterwards. */
  readonly logs: string;
  readonly contracts: DevnetContracts;
  /** Rewards files that were published. */
  readonly files: readonly string[];
};

const READS = /^eth_(?!sendTransaction$)/u;
/** Blocks from here on have times of their own: before that they have the clock's. */
const OWN_TIMES = 'anvil_setBlockTimestampInterval';

/** Number and time of a block. */
async function readBlock(anvil: Anvil, tag: string): Promise<{ number: number; timestamp: number }> {
  const block = (await anvil.request('eth_getBlockByNumber', [tag, false])) as Record<string, string>;
  return { number: Number(block['number']), timestamp: Number(block['timestamp']) };
}

async function digestLogs(anvil: Anvil): Promise<string> {
  const logs = (await anvil.request('eth_getLogs', [{ fromBlock: 'earliest', toBlock: 'latest' }])) as object[];
  return createHash('sha256')
    .update(JSON.stringify(logs.map((log) => ({ ...log, blockHash: null }))))
    .digest('hex');
}

/** A chain that notes what is asked of it, from the moment that it is new. */
export function recorded(anvil: Anvil): {
  readonly anvil: Anvil;
  /** What was noted so far. */
  finish(contracts: DevnetContracts, rewards: RewardsStore): Promise<Recording>;
} {
  const requests: (readonly [string, readonly unknown[]])[] = [];
  return {
    anvil: {
      ...anvil,
      request: async (method, params = []) => {
        const result = await anvil.request(method, params);
        if (!READS.test(method)) {
          requests.push([method, params]);
        }
        return result;
      },
    },
    finish: async (contracts, rewards) => {
      const first = await readBlock(anvil, 'earliest');
      const timed: typeof requests = [];
      let number = first.number;
      let isByClock = true;
      for (const request of requests) {
        isByClock &&= request[0] !== OWN_TIMES;
        if (isByClock && request[0] === 'eth_sendTransaction') {
          number += 1;
          const { timestamp } = await readBlock(anvil, `0x${number.toString(16)}`);
          timed.push(['evm_setNextBlockTimestamp', [timestamp]]);
        }
        timed.push(request);
      }
      const logs = await digestLogs(anvil);
      return { genesis: first.timestamp, requests: timed, logs, contracts, files: rewards.files() };
    },
  };
}

/**
 * Brings a new chain, begun at the recording's time, to where the recorded one was.
 *
 * @throws Error when it came out as another one.
 */
export async function replay(anvil: Anvil, recording: Recording, rewards: RewardsStore): Promise<void> {
  for (const [method, params] of recording.requests) {
    const answer = await anvil.request(method, params);
    if (method === 'eth_sendTransaction') {
      // anvil answers before the block is there.
      await waitForReceipt(anvil, String(answer), 1);
    }
  }
  if ((await digestLogs(anvil)) !== recording.logs) {
    throw new Error('The replayed chain came out otherwise than the recorded one.');
  }
  for (const file of recording.files) {
    rewards.add(file);
  }
}

/** The recording of a name in a folder; `undefined` when there is none yet. */
export function loadRecording(folder: string, name: string): Recording | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Recording;
  } catch {
    return undefined;
  }
}

/** Keeps a recording for other processes: they find all of it or nothing. */
export function keepRecording(folder: string, name: string, recording: Recording): void {
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `${name}.${process.pid}.draft`);
  writeFileSync(draft, JSON.stringify(recording));
  renameSync(draft, join(folder, `${name}.json`));
}
