import { readBlock, readViewBlock, type Block } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { scanFilters, type Scan, type ScanOptions } from '../../../chain/log-scan';
import { mergeLogs, toTopic, type Log } from '../../../chain/logs';
import { ReadBatch } from '../../../chain/read-batch';
import { RequestsSpentError } from '../../../chain/request';
import { asOfBlock } from '../../../chain/settled';
import { isStakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import type { News, NewsLook } from '../../../staking/news';
import { isSameAddress, zeroAddress, type Address, type Seconds, type Shares, type Wei } from '../../../units';
import type { ExitTicket, QueuedExit } from '../exit-queue/exit-queue';
import { ExitReader } from '../exit-queue/exit-reader';
import { harvestFilter } from '../harvest/harvests';
import { readAccountView } from '../ledger/account';
import { replayHoldings } from '../ledger/holding-spans';
import { buildLedger, type Ledger } from '../ledger/ledger';
import { vaultInterface } from '../vault/abi';
import { decodeEvents, eventTopics, type PoolEvent } from '../vault/events';
import { sharesToAssets } from '../vault/share-maths';
import { addVaultState, type VaultState } from '../vault/state';
import { parseKept, toKept, type KeptAccount, type KeptExit, type KeptNews } from './kept-news';
import { readPenalties, type FollowedAccount } from './penalties';

/** The least time between two summaries. */
const weekSeconds = 604_800;

/** Claims that are simulated in a look, those of the oldest exits: while it is too early for them, it is for the others. */
const mostClaims = 6;

/** Requests for the logs of accounts that are followed, and of those that are not yet: what is left is read next time. */
const mostLogRequests = 8;
const mostFirstRequests = 12;

/** More exits of an account are not followed, its own before those of others: anybody may send it some. */
const mostExits = 30;

/** Looks that wait for reports which the node leaves out, before those are given up. */
const mostTries = 3;

/** An account without any past. */
const nothing = {
  ...{ shares: 0n, isBlocked: false, isProven: true, exits: [] },
  week: { since: 0, value: 0n, putIn: 0n },
} as const;

/** What the vault says of an account at the block of the look. */
type Now = { readonly shares: Shares; readonly isBlocked: boolean };

/** A log of which nothing but its block matters. */
function bareLog(blockNumber: number): Log {
  return { address: zeroAddress, topics: [], data: '0x', blockNumber, logIndex: 0, transactionHash: '0x' };
}

/** The events that lead to what the look before found: with them, those since can be replayed as a history is. */
function openingEvents(account: Address, { shares, exits }: KeptAccount): PoolEvent[] {
  const queued = exits
    .filter(({ owner }) => isSameAddress(owner, account))
    .reduce((sum, exit) => sum + exit.shares + exit.ticket - exit.id, 0n);
  const staked = {
    name: 'Deposited',
    caller: account,
    receiver: account,
    assets: 0n,
    shares: shares + queued,
  } as const;
  return [
    { ...staked, log: bareLog(0) },
    ...exits.flatMap(({ id, ticket, owner, receiver, requestedInBlock, ...exit }): PoolEvent[] => {
      const log = bareLog(requestedInBlock);
      return [
        { name: 'ExitQueueEntered', owner, receiver, ticket: id, shares: exit.shares + ticket - id, log },
        ...(ticket === id
          ? []
          : ([
              { name: 'ExitedAssetsClaimed', receiver, previousTicket: id, newTicket: ticket, assets: 0n, log },
            ] as const)),
      ];
    }),
  ];
}

const { Deposited, Redeemed, ExitQueueEntered, ExitedAssetsClaimed, CheckpointCreated, FeeSharesMinted } = eventTopics;

/** What accounts did, in chain order, up to a block: an older one than was asked for where the node wants more requests. */
type Movements = Pick<Scan, 'logs' | 'upTo' | 'range'>;

/**
 * Reads what accounts did in a span of blocks. Claims by others who receive exits of theirs are not among it: an exit that
 * is gone has its account read whole.
 */
async function readMovements(
  { request, pool: { address } }: PoolContext,
  accounts: readonly Address[],
  [from, to]: readonly [number, number],
  options: Pick<ScanOptions, 'mostRequests' | 'range'>,
): Promise<Movements> {
  const own = accounts.map(toTopic);
  const filters = [
    { address, topics: [[Deposited, Redeemed, ExitQueueEntered, ExitedAssetsClaimed], own] },
    { address, topics: [[Deposited, ExitQueueEntered], null, own] },
  ];
  return scanFilters(request, filters, from, to, options);
}

/** The logs of the pool's harvests since a look; `null` where the Keeper counts others than the node gives. */
async function readHarvests(
  context: PoolContext,
  base: KeptNews,
  { block, harvest }: VaultState,
): Promise<readonly Log[] | null> {
  const { harvested } = harvest;
  if (harvested === null || base.harvested === null) {
    return null;
  }
  if (harvested.nonce === base.harvested.nonce && harvested.assets === base.harvested.assets) {
    return [];
  }
  const effects = { address: context.pool.address, topics: [[FeeSharesMinted, CheckpointCreated]] };
  const filters = [harvestFilter(context), effects];
  const { logs } = await scanFilters(context.request, filters, base.mark.number + 1, block.number);
  const sum = decodeEvents(logs).reduce(
    (total, event) => total + (event.name === 'KeeperHarvested' ? event.assetsDelta : 0n),
    0n,
  );
  return sum === harvested.assets - base.harvested.assets ? logs : null;
}

/** The open exits that concern an account, and what it must hold, as its ledger tells. */
function ticketsOf(
  account: Address,
  events: readonly PoolEvent[],
): Pick<Ledger, 'expectedShares' | 'lacksRequest'> & { readonly tickets: readonly ExitTicket[] } {
  const { ownedExits, receivedExits, ...ledger } = buildLedger(account, events);
  return {
    ...ledger,
    tickets: [...ownedExits, ...receivedExits.filter(({ owner }) => !isSameAddress(owner, account))],
  };
}

/** Exits, stake and own exits' worth in wei. */
function valueOf(account: Address, shares: Shares, exits: readonly QueuedExit[], state: VaultState): Wei {
  return exits.reduce(
    (sum, { owner, totalAssets }) => (isSameAddress(owner, account) ? sum + totalAssets : sum),
    sharesToAssets(shares, state),
  );
}

/** One look. */
class Look {
  readonly news: News[] = [];
  readonly accounts = new Map<string, KeptAccount>();

  constructor(readonly state: VaultState) {}

  /** Takes in an account as it is now, beside what it was; without that, all of it is new and only claims are told. */
  take(
    account: Address,
    { shares, isBlocked }: Now,
    exits: readonly QueuedExit[],
    { before, putIn = 0n, isProven }: { before?: KeptAccount | undefined; putIn?: Wei | undefined; isProven: boolean },
  ): void {
    const value = valueOf(account, shares, exits, this.state);
    const since = this.state.block.timestamp;
    let week = before ? { ...before.week, putIn: before.week.putIn + putIn } : { since, value, putIn: 0n };
    const ready = new Map(before?.exits.map((exit) => [exit.ticket, exit.ready]));
    for (const { ticket, id, receiver, status, claimableAssets: assets, totalAssets: total, leftShares } of exits) {
      if (status === 'claimable' && isSameAddress(receiver, account) && assets !== ready.get(ticket)) {
        this.news.push({ kind: leftShares > 0n ? 'partly' : 'claimable', account, exit: id, assets, total });
      }
    }
    if (before && isBlocked && !before.isBlocked) {
      this.news.push({ kind: 'blocked', account });
    }
    if (since - week.since >= weekSeconds) {
      if (!isProven) {
        // Not followed any more, it is read whole: this time nothing may be missing.
        return;
      }
      if (value > 0n || week.value > 0n) {
        const assets = value - week.value - week.putIn;
        this.news.push({ kind: 'summary', account, assets, total: value, since: week.since });
      }
      week = { since, value, putIn: 0n };
    }
    const upTo = this.state.block.number;
    const isWhole = isProven && exits.slice(mostExits).every(({ owner }) => !isSameAddress(owner, account));
    const kept = exits.slice(0, mostExits).map(toKeptExit);
    this.accounts.set(account, { upTo, shares, isBlocked, isProven: isWhole, exits: kept, week });
  }

  /** Takes in an account whose logs are read up to an older block. */
  takePart(account: Address, upTo: number, shares: Shares, tickets: readonly ExitTicket[]): void {
    const unread = { requestedAt: 0, queueIndex: -1n, exitedAssets: 0n, ready: 0n };
    const exits = tickets.map((ticket) => ({ ...ticket, ...unread, leftShares: ticket.shares }));
    this.accounts.set(account, { ...nothing, upTo, shares, exits });
  }

  /** What is new of the pool itself: nobody without a stake in it is told. */
  takePool({ feeBps, isFull, implementation }: KeptNews): void {
    const { state } = this;
    const isHeld = ({ upTo, shares, exits }: KeptAccount): boolean =>
      upTo === state.block.number && (shares > 0n || exits.length > 0);
    if (![...this.accounts.values()].some(isHeld)) {
      return;
    }
    if (state.feeBps !== feeBps) {
      this.news.push({ kind: 'fee', before: feeBps, feeBps: state.feeBps });
    }
    if (state.status === 'full' && !isFull) {
      this.news.push({ kind: 'poolFull' });
    }
    if (state.implementation && implementation && !isSameAddress(state.implementation, implementation)) {
      this.news.push({ kind: 'upgraded', implementation: state.implementation });
    }
  }
}

function toKeptExit({ status, claimableAssets, ...exit }: QueuedExit): KeptExit {
  const { id, ticket, shares, owner, receiver, requestedInBlock, requestedAt, queueIndex, leftShares, exitedAssets } =
    exit;
  const ready = status === 'claimable' ? claimableAssets : 0n;
  const place = { id, ticket, shares, owner, receiver, requestedInBlock, requestedAt, queueIndex };
  return { ...place, leftShares, exitedAssets, ready };
}

/**
 * Looks at many accounts of a pool at once, at a block that no reorg reaches any more: its state, everybody's shares and
 * known exits in one call, and what they did since the look before in two scans of logs. What an account did has to explain
 * its shares, and the Keeper's reports have to add up: else the account is read whole, and the reports are awaited.
 *
 * A penalty is told where the reports add up, a week's rewards where all that the account did is known since it began.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT; RequestsSpentError.
 */
export async function readVaultNews(
  context: PoolContext,
  given: readonly Address[],
  keptBefore: unknown,
): Promise<NewsLook> {
  const { request, network, pool } = context;
  const accounts = given.map((account) => account.toLowerCase() as Address);
  const before = parseKept(keptBefore);
  const head = await readViewBlock(request);
  const number = head.number - network.reorgDepth;
  // A node that is behind, or one without a new block, has nothing to tell.
  if (number < pool.deployBlock || (before && number <= before.mark.number)) {
    return { news: [], kept: keptBefore, from: null };
  }
  const [block, marked] = await Promise.all([
    readBlock(request, number),
    before && readBlock(request, before.mark.number),
  ]);
  // On another chain than the one that was looked at, everything is new.
  const base = before && marked?.hash === before.mark.hash ? before : undefined;
  return lookAt({ ...context, request: asOfBlock(request, number) }, accounts, block, base);
}

async function lookAt(
  context: PoolContext,
  accounts: readonly Address[],
  block: Block,
  base: KeptNews | undefined,
): Promise<NewsLook> {
  const { request, network, pool } = context;
  const keptOf = (account: Address): KeptAccount =>
    base?.accounts.get(account) ?? { ...nothing, upTo: pool.deployBlock - 1 };
  const isCurrent = (account: Address): boolean => keptOf(account).upTo === base?.mark.number;
  const known = accounts.filter(isCurrent);
  const keptExits = known.flatMap((account) => keptOf(account).exits);

  const batch = new ReadBatch(network.multicall3);
  const pending = addVaultState(batch, context);
  const asked = accounts.map((account) => {
    const vault = <Value>(method: string) =>
      batch.add(pool.address, vaultInterface, method, [account], ([value]) => value as Value);
    return { account, shares: vault<Shares>('getShares'), isBlocked: vault<boolean>('blockedAccounts') };
  });
  const exitReader = new ExitReader(context);
  exitReader.ask(batch, keptExits);
  const span = [(base?.mark.number ?? 0) + 1, block.number] as const;
  const [moved] = await Promise.all([
    known.length > 0 ? readMovements(context, known, span, { mostRequests: mostLogRequests }) : undefined,
    batch.run(request, block),
  ]);
  const state = pending.read(block);
  const now = new Map<Address, Now>(
    asked.map(({ account, shares, isBlocked }) => [account, { shares: shares.value(), isBlocked: isBlocked.value() }]),
  );
  const nowOf = (account: Address): Now => now.get(account) as Now;
  const harvests = base ? await readHarvests(context, base, state) : [];
  const events = decodeEvents(mergeLogs([moved?.logs ?? [], harvests ?? []]));

  // Those whose logs are still read, as far as they have come: not beside a harvest, which may need the requests.
  let waiting = base?.waiting.filter((account) => accounts.includes(account) && !isCurrent(account)) ?? [];
  const behind = accounts.filter((account) => !isCurrent(account) && !waiting.includes(account));
  const start = Math.min(...behind.map((account) => keptOf(account).upTo));
  const group = harvests?.length === 0 ? behind.filter((account) => keptOf(account).upTo === start) : [];
  const first = group.length > 0 ? await readBehind(context, group, [start + 1, block.number], base?.range) : undefined;
  const firstEvents = decodeEvents(first?.logs ?? []);

  const eventsOf = (account: Address): readonly PoolEvent[] => [
    ...openingEvents(account, keptOf(account)),
    ...(isCurrent(account) ? events : firstEvents),
  ];
  const look = new Look(state);
  const followed: { account: Address; tickets: readonly ExitTicket[] }[] = [];
  for (const [each, { upTo } = { upTo: 0 }] of [
    [known, moved],
    [group, first],
  ] as const) {
    for (const account of each) {
      const { tickets, expectedShares, lacksRequest } = ticketsOf(account, eventsOf(account));
      if (upTo < block.number && upTo > 0) {
        look.takePart(account, upTo, expectedShares, tickets);
      } else if (expectedShares === nowOf(account).shares && !lacksRequest && upTo > 0) {
        followed.push({ account, tickets });
      }
    }
  }
  for (const account of behind.filter((each) => !group.includes(each) && base?.accounts.has(each))) {
    look.accounts.set(account, keptOf(account));
  }
  const logs = [...(moved?.logs ?? []), ...(first?.logs ?? [])];
  const open = followed.flatMap(({ tickets }) => tickets);
  const exitsOf = await readExits(context, exitReader, state, keptExits, logs, open, accounts);
  const explained: FollowedAccount[] = [];
  for (const { account, tickets } of followed) {
    const exits = tickets.map(({ ticket }) => exitsOf.get(ticket) as QueuedExit);
    if (exits.every(({ isKnown }) => isKnown)) {
      const kept = isCurrent(account) ? keptOf(account) : undefined;
      const spans = kept ? replayHoldings(account, eventsOf(account), [kept.upTo, block.number]) : [];
      const isProven = kept?.isProven ?? true;
      look.take(account, nowOf(account), exits, { before: kept, putIn: spans[1]?.putIn, isProven });
      if (kept) {
        explained.push({ account, kept });
      }
    }
  }
  const penalties =
    harvests && (await readPenalties(context, state, explained, events, ({ account }) => eventsOf(account)));
  look.news.push(...(penalties ?? []));
  if (base) {
    look.takePool(base);
  }
  if (base && !penalties && base.tries < mostTries - 1) {
    // The reports are looked for once more from where they lack: what is told of the rest is told now.
    return { news: look.news, kept: toKept({ ...base, tries: base.tries + 1 }), from: base.mark.number };
  }
  const isOpen = (account: Address): boolean =>
    !look.accounts.has(account) && (!behind.includes(account) || group.includes(account));
  waiting = await readWaiting(context, look, [...new Set([...waiting, ...accounts.filter(isOpen)])], nowOf);
  const { feeBps, implementation, harvest, status } = state;
  const kept: KeptNews = {
    mark: { number: block.number, hash: block.hash },
    ...{ feeBps, implementation, isFull: status === 'full', harvested: harvest.harvested, tries: 0 },
    ...{
      range: first && first.upTo < block.number ? first.range : (base?.range ?? null),
      accounts: look.accounts,
      waiting,
    },
  };
  return { news: look.news, kept: toKept(kept), from: base?.mark.number ?? null };
}

/** What accounts did whose logs are still read, as far as the requests suffice; nothing where the node does not give it. */
async function readBehind(
  context: PoolContext,
  accounts: readonly Address[],
  span: readonly [number, number],
  range: number | null | undefined,
): Promise<Movements | undefined> {
  try {
    const options = { mostRequests: mostFirstRequests, range: range ?? undefined };
    return await readMovements(context, accounts, span, options);
  } catch (error) {
    if (isStakingError(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Where exits stand, by their tickets. */
async function readExits(
  context: PoolContext,
  reader: ExitReader,
  state: VaultState,
  kept: readonly KeptExit[],
  logs: readonly Log[],
  given: readonly ExitTicket[],
  accounts: readonly Address[],
): Promise<Map<bigint, QueuedExit>> {
  const isTold = ({ receiver }: ExitTicket): boolean => accounts.includes(receiver.toLowerCase() as Address);
  const tickets = [...new Map(given.map((ticket) => [ticket.ticket, ticket])).values()];
  const known = new Map<bigint, Seconds>(kept.map(({ id, requestedAt }) => [id, requestedAt]));
  const young = new Set(tickets.filter(({ id }) => !known.has(id)).map(({ requestedInBlock }) => requestedInBlock));
  const requests = [...young].map((block) => logs.find(({ blockNumber }) => blockNumber === block) ?? bareLog(block));
  const times = await readLogTimes(context.request, requests, { newest: state.block });
  const dated = tickets
    .map((ticket) => ({
      ...ticket,
      requestedAt: known.get(ticket.id) ?? (times.get(ticket.requestedInBlock) as Seconds),
    }))
    .sort((a, b) => Number(isTold(b)) - Number(isTold(a)) || a.requestedAt - b.requestedAt);
  const seen = new Map(kept.map(({ ticket, ready }) => [ticket, ready]));
  const exits = await reader.read(dated, state, { most: mostClaims, seen });
  return new Map(exits.map((exit) => [exit.ticket, exit]));
}

/** Reads accounts whole, as far as the requests suffice. Returns those that are left, in the order of the next try. */
async function readWaiting(
  context: PoolContext,
  look: Look,
  waiting: readonly Address[],
  nowOf: (account: Address) => Now,
): Promise<Address[]> {
  const left = [...waiting];
  for (const account of waiting) {
    try {
      const { exits, gap } = await readAccountView(context, account);
      look.take(account, nowOf(account), exits, { isProven: gap === null });
      left.shift();
    } catch (error) {
      if (error instanceof RequestsSpentError) {
        return left;
      }
      if (!isStakingError(error)) {
        throw error;
      }
      // The others go first next time.
      left.push(...left.splice(0, 1));
    }
  }
  return left;
}
