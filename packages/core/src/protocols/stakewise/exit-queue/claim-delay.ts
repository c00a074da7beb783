import type { ClaimDelay } from '../../../staking/exit';
import type { Block } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { isHex, isNatural, type Unknown } from '../../../chain/checks';
import { scanLogs, type Log, type ScanOptions } from '../../../chain/logs';
import type { Store } from '../../../chain/store';
import { isStakingError } from '../../../errors';
import { isSameAddress, type Address, type Seconds } from '../../../units';
import { vaultInterface } from '../vault/abi';
import { storeKey, type PoolContext } from '../../../networks/context';
import { decodeEvent, eventTopics } from '../vault/events';

/** The longest time between a request and its claim that any known vault asks for: 24 hours. Later ones ask for 15. */
export const longestClaimDelay: Seconds = 86_400;

/**
 * What holds for every known vault. There is no getter for the wait: the shortest of a claim that a vault paid bounds it,
 * and this where no claim tells more.
 */
export const longestKnownDelay: ClaimDelay = { seconds: longestClaimDelay, basis: 'longest-known', claims: 0 };

/** A claim that was paid, and the request that it belongs to. */
export type PaidExit = { readonly request: Log; readonly claim: Log };

const isBefore = (left: Log, right: Log): boolean =>
  left.blockNumber < right.blockNumber || (left.blockNumber === right.blockNumber && left.logIndex < right.logIndex);

/** A vault's claims with their requests, and where its code last changed, from its logs in chain order. */
export type PaidExits = { readonly paid: readonly PaidExit[]; readonly upgrade: Log | undefined };

/**
 * Joins the claims in a vault's logs to their requests. What a partial claim leaves has a new ticket and keeps the time of
 * its request. Claims of requests before the logs are left out, and so are claims before the vault's code last changed:
 * the delay belongs to the code, and a new one holds for requests that wait already.
 */
export function findPaidExits(logs: readonly Log[]): PaidExits {
  const upgraded = vaultInterface.topic('Upgraded');
  const upgrade = logs.findLast(({ topics }) => topics[0] === upgraded);
  const requests = new Map<bigint, Log>();
  const paid: PaidExit[] = [];
  for (const log of logs) {
    const event = decodeEvent(log);
    if (event?.name === 'ExitQueueEntered') {
      requests.set(event.ticket, log);
    } else if (event?.name === 'ExitedAssetsClaimed') {
      const request = requests.get(event.previousTicket);
      if (request && event.newTicket !== 0n) {
        requests.set(event.newTicket, request);
      }
      if (request && !(upgrade && isBefore(log, upgrade))) {
        paid.push({ request, claim: log });
      }
    }
  }
  return { paid, upgrade };
}

/** The shortest of some waits, never longer than what is known of every vault. */
export function claimDelayOf(waits: readonly Seconds[], claims: number): ClaimDelay {
  const shortest = waits.reduce((least, wait) => Math.min(least, wait), longestClaimDelay);
  return shortest < longestClaimDelay
    ? { seconds: shortest, basis: 'observed', claims }
    : { ...longestKnownDelay, claims };
}

const daySeconds = 86_400;

/** Slots of 12 seconds in a day: no more blocks than that. */
const blocksPerDay = 7_200;

/** Days to look back at first. A prompt claim comes a day after its request, so a week has those that count. */
const firstDays = 7;

/** Days before the newest block that was read: requests whose claims are new since. */
const overlapDays = 2;

/** Where headers must tell the times: those of the claims that came soonest after their requests, by blocks. */
const mostTimed = 3;

/** What is kept between reads. */
type Memory = {
  readonly version: 1;
  readonly implementation: Address;
  /** The shortest wait that any claim of this code showed. */
  readonly shortest: Seconds;
  readonly claims: number;
  readonly block: number;
  readonly timestamp: Seconds;
};

function parseMemory(value: unknown): Memory | undefined {
  const { version, implementation, shortest, claims, block, timestamp } = (value ?? {}) as NonNullable<Unknown<Memory>>;
  const isMemory =
    version === 1 &&
    isHex(implementation) &&
    [shortest, claims, block, timestamp].every(isNatural) &&
    Number(shortest) <= longestClaimDelay;
  return isMemory ? (value as Memory) : undefined;
}

/** Whose delay is kept. */
type OfPool = Pick<PoolContext, 'network' | 'pool'>;

async function readMemory(
  context: OfPool,
  store: Pick<Store, 'read'> | undefined,
  block: Block,
): Promise<Memory | null> {
  const kept = parseMemory(await store?.read(storeKey(context, 'claim-delay')).catch(() => undefined));
  return kept && block.timestamp >= kept.timestamp && kept.block <= block.number ? kept : null;
}

function isOfCode(memory: Memory | null, code: Address | null): memory is Memory {
  return memory !== null && code !== null && isSameAddress(code, memory.implementation);
}

