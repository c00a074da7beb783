import { parseSequencerNames, plainText, type Address, type Network, type SequencerNames } from '@pooled-staking/core';
import { isObject } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';

/** How long a list of names is good for, in milliseconds, and how long it is waited for. */
const goodFor = 86_400_000;
const patience = 2_000;

const longestName = 41;

/** What is kept of a list; anything else counts as none. */
function parseKept(value: unknown): { readonly at: number; readonly names: SequencerNames } {
  const { at, names } = isObject(value) ? value : {};
  return {
    at: typeof at === 'number' ? at : 0,
    names: Object.fromEntries(
      Object.entries(isObject(names) ? names : {}).flatMap(([signer, name]) =>
        typeof name === 'string' ? [[signer, plainText(name, longestName)]] : [],
      ),
    ),
  };
}

/** The names in a list: those of the day, else the newest that can be had in time, else older ones. */
async function readNames({ store, fetchText }: Wallet, url: string): Promise<SequencerNames> {
  const key = `names:${url}`;
  const kept = parseKept(await store.read(key));
  if (Date.now() - kept.at < goodFor) {
    return kept.names;
  }
  const fetched = fetchText(url).then(async (text) => {
    const names = parseSequencerNames(text);
    // A page that is no list is no reason to forget names.
    if (Object.keys(names).length === 0) {
      return kept.names;
    }
    await store.write(key, { at: Date.now(), names });
    return names;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<SequencerNames>((resolve) => {
    timer = setTimeout(() => {
      resolve(kept.names);
    }, patience);
  });
  return Promise.race([fetched, late])
    .catch(() => kept.names)
    .finally(() => {
      clearTimeout(timer);
    });
}

/**
 * The parts of a position, or of a pool, with the names that a public list has for them, behind their numbers. The list is asked
 * for only where there is something to name, once a day, and what is not to be had leaves the numbers alone.
 */
export async function withNames<Item extends { readonly name: string | null; readonly address?: Address | null }>(
  wallet: Wallet,
  { metisSequencers }: Network,
  items: readonly Item[] = [],
): Promise<readonly Item[]> {
  const url = metisSequencers?.names;
  if (url === undefined || !wallet.canFetch || !items.some(({ address }) => address)) {
    return items;
  }
  const names = await readNames(wallet, url).catch((): SequencerNames => ({}));
  return items.map((item) => {
    const name = names[item.address?.toLowerCase() ?? ''];
    return name === undefined ? item : { ...item, name: item.name === null ? name : `${item.name} ${name}` };
  });
}
