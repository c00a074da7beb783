import { toQuantity } from '../chain/block';
import type { Request } from '../chain/request';
import { isSameAddress } from '../units';
import type { Call, Sent, Sighting, Taker } from './fate';

/** A wallet's way to its node. */
export type Provider = { readonly request: Request };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** A quantity of a node's answer. @throws Error when it is none. */
function readQuantity(value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) {
    throw new Error('The node gave no number.');
  }
  return number;
}

async function readCount(provider: Provider, account: string, tag: string): Promise<number> {
  return readQuantity(await provider.request({ method: 'eth_getTransactionCount', params: [account, tag] }));
}

/** How many transactions of an account are mined. @throws as the wallet does, and Error when the node gives no number. */
export const readMinedCount = async (provider: Provider, account: string): Promise<number> =>
  readCount(provider, account, 'latest');

/** The newest block. @throws as the wallet does, and Error when the node gives no number. */
export const readHead = async (provider: Provider): Promise<number> =>
  readQuantity(await provider.request({ method: 'eth_blockNumber' }));

/** The newest block and the account's next free nonce, as far as the node tells them: what is noted before sending. */
export async function lookBefore(
  provider: Provider,
  account: string,
): Promise<{ readonly nonce: number | null; readonly head: number | null }> {
  const [nonce, head] = await Promise.all([
    readCount(provider, account, 'pending').catch(() => null),
    readHead(provider).catch(() => null),
  ]);
  return { nonce, head };
}

async function readReceipt(provider: Provider, hash: string): Promise<Sighting['receipt']> {
  const receipt = await provider.request({ method: 'eth_getTransactionReceipt', params: [hash] });
  return isFields(receipt) && typeof receipt['blockNumber'] === 'string'
    ? { isSuccess: Number(receipt['status']) === 1, blockNumber: readQuantity(receipt['blockNumber']) }
    : null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '0x');

function callOf(transaction: Fields): Call {
  const value = textOf(transaction['value']);
  return {
    to: textOf(transaction['to']),
    value: /^0x[\da-f]+$/iu.test(value) ? value : '0x0',
    data: textOf(transaction['input'] ?? transaction['data']),
  };
}

/** The transaction of an account with a nonce in a block, or `null`. */
async function findInBlock(
  provider: Provider,
  account: string,
  nonce: number,
  blockNumber: number,
): Promise<Taker | null> {
  const block = await provider.request({ method: 'eth_getBlockByNumber', params: [toQuantity(blockNumber), true] });
  const transactions: unknown = isFields(block) ? block['transactions'] : undefined;
  const found = (Array.isArray(transactions) ? (transactions as unknown[]) : [])
    .filter(isFields)
    .find(({ from, nonce: own }) => typeof from === 'string' && isSameAddress(from, account) && Number(own) === nonce);
  return found && typeof found['hash'] === 'string'
    ? { hash: found['hash'], from: account, blockNumber, call: callOf(found), isSuccess: null }
    : null;
}

/** The most blocks that are read one by one, where the node does not tell which one it is. */
const mostBlocks = 32;

/**
 * Finds the transaction of an account that was mined with a nonce, after one block and up to another: by the account's
 * count at old blocks, and where the node has no old state, in the blocks themselves, a bounded number of them.
 */
export async function findTaker(
  provider: Provider,
  account: string,
  nonce: number,
  after: number,
  head: number,
): Promise<Taker | null> {
  let [low, high] = [Math.max(0, Math.min(after, head - 1)), head];
  try {
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((await readCount(provider, account, toQuantity(middle))) > nonce) {
        high = middle;
      } else {
        low = middle;
      }
    }
    low = high - 1;
  } catch {
    high = Math.min(high, low + mostBlocks);
  }
  for (let number = low + 1; number <= high; number += 1) {
    const taker = await findInBlock(provider, account, nonce, number);
    if (taker) {
      return taker;
    }
  }
  return null;
}

/** The node may tell of its newest block a moment later than of what is in it. */
export const blocksOfDoubt = 3;

/**
 * Asks the node of a wallet, which moves between networks: what is asked on another one means nothing.
 * @returns `null` when the wallet is elsewhere, before or after.
 * @throws as the wallet and the work do.
 */
export async function onChain<Result>(
  provider: Provider,
  chainId: number,
  ask: () => Promise<Result>,
): Promise<Result | null> {
  const isElsewhere = async (): Promise<boolean> =>
    Number(await provider.request({ method: 'eth_chainId' })) !== chainId;
  if (await isElsewhere()) {
    return null;
  }
  const result = await ask();
  return (await isElsewhere()) ? null : result;
}

/** What a node says of a transaction, and the transaction with what was learnt of it. */
export type Look = { readonly sent: Sent; readonly seen: Sighting };

/**
 * Asks the node of a wallet what became of a transaction.
 * @param notThese hashes of other transactions of this page: none of them stands in the place of this one.
 * @returns `null` while the wallet is on another network, where the hash means nothing.
 * @throws as the wallet does.
 */
export async function look(provider: Provider, before: Sent, notThese: ReadonlySet<string>): Promise<Look | null> {
  return onChain(provider, before.chainId, async () => lookHere(provider, before, notThese));
}

async function lookHere(provider: Provider, before: Sent, notThese: ReadonlySet<string>): Promise<Look> {
  const { hash, account } = before;
  const [receipt, transaction, minedCount, head] = await Promise.all([
    readReceipt(provider, hash),
    provider.request({ method: 'eth_getTransactionByHash', params: [hash] }),
    readMinedCount(provider, account),
    readHead(provider),
  ]);
  const isKnown = isFields(transaction);
  const isShown = isKnown && typeof transaction['nonce'] === 'string';
  const sent: Sent = {
    ...before,
    nonce: isShown ? readQuantity(transaction['nonce']) : before.nonce,
    isNonceSeen: before.isNonceSeen || isShown,
    knownAt: isKnown ? head : (before.knownAt ?? head),
  };
  let taker: Taker | null = null;
  if (!receipt && sent.nonce !== null && minedCount > sent.nonce) {
    const after = (before.knownAt ?? head) - blocksOfDoubt;
    const found = await findTaker(provider, account, sent.nonce, after, head);
    if (found && !notThese.has(found.hash.toLowerCase())) {
      const success = await readReceipt(provider, found.hash);
      taker = { ...found, isSuccess: success?.isSuccess ?? null };
    }
  }
  return { sent, seen: { head, receipt, isKnown, minedCount, taker } };
}