/** What is remembered of a pool that runs this code; what is known of every vault where that is nothing. */
const knownOf = (memory: Memory | null, code: Address | null): ClaimDelay =>
  isOfCode(memory, code) ? claimDelayOf([memory.shortest], memory.claims) : longestKnownDelay;

/**
 * What earlier reads have kept of how long a pool makes exits wait, for where nothing more can be asked: it asks the store
 * only. Gives what to say of the code that the pool runs at the block: what was found for that very code, else what is
 * known of every vault; `null` for code that is unknown. A store that fails counts as an empty one.
 */
export async function readKeptClaimDelay(
  context: OfPool,
  store: Pick<Store, 'read'>,
  block: Block,
): Promise<(implementation: Address | null) => ClaimDelay> {
  const memory = await readMemory(context, store, block);
  return (implementation) => knownOf(memory, implementation);
}

/** How long exits waited: of every claim whose logs carry times, and of those that headers are read for. */
async function readWaits({ request }: PoolContext, newest: Block, paid: readonly PaidExit[]): Promise<Seconds[]> {
  const isTimed = (each: PaidExit): boolean =>
    each.request.blockTimestamp !== undefined && each.claim.blockTimestamp !== undefined;
  const blocksOf = (each: PaidExit): number => each.claim.blockNumber - each.request.blockNumber;
  const soonest = paid.filter((each) => !isTimed(each)).sort((a, b) => blocksOf(a) - blocksOf(b));
  const asked = [...paid.filter(isTimed), ...soonest.slice(0, mostTimed)];
  const times = await readLogTimes(
    request,
    asked.flatMap((each) => [each.request, each.claim]),
    { newest, forEstimate: true },
  );
  const timeOf = ({ blockNumber }: Log): Seconds => times.get(blockNumber) ?? NaN;
  return asked.map((each) => timeOf(each.claim) - timeOf(each.request)).filter((wait) => wait >= 0);
}

/** What a vault's logs since a block show, as far as they go beyond what is remembered. */
async function observe(
  context: PoolContext,
  block: Block,
  memory: Memory | null,
  options: ScanOptions,
): Promise<{ readonly waits: readonly Seconds[]; readonly claims: number; readonly isUpgraded: boolean }> {
  const { request, pool } = context;
  const from = Math.max(
    pool.deployBlock,
    block.number - firstDays * blocksPerDay,
    (memory?.block ?? 0) - overlapDays * blocksPerDay,
  );
  const topics = [[eventTopics.ExitQueueEntered, eventTopics.ExitedAssetsClaimed, vaultInterface.topic('Upgraded')]];
  const logs = await scanLogs(request, { address: pool.address, topics }, from, block.number, options);
  const { paid, upgrade } = findPaidExits(logs);
  const fresh = paid.filter(({ claim }) => !memory || claim.blockNumber > memory.block);
  const isUpgraded = upgrade !== undefined && upgrade.blockNumber > (memory?.block ?? 0);
  return { waits: await readWaits(context, block, fresh), claims: fresh.length, isUpgraded };
}

/**
 * Reads how long the pool makes exits wait, from its claims of the last week and, with a store, those that earlier reads
 * saw: one request for logs, and a few headers behind it on nodes that give logs without times; none within a day of the
 * last read while the vault's code is the same. It fails nothing: where the logs cannot be had, what is known has to do.
 * @param implementation the vault's code at the block, which may still be on its way; `null` where it is unknown.
 * @throws the signal's reason when it is cancelled, and what `implementation` rejects with.
 */
export async function readClaimDelay(
  context: PoolContext,
  block: Block,
  implementation: Address | null | Promise<Address | null>,
  options: ScanOptions = {},
): Promise<ClaimDelay> {
  const coming = Promise.resolve(implementation);
  // Whoever awaits it below hears of a failure; until then it is nobody's.
  coming.catch(() => undefined);
  const memory = await readMemory(context, context.store, block);
  if (memory && block.timestamp - memory.timestamp < daySeconds && isOfCode(memory, await coming)) {
    return knownOf(memory, memory.implementation);
  }
  const [code, seen] = await Promise.all([
    coming,
    observe(context, block, memory, options).catch((error: unknown) => {
      if (isStakingError(error)) {
        return null;
      }
      throw error;
    }),
  ]);
  if (seen === null) {
    return knownOf(memory, code);
  }
  const before = seen.isUpgraded ? longestKnownDelay : knownOf(memory, code);
  const delay = claimDelayOf([before.seconds, ...seen.waits], before.claims + seen.claims);
  if (code !== null) {
    const value: Memory = {
      version: 1,
      implementation: code,
      shortest: delay.seconds,
      claims: delay.claims,
      block: block.number,
      timestamp: block.timestamp,
    };
    await context.store?.write(storeKey(context, 'claim-delay'), value).catch(() => undefined);
  }
  return delay;
}
