import {
  blocksOfDoubt,
  carriesCalls,
  droppedAfter,
  findTaker,
  onChain,
  readBundleStatus,
  readHead,
  readMinedCount,
  type BundleStatus,
  type Call,
  type Sent,
  type Taker,
} from '@pooled-staking/core';
import type { WalletProvider } from '../wallet/discovery';
import { codeOf } from './wallet-answer';

/** Several calls that a wallet carries out together are known to it by an id (EIP-5792). */
export type Bundle = {
  /** The one that the wallet gave, or that this page has named as long as the wallet has given none. */
  readonly id: string;
  /** The wallet has said that they are on their way. */
  readonly isTaken: boolean;
};

/** What was handed to a wallet, which has given no hash for it: what finds it if the wallet sends it. */
export type Asked = {
  readonly account: string;
  readonly chainId: number;
  /** One, or several that go out together. */
  readonly calls: readonly Call[];
  /** `null` for a transaction. */
  readonly bundle: Bundle | null;
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

/** Where it stands: on its way, or the wallet may still ask, or it looks as if nothing will come of it. */
export function askedStage({ bundle, isPassed, since }: Asked, head: number): 'sent' | 'asked' | 'unsent' {
  if (bundle?.isTaken) {
    return 'sent';
  }
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
  const { account, chainId, calls } = before;
  const [minedCount, head] = await Promise.all([readMinedCount(provider, account), readHead(provider)]);
  const since = before.since ?? head;
  let nonce = before.nonce ?? minedCount;
  let after = before.after ?? since - blocksOfDoubt;
  let { isPassed } = before;
  let taker: Taker | null = null;
  const last = Math.min(minedCount, nonce + mostPlaces);
  for (; nonce < last; nonce += 1) {
    taker = await findTaker(provider, account, nonce, after, head);
    if (taker && carriesCalls(taker.call, account, calls) && !notThese.has(taker.hash.toLowerCase())) {
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
    call: taker.call,
    nonce,
    isNonceSeen: true,
    knownAt: taker.blockNumber,
  };
  const isNew =
    nonce !== before.nonce || after !== before.after || since !== before.since || isPassed !== before.isPassed;
  return { asked: isNew ? { ...before, nonce, after, since, isPassed } : before, found, head };
}

/** Says EIP-5792 of an id that a wallet does not know. */
const unknownBundle = 5730;

/** What a wallet says of calls by their id; `null` where it says nothing. */
async function askWallet(provider: WalletProvider, id: string): Promise<BundleStatus | { kind: 'unknown' } | null> {
  try {
    return readBundleStatus(await provider.request({ method: 'wallet_getCallsStatus', params: [id] }));
  } catch (error) {
    return codeOf(error) === unknownBundle ? { kind: 'unknown' } : null;
  }
}

/** An end that a wallet tells, and no transaction. */
export type Ending = Pick<BundleStatus & { readonly kind: 'ended' }, 'stage' | 'blockNumber'>;

/** What was learnt of it: a transaction to follow, an end, or how far the search has come. */
export type Findings =
  | { readonly found: Sent }
  | { readonly ended: Ending }
  | { readonly asked: Asked; readonly stage: 'sent' | 'asked' | 'unsent' };

/**
 * Looks for what a wallet was handed: by its id where it has one, and among what the account has mined, since the wallet may
 * know them by another id, or have sent them once more with another fee. The chain is right where both tell something.
 * @param notThese as for {@link trace}.
 * @returns `null` while the wallet is on another network.
 * @throws as the wallet does.
 */
export async function seek(
  provider: WalletProvider,
  before: Asked,
  notThese: ReadonlySet<string>,
): Promise<Findings | null> {
  const { account, chainId, bundle } = before;
  const told = bundle && (await askWallet(provider, bundle.id));
  if (told?.kind === 'mined') {
    // The node tells the rest of it.
    const { hash } = told;
    return { found: { hash, account, chainId, call: null, nonce: null, isNonceSeen: false, knownAt: null } };
  }
  const traced = await trace(provider, before, notThese);
  if (traced?.found) {
    return { found: traced.found };
  }
  if (told?.kind === 'ended') {
    const { stage, blockNumber } = told;
    return { ended: { stage, blockNumber } };
  }
  if (!traced) {
    return null;
  }
  const { asked, head } = traced;
  // A wallet that knows nothing of them is one that may never have sent them.
  const isTaken = told ? told.kind === 'pending' : asked.bundle?.isTaken;
  const now =
    asked.bundle && isTaken !== undefined && asked.bundle.isTaken !== isTaken
      ? { ...asked, bundle: { ...asked.bundle, isTaken } }
      : asked;
  return { asked: now, stage: askedStage(now, head) };
}
