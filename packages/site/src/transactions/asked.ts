import {
  blocksOfDoubt,
  droppedAfter,
  findTaker,
  isSameCall,
  onChain,
  readHead,
  readMinedCount,
  type Call,
  type Sent,
  type Taker,
} from '@pooled-staking/core';
import type { WalletProvider } from '../wallet/discovery';

/** A transaction that was handed to a wallet, which has given no hash for it: what finds it if the wallet sends it. */
export type Asked = {
  readonly account: string;
  readonly chainId: number;
  readonly call: Call;
  /** The first place in the account's order that it may have; `null`: no node has told one yet. */
  readonly nonce: number | null;
  /** The block after which that place was taken, if it was; `null`: no node has told one yet. */
  readonly after: number | null;
  /** The newest block when it was handed over. */
  readonly since: number | null;
  /** Another transaction has taken a place that this one might have had. */
  readonly isPassed: boolean;
};

/** What a node says of it: `found` as soon as it is mined; `asked` is the same object when nothing was learnt. */
export type Trace = { readonly asked: Asked; readonly found: Sent | null; readonly head: number };

/** Where such a transaction stands: the wallet may still ask, or it looks as if nothing will come of it. */
export function askedStage({ isPassed, since }: Asked, head: number): 'asked' | 'unsent' {
  return isPassed || (since !== null && head - since >= droppedAfter) ? 'unsent' : 'asked';
}

/** The most places that are looked at in one go: the next look goes on from there. */
const mostPlaces = 16;

/**
 * Looks for it among what the account has mined since: the same call with the expected nonce or a later one, since the
 * wallet gives the nonce only when the person says yes.
 * @param notThese hashes of this page's other transactions, in small letters: the same call may have been made twice.
 * @returns `null` while the wallet is on another network.
 * @throws as the wallet does.
 */
export async function trace(
  provider: WalletProvider,
  before: Asked,
  notThese: ReadonlySet<string>,
): Promise<Trace | null> {
  return onChain(provider, before.chainId, async () => traceHere(provider, before, notThese));
}

async function traceHere(provider: WalletProvider, before: Asked, notThese: ReadonlySet<string>): Promise<Trace> {
  const { account, chainId, call } = before;
  const [minedCount, head] = await Promise.all([readMinedCount(provider, account), readHead(provider)]);
  const since = before.since ?? head;
  let nonce = before.nonce ?? minedCount;
  let after = before.after ?? since - blocksOfDoubt;
  let { isPassed } = before;
  let taker: Taker | null = null;
  const last = Math.min(minedCount, nonce + mostPlaces);
  for (; nonce < last; nonce += 1) {
    taker = await findTaker(provider, account, nonce, after, head);
    if (taker && isSameCall(call, taker.call) && !notThese.has(taker.hash.toLowerCase())) {
      break;
    }
    // A node may be late with what is in its newest blocks; one without old blocks will never tell.
    if (!taker && head - since < droppedAfter) {
      break;
    }
    // The next one may be in the same block.
    after = taker ? taker.blockNumber - 1 : after;
    isPassed = true;
    taker = null;
  }
  const found: Sent | null = taker && {
    hash: taker.hash,
    account,
    chainId,
    call,
    nonce,
    isNonceSeen: true,
    knownAt: taker.blockNumber,
  };
  const isNew =
    nonce !== before.nonce || after !== before.after || since !== before.since || isPassed !== before.isPassed;
  return { asked: isNew ? { ...before, nonce, after, since, isPassed } : before, found, head };
}
