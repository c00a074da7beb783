import { readViewBlock, type Block } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { noWitnesses } from '../../../chain/log-checkpoint';
import type { Log, ScanOptions } from '../../../chain/logs';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { Network } from '../../../networks/types';
import { historyIncomplete, logsMissing, type HistoryGap } from '../../../staking/history-gap';
import { isSameAddress, type Hex, type Seconds, type Wei } from '../../../units';
import { readPoolLogs } from '../vault/pool-logs';
import { approvalFilter } from '../harvest/harvests';
import { decodeValidatorEvent, validatorTopics, type ValidatorEvent } from './events';

/** How a validator is on its way out, as the pool asked for it. What operators ask for elsewhere, the vault does not tell. */
export type Leaving = {
  readonly inBlock: number;
  /** The validator that takes over its balance; `null`: it comes back to the pool. */
  readonly into: Hex | null;
};

/** A validator that was registered for the pool. */
export type RegisteredValidator = {
  /** 48 bytes. */
  readonly publicKey: Hex;
  readonly registeredInBlock: number;
  readonly transactionHash: Hex;
  /** Wei that the pool has put into it, later additions included; `null` where the event does not tell: the code asks 32 ETH then. */
  readonly deposited: Wei | null;
  readonly leaving: Leaving | null;
};

/** One of a page, with its time. */
export type Validator = RegisteredValidator & { readonly registeredAt: Seconds };

/** The validators behind a pool. */
export type Validators = {
  readonly block: Block;
  /** All that were ever registered; those that left long ago are among them, since only the beacon chain tells of that. */
  readonly count: number;
  /** Of these, those that the pool itself asked to leave. */
  readonly leaving: number;
  /** Those of the page, the newest first. */
  readonly validators: readonly Validator[];
};

export type ValidatorOptions = Pick<ScanOptions, 'signal' | 'onProgress'> & {
  readonly minBlock?: number | undefined;
  /** Which of them, counted from the newest; all by default. */
  readonly page?: { readonly skip: number; readonly most: number } | undefined;
};

/** The validators that events tell of, oldest first. What is said of one that was never registered is left out. */
export function validatorsOf(events: readonly ValidatorEvent[]): RegisteredValidator[] {
  const byKey = new Map<Hex, RegisteredValidator>();
  for (const event of events) {
    const { publicKey, log } = event;
    const known = byKey.get(publicKey);
    if (event.name === 'registered') {
      const { blockNumber, transactionHash } = log;
      const registered = { publicKey, registeredInBlock: blockNumber, transactionHash };
      byKey.set(publicKey, { ...registered, deposited: event.amount, leaving: null });
    } else if (known && event.name === 'funded') {
      byKey.set(publicKey, { ...known, deposited: (known.deposited ?? 0n) + event.amount });
    } else if (known && event.name === 'withdrawal' && event.amount === 0n) {
      byKey.set(publicKey, { ...known, leaving: { inBlock: log.blockNumber, into: null } });
    } else if (known && event.name === 'consolidation' && event.into !== publicKey) {
      byKey.set(publicKey, { ...known, leaving: { inBlock: log.blockNumber, into: event.into } });
    }
  }
  return [...byKey.values()];
}

/**
 * What is missing of the logs: the Keeper approves every registration in its own transaction, so each of both has the other.
 * Source: the vault's `registerValidators`, which calls the Keeper's `approveValidators`, of all known codes.
 */
function findGap(events: readonly ValidatorEvent[], approvals: readonly Log[]): HistoryGap | null {
  const registered = events.flatMap(({ name, log }) => (name === 'registered' ? [log] : []));
  const registering = new Set(registered.map(({ transactionHash }) => transactionHash));
  const approved = new Set(approvals.map(({ transactionHash }) => transactionHash));
  const lone = [
    ...registered.filter(({ transactionHash }) => !approved.has(transactionHash)),
    ...approvals.filter(({ transactionHash }) => !registering.has(transactionHash)),
  ].map(({ blockNumber }) => blockNumber);
  return lone.length === 0 ? null : logsMissing(Math.min(...lone), Math.max(...lone));
}

async function readEvents(
  context: PoolContext,
  to: Block | Promise<Block>,
  options: ValidatorOptions & { readonly fresh?: boolean },
): Promise<{ readonly events: ValidatorEvent[]; readonly gap: HistoryGap | null }> {
  const { pool } = context;
  const filters = [{ address: pool.address, topics: [validatorTopics()] }, approvalFilter(context)];
  const { logs } = await readPoolLogs(context, 'validators', filters, noWitnesses(filters), to, options);
  const events: ValidatorEvent[] = [];
  const approvals: Log[] = [];
  for (const log of logs) {
    const event = isSameAddress(log.address, pool.address) ? decodeValidatorEvent(log) : undefined;
    if (event) {
      events.push(event);
    } else {
      approvals.push(log);
    }
  }
  return { events, gap: findGap(events, approvals) };
}

/**
 * Reads which validators were registered for the pool, from the vault's own events: one step for the newest block and the
 * logs (in parts where the node wants that, with progress), and one for the times of the page. With a store only what is new
 * is read. Which of them run, and with how much, the beacon chain tells: see {@link validatorPage}.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT; HISTORY_INCOMPLETE where the node lacks a registration; the
 * signal's reason.
 */
export async function readValidators(context: PoolContext, options: ValidatorOptions = {}): Promise<Validators> {
  const { request, store } = context;
  const coming = readViewBlock(request, options.minBlock);
  // It is awaited once the logs are asked for.
  coming.catch(() => undefined);
  const first = await readEvents(context, coming, options);
  const block = await coming;
  // What is kept may stem from a node that left some out.
  const { events, gap } = first.gap ? await readEvents(context, block, { ...options, fresh: true }) : first;
  if (gap) {
    throw historyIncomplete(gap);
  }
  const all = validatorsOf(events).reverse();
  const { skip, most } = options.page ?? { skip: 0, most: all.length };
  const page = all.slice(skip, skip + most);
  const shown = new Set(page.map(({ registeredInBlock }) => registeredInBlock));
  const logs = events.flatMap(({ log }) => (shown.has(log.blockNumber) ? [log] : []));
  const kept = store && { store, key: storeKey(context, 'times') };
  const times = await readLogTimes(request, logs, { kept, newest: block });
  return {
    block,
    count: all.length,
    leaving: all.filter(({ leaving }) => leaving !== null).length,
    validators: page.map((each) => ({ ...each, registeredAt: times.get(each.registeredInBlock) as Seconds })),
  };
}

/** Where a site shows a validator; `null` on a network without such a site. */
export function validatorPage(
  { beaconExplorer }: Pick<Network, 'beaconExplorer'>,
  { publicKey }: Pick<RegisteredValidator, 'publicKey'>,
): string | null {
  return beaconExplorer === undefined ? null : `${beaconExplorer}/validator/${publicKey}`;
}
