import { tokenAbi } from '../../../assets/token';
import { readBlock, type Block } from '../../../chain/block';
import { isNatural, type Unknown } from '../../../chain/checks';
import { scanLogs, toTopic, type Log } from '../../../chain/logs';
import { ReadBatch } from '../../../chain/read-batch';
import type { PoolContext } from '../../../networks/context';
import type { News, NewsLook } from '../../../staking/news';
import { isSameAddress, zeroAddress, type Address, type Wei } from '../../../units';
import { areCodes, readCodes, type Codes } from '../codes';
import { isWeek, weekOf, type Week } from '../week';
import { vestingAbi } from './abi';
import { findContracts, readKeptContracts, type Contracts } from './contracts';
import { accountIn } from './movements';
import { vestingExit } from './semetis-position';
import { addEnki, toAssets, type EnkiState } from './state';
import { addTicket } from './tickets';

/** An account as the look before found it: all JSON. */
type KeptAccount = {
  /** Its tickets, as far as logs up to the look tell. */
  readonly tickets: readonly number[];
  /** Exits of which was told that they can be claimed, and have not been since. */
  readonly told: readonly number[];
  /** Of its shares of the vault; of tickets there is none. */
  readonly week: Week | null;
};

type Kept = {
  readonly version: 1;
  readonly block: number;
  readonly codes: Codes;
  readonly accounts: Readonly<Record<string, KeptAccount>>;
};

const areNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(isNatural);

function isKeptAccount(value: unknown): value is KeptAccount {
  const { tickets, told, week: its } = (value ?? {}) as NonNullable<Unknown<KeptAccount>>;
  return areNumbers(tickets) && areNumbers(told) && (its === null || isWeek(its));
}

function parseKept(value: unknown): Kept | undefined {
  const { version, block, codes, accounts } = (value ?? {}) as NonNullable<Unknown<Kept>>;
  const isWhole =
    version === 1 && isNatural(block) && areCodes(codes) && typeof accounts === 'object' && accounts !== null;
  return isWhole && Object.values(accounts).every(isKeptAccount) ? (value as Kept) : undefined;
}

/** Tickets of accounts after some logs of theirs. */
function followTickets(
  logs: readonly Log[],
  accounts: readonly Address[],
  before: (account: Address) => readonly number[],
): Map<string, Set<number>> {
  const held = new Map(accounts.map((account) => [account.toLowerCase(), new Set(before(account))]));
  for (const log of logs) {
    const id = Number(BigInt(log.topics[3] ?? 0));
    held.get(accountIn(log, 1))?.delete(id);
    held.get(accountIn(log, 2))?.add(id);
  }
  return held;
}

async function readTicketLogs(
  { request }: PoolContext,
  { redemptionQueue: address }: Contracts,
  accounts: readonly Address[],
  from: number,
  to: number,
): Promise<Log[]> {
  const [transfer, own] = [tokenAbi.topic('Transfer'), accounts.map(toTopic)];
  if (accounts.length === 0 || from > to) {
    return [];
  }
  const found = await Promise.all(
    [
      [transfer, own],
      [transfer, null, own],
    ].map(async (topics) => scanLogs(request, { address, topics }, from, to)),
  );
  const all = new Map(found.flat().map((log) => [`${log.blockNumber}:${log.logIndex}`, log]));
  return [...all.values()].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
}

/** An exit that can be claimed: which, and what it pays. */
type Ready = { readonly exit: bigint; readonly assets: Wei };
type Found = {
  /** The logs lead to as many tickets as the queue counts. */
  readonly isWhole: boolean;
  readonly tickets: readonly number[];
  readonly ready: readonly Ready[];
  readonly shares: bigint;
  readonly total: Wei;
};
type Finder = {
  readonly of: (account: Address) => Found;
  /** What the account's stake and exits are kept by. */
  readonly proxies: readonly Address[];
};

/** Asks for tickets of the queue: those that are due while it has enough METIS for each. */
async function findTickets(
  context: PoolContext,
  contracts: Contracts,
  accounts: readonly Address[],
  block: Block,
  kept: Kept | undefined,
  batch: ReadBatch,
): Promise<(account: Address, state: EnkiState) => Found> {
  const keptOf = (account: Address): KeptAccount | undefined => kept?.accounts[account.toLowerCase()];
  const known = accounts.filter(keptOf);
  const fresh = accounts.filter((account) => !known.includes(account));
  const from = kept ? kept.block + 1 : context.pool.deployBlock;
  const logs = await Promise.all([
    readTicketLogs(context, contracts, known, from, block.number),
    readTicketLogs(context, contracts, fresh, context.pool.deployBlock, block.number),
  ]);
  const held = new Map([
    ...followTickets(logs[0], known, (account) => keptOf(account)?.tickets ?? []),
    ...followTickets(logs[1], fresh, () => []),
  ]);
  const ids = [...new Set([...held.values()].flatMap((each) => [...each]))];
  const infos = new Map(ids.map((id) => [id, addTicket(batch, contracts, BigInt(id))]));
  const counts = new Map(
    accounts.map((account) => {
      const { redemptionQueue } = contracts;
      return [account, batch.add(redemptionQueue, tokenAbi, 'balanceOf', [account], ([count]) => Number(count))];
    }),
  );
  return (account, { queueBalance }) => {
    const tickets = [...(held.get(account.toLowerCase()) ?? [])].filter(
      (id) => infos.get(id)?.value().isRedeemed === false,
    );
    const ready = tickets.flatMap((id): Ready[] => {
      const { maturity = Infinity, amount = 0n } = infos.get(id)?.value() ?? {};
      return block.timestamp >= maturity && queueBalance >= amount ? [{ exit: BigInt(id), assets: amount }] : [];
    });
    const isWhole = held.get(account.toLowerCase())?.size === counts.get(account)?.value();
    return { isWhole, tickets, ready, shares: 0n, total: 0n };
  };
}

