import { fateOf, isFinal, look, type Fate, type Sent } from '@pooled-staking/core';
import type { WalletProvider } from '../wallet/discovery';
import { seek, type Asked, type Findings } from './asked';

/** What a watch has found: `null` while the network does not answer. */
export type News = { readonly sent: Sent; readonly fate: Fate } | null;

/** Waits, or less when the signal aborts. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** How often a node is asked, of the time between two blocks: so that the news is never late by much. */
const perBlock = 4;

/**
 * Watches a sent transaction until nothing more can come of it, or until the signal aborts. Failures of the node are
 * waited out: the transaction is on its way whatever this page sees.
 * @param notThese hashes of this page's other transactions, in small letters.
 * @param interval how often the newest block is asked for, in milliseconds.
 */
export async function watchTransaction(
  provider: WalletProvider,
  transaction: Sent,
  notThese: () => ReadonlySet<string>,
  onNews: (news: News) => void,
  interval: number,
  signal: AbortSignal,
): Promise<void> {
  const isStopped = (): boolean => signal.aborted;
  let sent = transaction;
  while (!isStopped()) {
    const found = await look(provider, sent, notThese()).catch(() => undefined);
    if (isStopped()) {
      return;
    }
    if (found === undefined) {
      onNews(null);
    } else if (found) {
      ({ sent } = found);
      const fate = fateOf(sent, found.seen);
      onNews({ sent, fate });
      if (isFinal(sent, fate)) {
        return;
      }
    }
    await pause(interval / perBlock, signal);
  }
}

/** What a watch has found of what has no hash: `null` while the network does not answer. */
export type AskedNews = Findings | null;

/**
 * Watches for what a wallet was handed and gave no hash for, until it is found, has ended or the signal aborts.
 * @param isHeld true while the wallet asks about another one: what it sends then is not this one.
 * @param notThese, interval as for {@link watchTransaction}.
 */
export async function watchAsked(
  provider: WalletProvider,
  handed: Asked,
  isHeld: () => boolean,
  notThese: () => ReadonlySet<string>,
  onNews: (news: AskedNews) => void,
  interval: number,
  signal: AbortSignal,
): Promise<void> {
  const isStopped = (): boolean => signal.aborted;
  let asked = handed;
  while (!isStopped()) {
    const seen = isHeld() ? null : await seek(provider, asked, notThese()).catch(() => undefined);
    if (isStopped()) {
      return;
    }
    if (seen === undefined) {
      onNews(null);
    } else if (seen && 'found' in seen) {
      if (!isHeld() && !notThese().has(seen.found.hash.toLowerCase())) {
        onNews(seen);
        return;
      }
    } else if (seen) {
      onNews(seen);
      if ('ended' in seen) {
        return;
      }
      ({ asked } = seen);
    }
    await pause(interval / perBlock, signal);
  }
}
