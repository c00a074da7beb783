import { readBlock, type Block } from '../chain/block';
import { callNode, type Request } from '../chain/request';
import type { Store } from '../chain/store';
import type { Pool } from '../networks/index';
import type { UnsignedTransaction } from '../staking/call';
import type { ClaimDelay } from '../staking/exit';
import { isSameAddress, type Hex } from '../units';
import { isShort, toldAmounts } from './amounts';
import type { Concerns } from './concern';
import {
  isPool,
  type BasedRate,
  type Facts,
  type OwnAccount,
  type Simulation,
  type Subject,
  type Unread,
} from './facts';
import { readRefusedGifts } from './gifts';
import {
  earlierOf,
  parseInsightMemory,
  rememberedRate,
  rememberInsight,
  type InsightMemory,
  type KeptInsight,
} from './memory';
import type { Attempt, ProtocolInsight } from './protocol';
import { readFee, simulate } from './simulation';
import { protocolOfSubject, subjectsOf } from './subjects';

/** What an insight is about. */
export type InsightInput = {
  readonly transaction: UnsignedTransaction;
  /** The transaction's place in the account's order; `null` when the wallet does not tell. */
  readonly nonce: number | null;
  /** Site that asks for the transaction; `null` when the wallet does not tell, or asks itself. */
  readonly origin: string | null;
  readonly concerns: Concerns;
  /** It is what a signature lets happen: whoever uses it pays the fee, at a time that is not known. */
  readonly isSignature?: boolean;
  /** Accounts that the person has confirmed as their own: what one of them receives is no stranger's. */
  readonly ownAccounts?: readonly OwnAccount[];
};

/** How the facts are reached. */
export type InsightReach = {
  readonly request: Request;
  /** ISO 4217. */
  readonly currency: string;
  /** What was kept of the pool, by the id of the pool; anything odd counts as nothing. */
  readonly readMemory: (pool: string) => Promise<unknown>;
  /** What was kept of the pools. Contracts that are found on the way are kept there too. */
  readonly store: Store;
  /** Rejects when the time for reading is over: what is not there by then is named as unread. */
  readonly timeIsOver: Promise<never>;
};

/** The facts about each pool that a transaction calls, and what to keep of them; `null` when nothing is new. */
export type ReadFacts = {
  /** At least one; the first is the one that the transaction is mostly about. */
  readonly facts: readonly [Facts, ...Facts[]];
  readonly memory: KeptInsight | null;
};

/** Of a transaction that is about no pool. */
const noWait: ClaimDelay = { seconds: 0, basis: 'longest-known', claims: 0 };

/** Pools of one transaction that the chain is asked about. */
const mostSubjects = 8;

function factsAlone(
  protocols: readonly ProtocolInsight[],
  { transaction, origin, concerns, ownAccounts = [] }: InsightInput,
  subject: Subject | null,
): Facts {
  return {
    transaction,
    origin,
    concerns,
    ownAccounts,
    subject,
    calls: subject ? toldAmounts(subject) : [],
    kind: subject?.pool ? 'known' : null,
    pool: null,
    simulation: null,
    refusedGifts: new Map(),
    followsExits: true,
    claimDelay: protocolOfSubject(protocols, subject)?.longestWait ?? noWait,
    hasPending: false,
    fee: null,
    apr: null,
    lastLoss: null,
    openExits: null,
    claimFault: null,
    earlier: null,
    fiatPrice: null,
    unread: subject ? ['contract'] : [],
  };
}

/** What the transaction tells by itself of each pool; everything else is named as unread. Asks nobody. */
export function factsOfTransaction(protocols: readonly ProtocolInsight[], input: InsightInput): ReadFacts['facts'] {
  const [main = null, ...others] = subjectsOf(input.concerns);
  return [factsAlone(protocols, input, main), ...others.map((subject) => factsAlone(protocols, input, subject))];
}

/** True for a transaction that is one message to the subject; a batch cannot be simulated as a whole before it is signed. */
function isOneMessage({ parts, address }: Subject, transaction: UnsignedTransaction): boolean {
  return parts.every(({ message }) => message === 0) && isSameAddress(transaction.to, address);
}

/** The pool of a subject; one that the product does not know is described as far as it can be. */
function poolOf({ network, address, protocol, asset, pool }: Subject): Pool {
  // Its logs are read as far back as those of the protocol's oldest known pool.
  const known = network.pools.filter((each) => each.protocol === protocol).map(({ deployBlock }) => deployBlock);
  return (
    pool ?? {
      id: `eip155:${network.chainId}:${address}`,
      name: '',
      protocol,
      asset,
      address,
      deployBlock: known.length > 0 ? Math.min(...known) : 0,
    }
  );
}

/** Takes what comes in time, and names what does not. */
function attemptsIn(timeIsOver: Promise<never>): { readonly attempt: Attempt; readonly unread: Set<Unread> } {
  const unread = new Set<Unread>();
  const attempt: Attempt = async (name, work) => {
    try {
      return await Promise.race([work, timeIsOver]);
    } catch {
      unread.add(name);
      return null;
    }
  };
  return { attempt, unread };
}

/** Facts that the chain is asked about. */
type Asked = Facts & { readonly subject: Subject };