/** Asks for what vests: it is told once all of it is free. */
function findVested(
  contracts: Contracts,
  accounts: readonly Address[],
  batch: ReadBatch,
): (account: Address, state: EnkiState) => Found {
  const asked = new Map(
    accounts.map((account) => [
      account,
      {
        shares: batch.add(contracts.seMetis, tokenAbi, 'balanceOf', [account], ([value]) => value as bigint),
        claimable: batch.add(contracts.vesting, vestingAbi, 'claimable', [account], ([value]) => value as bigint),
        info: batch.add(contracts.vesting, vestingAbi, 'userInfos', [account], (values) => values as readonly bigint[]),
      },
    ]),
  );
  return (account, { vault }) => {
    const its = asked.get(account);
    const [, counted = 0n, claimed = 0n, , waiting = 0n] = its?.info.value() ?? [];
    const [shares, claimable] = [its?.shares.value() ?? 0n, its?.claimable.value() ?? 0n];
    const isFree = claimable > 0n && claimable >= waiting + counted - claimed;
    const ready = isFree ? [{ exit: vestingExit, assets: claimable }] : [];
    return { isWhole: true, tickets: [], ready, shares, total: toAssets(shares, vault) };
  };
}

/**
 * What is new for accounts: a ticket that is due and funded, all that vests free, what a week brought, other code. All of them in a few
 * requests, at a block that no reorg reaches.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT; RequestsSpentError.
 */
export async function readNews(context: PoolContext, accounts: readonly Address[], given: unknown): Promise<NewsLook> {
  const { request, network, pool } = context;
  const kept = parseKept(given);
  const newest = await readBlock(request);
  const number = Math.max(newest.number - network.reorgDepth, 0);
  if (number <= (kept?.block ?? -1)) {
    return { news: [], kept: given, from: kept?.block ?? null };
  }
  const block = await readBlock(request, number);
  const look = async (contracts: Contracts): Promise<Finder | null> => {
    const batch = new ReadBatch(network.multicall3);
    const { isSame, read } = addEnki(batch, context, contracts, zeroAddress);
    const of = isSameAddress(pool.address, contracts.seMetis)
      ? findVested(contracts, accounts, batch)
      : await findTickets(context, contracts, accounts, block, kept, batch);
    await batch.run(request, block);
    if (!isSame()) {
      return null;
    }
    const { state } = read(block);
    const { seMetis, vesting, redemptionQueue, minter } = contracts;
    const isVault = isSameAddress(pool.address, seMetis);
    return { of: (account) => of(account, state), proxies: isVault ? [seMetis, vesting] : [minter, redemptionQueue] };
  };
  const known = await readKeptContracts(context);
  const finder = (known && (await look(known))) ?? (await look(await findContracts(context, Promise.resolve(block))));
  const { codes, news: replaced } = await readCodes(request, finder?.proxies ?? [], number, kept?.codes);
  const news: News[] = [...replaced];
  const next: Record<string, KeptAccount> = {};
  for (const account of finder ? accounts : []) {
    const found = (finder as Finder).of(account);
    if (!found.isWhole) {
      // It is read anew next time.
      continue;
    }
    const before = kept?.accounts[account.toLowerCase()];
    for (const { exit, assets } of found.ready.filter((each) => before?.told.includes(Number(each.exit)) !== true)) {
      news.push({ kind: 'claimable', account, exit, assets, total: assets });
    }
    const { shares, total } = found;
    const held = shares > 0n ? { held: `${shares}`, value: total, staked: total } : null;
    const its = weekOf(account, held, block, before?.week);
    news.push(...its.news);
    const told = found.ready.map(({ exit }) => Number(exit));
    next[account.toLowerCase()] = { tickets: found.tickets, told, week: its.week };
  }
  const after: Kept = { version: 1, block: number, codes, accounts: next };
  return { news, kept: finder ? after : given, from: kept?.block ?? null };
}
