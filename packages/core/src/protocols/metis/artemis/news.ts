import { tokenAbi } from '../../../assets/token';
import { readBlock } from '../../../chain/block';
import { isNatural, type Unknown } from '../../../chain/checks';
import { scanLogs } from '../../../chain/logs';
import { ReadBatch } from '../../../chain/read-batch';
import type { PoolContext } from '../../../networks/context';
import type { News, NewsLook } from '../../../staking/news';
import type { Address } from '../../../units';
import { areCodes, readCodes, type Codes } from '../codes';
import { isWeek, weekOf, type Week } from '../week';
import { artemisOn } from './contracts';
import { decodeArtemisEvents, requestFilter, type ArtemisEvent } from './events';
import { buildArtemisLedger } from './ledger';
import { matchRequests, RequestReader, toExits } from './requests';
import { worthOf } from './share-maths';
import { addArtemisState } from './state';

/** An account's open requests as its logs tell: number, artMETIS, METIS and block. Plain JSON. */
type KeptRequest = readonly [nonce: string, shares: string, assets: string, block: number];

/** What a look leaves. Plain JSON. */
type Kept = {
  readonly version: 1;
  readonly block: number;
  readonly feeBps: number;
  readonly codes: Codes;
  /** Open requests by account in lower case, those of them that were told as ready, and the week of its artMETIS. */
  readonly accounts: Readonly<
    Record<
      string,
      { readonly open: readonly KeptRequest[]; readonly told: readonly string[]; readonly week: Week | null }
    >
  >;
};

const isDigits = (value: unknown): boolean => typeof value === 'string' && /^\d{1,78}$/u.test(value);

function isAccount(value: unknown): boolean {
  const { open, told, week } = (value ?? {}) as NonNullable<Unknown<Kept['accounts'][string]>>;
  return (
    Array.isArray(open) &&
    Array.isArray(told) &&
    (week === null || isWeek(week)) &&
    told.every(isDigits) &&
    open.every(
      (each: unknown) =>
        Array.isArray(each) && each.length === 4 && each.slice(0, 3).every(isDigits) && isNatural(each[3]),
    )
  );
}

function parseKept(value: unknown): Kept | null {
  const { version, block, feeBps, codes, accounts } = (value ?? {}) as NonNullable<Unknown<Kept>>;
  return version === 1 &&
    isNatural(block) &&
    isNatural(feeBps) &&
    areCodes(codes) &&
    typeof accounts === 'object' &&
    accounts !== null &&
    Object.values(accounts).every(isAccount)
    ? (value as Kept)
    : null;
}

/** The events that lead to what the look before found. */
function opening(account: string, open: readonly KeptRequest[]): ArtemisEvent[] {
  return open.map(([nonce, shares, assets, blockNumber]) => ({
    name: 'requested',
    ...{ user: account as Address, nonce: BigInt(nonce), shares: BigInt(shares), assets: BigInt(assets) },
    log: { address: '0x', topics: [], data: '0x', blockNumber, logIndex: 0, transactionHash: '0x' },
  }));
}

/**
 * What is new for some accounts, at a block that no reorg reaches: requests that were released and are due, what a
 * week brought, another fee and other code. One call for the state and everybody's requests, one scan for what accounts did since the look before, and one for
 * those that are looked at for the first time. An account whose logs do not explain its requests is read anew next time.
 */
export async function readArtemisNews(
  context: PoolContext,
  accounts: readonly Address[],
  kept: unknown,
): Promise<NewsLook> {
  const before = parseKept(kept);
  const { request, network, pool } = context;
  const newest = await readBlock(request);
  const block = await readBlock(request, Math.max(0, newest.number - network.reorgDepth));
  if (before && before.block > block.number) {
    return { news: [], kept: before, from: before.block };
  }
  const names = accounts.map((account) => account.toLowerCase() as Address);
  const known = names.filter((name) => before && Object.hasOwn(before.accounts, name));
  const others = names.filter((name) => !known.includes(name));
  const scan = async (of: readonly Address[], from: number): Promise<ArtemisEvent[]> =>
    of.length === 0 || from > block.number
      ? []
      : decodeArtemisEvents(await scanLogs(request, requestFilter(context, of), from, block.number));
  const batch = new ReadBatch(network.multicall3);
  const pending = addArtemisState(batch, context);
  const readers = new Map(names.map((name) => [name, new RequestReader(context, name)]));
  for (const reader of readers.values()) {
    reader.ask(batch);
  }
  const { token, withdrawalManager } = artemisOn(network);
  const shares = new Map(
    names.map((name) => [name, batch.add(token, tokenAbi, 'balanceOf', [name], ([count]) => count as bigint)]),
  );
  const [recent, whole, , { codes, news: replaced }] = await Promise.all([
    scan(known, (before?.block ?? 0) + 1),
    scan(others, pool.deployBlock),
    batch.run(request, block),
    readCodes(request, [pool.address, withdrawalManager], block.number, before?.codes),
  ]);
  const rest = new ReadBatch(network.multicall3);
  for (const reader of readers.values()) {
    reader.askRest(rest);
  }
  await rest.run(request, block);
  const state = pending.read(block);
  const news: News[] = [...replaced];
  const left: Record<string, Kept['accounts'][string]> = {};
  for (const [index, name] of names.entries()) {
    const last = before?.accounts[name];
    const events = [...opening(name, last?.open ?? []), ...(last ? recent : whole)];
    const ledger = buildArtemisLedger(name, events, null);
    const matched = matchRequests(readers.get(name)?.read() ?? [], ledger.open);
    if (matched.lacksClaim || matched.lacksRequest) {
      continue;
    }
    const exits = toExits(accounts[index] ?? name, state, matched.requests);
    const ready = state.isManagerPaused ? [] : exits.filter(({ status }) => status === 'claimable');
    for (const { id, owner, totalAssets } of ready.filter((exit) => !last?.told.includes(`${exit.id}`))) {
      news.push({ kind: 'claimable', account: owner, exit: id, assets: totalAssets, total: totalAssets });
    }
    const told = ready.map(({ id }) => `${id}`);
    const open = ledger.open.map(({ nonce, shares, assets, log }): KeptRequest => [
      `${nonce}`,
      `${shares}`,
      `${assets}`,
      log.blockNumber,
    ]);
    const held = shares.get(name)?.value() ?? 0n;
    const value = worthOf(held, state);
    const its = weekOf(
      accounts[index] ?? name,
      held > 0n ? { held: `${held}`, value, staked: value } : null,
      block,
      last?.week,
    );
    news.push(...its.news);
    const stillTold = [...new Set([...told, ...(last?.told ?? [])])].filter((id) => isOpen(open, id));
    left[name] = { open, told: stillTold, week: its.week };
  }
  if (before && before.feeBps !== state.feeBps) {
    news.push({ kind: 'fee', before: before.feeBps, feeBps: state.feeBps });
  }
  const next: Kept = { version: 1, block: block.number, feeBps: state.feeBps, codes, accounts: left };
  return { news, kept: next, from: before?.block ?? null };
}

const isOpen = (open: readonly KeptRequest[], id: string): boolean => open.some(([nonce]) => nonce === id);