/** The facts about one pool. What the person might earn is asked only of the one that the transaction is mostly about. */
async function readSubject(
  protocol: ProtocolInsight,
  { request, currency, store, timeIsOver }: InsightReach,
  { nonce, isSignature = false }: InsightInput,
  alone: Asked,
  block: Block,
  kept: InsightMemory | null,
  isMain: boolean,
): Promise<Facts> {
  const { attempt, unread } = attemptsIn(timeIsOver);
  const ifInTime = async <Value>(work: Promise<Value>): Promise<Value | null> =>
    Promise.race([work, timeIsOver]).catch(() => null);
  const { subject, transaction, concerns } = alone;
  const calls = alone.calls.map(({ call }) => call);
  const isSingle = isOneMessage(subject, transaction);
  const none = Promise.resolve(null);
  const explain = protocol.explainRevert.bind(protocol);
  const simulated: Promise<Simulation | null> = isSingle
    ? attempt('simulation', simulate(request, transaction, calls, block.number, explain))
    : none;
  const [simulation, refusedGifts, fee, count, read] = await Promise.all([
    simulated,
    isSingle ? none : ifInTime(readRefusedGifts(request, subject, concerns, block.number, explain)),
    isSingle && !isSignature ? attempt('fee', readFee(request, transaction)) : none,
    nonce === null || !isMain
      ? none
      : ifInTime(callNode<Hex>(request, 'eth_getTransactionCount', [transaction.from, 'latest']).then(Number)),
    protocol.readFacts({
      ...{ request, currency, store, block, subject, calls, isMain, kept, attempt, ifInTime },
      pool: poolOf(subject),
      simulation: simulated,
    }),
  ]);
  if (!isSingle && calls.some(({ kind }) => kind !== 'grant')) {
    unread.add('batch');
  }
  const isOfPool = isPool(read);
  if (isOfPool && read.pool === null) {
    unread.add('contract');
  }
  const facts: Facts = {
    ...alone,
    ...read,
    simulation,
    refusedGifts: refusedGifts ?? new Map(),
    hasPending: isSignature || (count !== null && nonce !== null && nonce > count),
    fee,
    earlier: kept && read.pool ? earlierOf(kept, subject.account, read.pool.held) : null,
  };
  // An account without the ETH for it cannot be simulated: that is said by itself.
  if (isShort(facts)) {
    unread.delete('simulation');
    unread.delete('stake-after');
    unread.delete('fee');
  }
  // Of a contract that is no pool nothing but its kind matters.
  const unreadOfPool = [...unread].filter((name) => isOfPool || name === 'contract');
  const isUnknown = read.kind === null || (isOfPool && read.pool === null);
  return { ...facts, unread: isUnknown ? ['contract'] : unreadOfPool };
}

/**
 * Reads the facts about every pool that a transaction calls, at the newest block: the block, then everything else side by
 * side; a protocol may need one more step. What the node does not tell is left out and named; nothing throws.
 */
export async function readFacts(
  protocols: readonly ProtocolInsight[],
  reach: InsightReach,
  input: InsightInput,
): Promise<ReadFacts> {
  const [main, ...others] = factsOfTransaction(protocols, input);
  const { attempt, unread } = attemptsIn(reach.timeIsOver);
  const alone: ReadFacts = { facts: [main, ...others], memory: null };
  const protocol = protocolOfSubject(protocols, main.subject);
  if (!isAsked(main) || !protocol) {
    return alone;
  }
  const pool = poolOf(main.subject);
  const memoryRead = main.subject.pool ? attempt('earlier', reach.readMemory(pool.id).then(parseInsightMemory)) : null;
  const [block, memory] = await Promise.all([attempt('contract', readBlock(reach.request)), memoryRead]);
  if (!block) {
    return alone;
  }
  const asked = others.filter(isAsked).slice(0, mostSubjects - 1);
  const [facts, ...rest] = await Promise.all([
    readSubject(protocol, reach, input, main, block, memory, true),
    ...asked.map(async (each) => {
      const its = protocolOfSubject(protocols, each.subject);
      return its ? readSubject(its, reach, input, each, block, null, false) : each;
    }),
  ]);
  const isUnread = facts.unread.includes('contract');
  const named: Facts = { ...facts, unread: isUnread ? facts.unread : [...facts.unread, ...unread] };
  return {
    facts: [named, ...rest, ...others.slice(asked.length)],
    memory: memory && newMemory(pool, memory, facts, block, input.origin),
  };
}

function isAsked(facts: Facts): facts is Asked {
  return facts.subject !== null;
}

/** The rate that was read just now, not remembered. */
function newRate({ apr }: Facts, memory: InsightMemory, block: Block): BasedRate | null {
  return rememberedRate(memory, block.timestamp) ? null : apr;
}

/** What to keep of an insight, when it is anything new. */
function newMemory(
  { id: pool }: Pool,
  memory: InsightMemory,
  facts: Facts,
  block: Block,
  origin: string | null,
): KeptInsight | null {
  const { transaction, pool: read, calls, subject } = facts;
  if (!read) {
    return null;
  }
  const account = subject?.account ?? transaction.from;
  const ownStake = calls.some(({ call }) => call.kind === 'stake' && isSameAddress(call.receiver, account));
  const rate = newRate(facts, memory, block);
  const value = rememberInsight(memory, {
    account,
    held: read.held,
    implementation: read.state.implementation,
    stakeOrigin: ownStake ? origin : null,
    apr: rate && { ...rate, at: read.state.block.timestamp },
  });
  return value === memory ? null : { pool, value };
}
