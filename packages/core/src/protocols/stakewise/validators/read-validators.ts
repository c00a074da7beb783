import { readViewBlock, type Block } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { noWitnesses } from '../../../chain/log-checkpoint';
import type { Log } from '../../../chain/logs';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { Network } from '../../../networks/types';
import { historyIncomplete, logsMissing, type HistoryGap } from '../../../staking/history-gap';
import type { RegisteredValidator, ValidatorOptions, Validators } from '../../../staking/pool-life';
import { isSameAddress, type Hex, type Seconds } from '../../../units';
import { readPoolLogs } from '../vault/pool-logs';
import { approvalFilter } from '../harvest/harvests';
import { decodeValidatorEvent, validatorTopics, type ValidatorEvent } from './events';

/**
 * What a validator is after an event of it; `undefined` where it is what it was, and for one that was never registered.
 * @param known the validator before it.
 */
export function validatorAfter(
  event: ValidatorEvent,
  known: RegisteredValidator | undefined,
): RegisteredValidator | undefined {
  const { publicKey, log } = event;
  if (event.name === 'registered') {
    const { blockNumber, transactionHash } = log;
    return { publicKey, registeredInBlock: blockNumber, transactionHash, deposited: event.amount, leaving: null };
  }
  if (known && event.name === 'funded') {
    return { ...known, deposited: (known.deposited ?? 0n) + event.amount };
  }
  if (known && event.name === 'withdrawal' && event.amount === 0n) {
    return { ...known, leaving: { inBlock: log.blockNumber, into: null } };
  }
  if (known && event.name === 'consolidation' && event.into !== publicKey) {
    return { ...known, leaving: { inBlock: log.blockNumber, into: event.into } };
  }
  return undefined;
}

/** The validators that events tell of, oldest first. What is said of one that was never registered is left out. */
export function validatorsOf(events: readonly ValidatorEvent[]): RegisteredValidator[] {
  const byKey = new Map<Hex, RegisteredValidator>();
  for (const event of events) {
    const after = validatorAfter(event, byKey.get(event.publicKey));
    if (after) {
      byKey.set(event.publicKey, after);
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
