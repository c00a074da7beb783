/** What a position costs, and the same position read by a plain script in viem. */
import { networkByChainId } from '@pooled-staking/core';
import type { EIP1193RequestFn } from 'viem';
import { median, roundMs, type Measurement } from './figures';
import { walletOf, type LongLife } from './long-life';
import { readPositionWithViem } from './peers/viem-position';
import { callSnap, loadSnap, type CountingWallet, type Counts } from './snap-process';

type Position = {
  readonly reconciled: boolean;
  readonly shares: string;
  readonly exits: readonly { readonly status: string; readonly ticket: string; readonly exitedAssets: string }[];
  readonly lifetimeRewards: string;
};

/** What a request to a node takes where times are measured: about that of a public node. */
export const requestMs = 50;

const timedRuns = 5;

/** A fresh Snap, asked for the position. */
function askPosition(bundle: string, wallet: CountingWallet, life: LongLife): () => Promise<Position> {
  const snap = loadSnap(bundle, wallet);
  const pool = `eip155:${life.devnet.chainId}:${life.pool}`;
  return async () => (await callSnap(snap, 'getPosition', { account: life.account, pool })) as Position;
}

/** A first look by a wallet that stored nothing, and a second one without a new block. */
async function lookTwice(
  bundle: string,
  life: LongLife,
): Promise<{ first: Counts; second: Counts; position: Position }> {
  const wallet = walletOf(life);
  const ask = askPosition(bundle, wallet, life);
  const answers: Position[] = [];
  const look = async (): Promise<Counts> => ({ ...(await wallet.count(async () => answers.push(await ask()))) });
  const first = await look();
  const second = await look();
  const [position, again] = answers;
  if (!position?.reconciled || JSON.stringify(position) !== JSON.stringify(again)) {
    throw new Error(`The position does not add up: ${JSON.stringify(answers)}`);
  }
  return { first, second, position };
}

/** Milliseconds of a first look and of a second one, each request to the node taking {@link requestMs}. */
export async function timeLooks(bundle: string, life: LongLife): Promise<{ first: number; second: number }> {
  const wallet = walletOf(life);
  wallet.requestMs = requestMs;
  const ask = askPosition(bundle, wallet, life);
  const time = async (): Promise<number> => {
    const start = performance.now();
    await ask();
    return performance.now() - start;
  };
  return { first: await time(), second: await time() };
}

/** The script in viem, on the same node: how long it takes. */
async function timeViem(life: LongLife, position: Position): Promise<number> {
  const wallet = walletOf(life);
  wallet.requestMs = requestMs;
  const place = {
    request: wallet.ethereum as EIP1193RequestFn,
    pool: life.pool as `0x${string}`,
    multicall3: networkByChainId(life.devnet.chainId).multicall3,
  } as const;
  const start = performance.now();
  const found = await readPositionWithViem(place, life.account);
  const time = performance.now() - start;
  const exits = position.exits.every(({ ticket, exitedAssets }) => {
    return found.exitedAssets.get(BigInt(ticket)) === BigInt(exitedAssets);
  });
  // The price that the script multiplies with is rounded, ours is the contract's own division.
  const apart = found.lifetimeRewards - BigInt(position.lifetimeRewards);
  if (found.shares !== BigInt(position.shares) || !exits || apart > 2n || apart < -2n) {
    throw new Error(`The script in viem finds another position: ${found.lifetimeRewards} wei of rewards.`);
  }
  return time;
}

/** Both in turns, so that a slow moment of the machine meets both. */
async function compareWithViem(bundle: string, life: LongLife, position: Position): Promise<Measurement[]> {
  const [first, second, viem]: number[][] = [[], [], []];
  for (let run = 0; run <= timedRuns; run += 1) {
    const ours = await timeLooks(bundle, life);
    const theirs = await timeViem(life, position);
    // The first run of each compiles it.
    if (run > 0) {
      first?.push(ours.first);
      second?.push(ours.second);
      viem?.push(theirs);
    }
  }
  const [firstMs, secondMs, viemMs] = [median(first ?? []), median(second ?? []), median(viem ?? [])];
  const ratio = (milliseconds: number): number => Number((milliseconds / viemMs).toFixed(2));
  return [
    { name: 'position.first.viem.ratio', value: ratio(firstMs), unit: 'of viem' },
    { name: 'position.second.viem.ratio', value: ratio(secondMs), unit: 'of viem' },
    { name: 'position.first.ms', value: roundMs(firstMs), unit: 'ms' },
    { name: 'position.second.ms', value: roundMs(secondMs), unit: 'ms' },
    { name: 'peer.viem.position.ms', value: roundMs(viemMs), unit: 'ms' },
  ];
}

/** Round trips of a first look and a second one. */
export async function countLooks(bundle: string, life: LongLife): Promise<Measurement[]> {
  const { first, second } = await lookTwice(bundle, life);
  return [...rowsOf('position.first', first, 'roundTrips'), ...rowsOf('position.second', second, 'roundTrips')];
}

const rowsOf = (name: string, counts: Counts, ...fields: (keyof Counts)[]): Measurement[] => {
  const units: Partial<Record<keyof Counts, string>> = { roundTrips: 'round trips', bytes: 'B' };
  return fields.map((field) => ({ name: `${name}.${field}`, value: counts[field], unit: units[field] ?? 'requests' }));
};

/** Round trips, requests and bytes of a position, its time beside viem's, and what a waiting report adds. */
export async function measurePosition(bundle: string, life: LongLife): Promise<Measurement[]> {
  const { first, second, position } = await lookTwice(bundle, life);
  const statuses = position.exits.map(({ status }) => status).sort();
  if (statuses.join() !== 'claimable,queued') {
    throw new Error(`The account's exits are ${statuses.join()}.`);
  }
  const beside = await compareWithViem(bundle, life, position);
  // What the next report brings is part of the position: with a report open its proof is fetched and simulated.
  await life.devnet.operator.report(10n ** 17n, false);
  const open = await lookTwice(bundle, life);
  return [
    ...rowsOf('position.first', first, 'roundTrips', 'bytes', 'requests', 'fetches', 'chainRequests', 'snapRequests'),
    ...rowsOf('position.second', second, 'roundTrips', 'bytes', 'requests', 'fetches'),
    ...beside,
    ...rowsOf('position.first.openReport', open.first, 'roundTrips', 'requests', 'fetches'),
    ...rowsOf('position.second.openReport', open.second, 'roundTrips', 'requests', 'fetches'),
  ];
}
