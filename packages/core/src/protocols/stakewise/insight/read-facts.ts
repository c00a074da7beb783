import type { StakingCall, UnsignedTransaction } from '../../../staking/call';
import type { RevertReason } from '../../../staking/revert';
import { readBlock, type Block } from '../../../chain/block';
import { callNode, type Request } from '../../../chain/request';
import type { Store } from '../../../chain/store';
import type { Pool } from '../../../networks/index';
import { mayBurnOnEntry, readBurnsOnEntry } from '../exit-queue/burning-queue';
import { longestKnownDelay, readKeptClaimDelay } from '../exit-queue/claim-delay';
import type { PoolContext } from '../../../networks/context';
import { isSameAddress, type Hex } from '../../../units';
import { bringsReport, isShort, stakedAssets } from './amounts';
import { amountsOf } from './call-amounts';
import { claimFaultOf } from './claim-fault';
import type { Concerns } from '../calls/concern';
import type { BasedRate, CallFacts, Facts, Standing, Subject, Unread, VaultFacts } from './facts';
import { readRefusedGifts } from './gifts';
import { earlierOf, parseInsightMemory, rememberedRate, rememberInsight, type InsightMemory } from './memory';
import { readExits } from './read-exits';
import { readRate, readReports } from './read-reports';
import { readFee, simulate } from './read-simulation';
import { readStanding } from './read-standing';
import { readVault, type VaultAnswer } from './read-vault';
import { readStakeAfter, toUpdates } from './stake-after';
import { subjectsOf } from './subjects';

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
};

/** How the facts are reached. */
export type InsightReach = {
  readonly request: Request;
  /** ISO 4217. */
  readonly currency: string;
  /** What was kept of the pool, by the id of the pool; anything odd counts as nothing. */
  readonly readMemory: (pool: string) => Promise<unknown>;
  /** What other reads have kept of the pools; nothing is written to it. */
  readonly store: Pick<Store, 'read'>;
  /** Rejects when the time for reading is over: what is not there by then is named as unread. */
  readonly timeIsOver: Promise<never>;
};

/** The facts about each vault that a transaction calls, and what to keep of them; `null` when nothing is new. */
export type ReadFacts = {
  /** At least one; the first is the one that the transaction is mostly about. */
  readonly facts: readonly [Facts, ...Facts[]];
  readonly memory: { readonly pool: string; readonly value: InsightMemory } | null;
};

/** Vaults of one transaction that the chain is asked about. */
const mostSubjects = 8;

function factsAlone({ transaction, origin, concerns }: InsightInput, subject: Subject | null): Facts {
  const calls = (subject?.parts ?? []).map(({ call, owner }): CallFacts => ({
    call,
    owner,
    assets: call.kind === 'stake' ? call.assets : null,
  }));
  return {
    transaction,
    origin,
    concerns,
    subject,
    calls,
    standing: subject?.pool ? 'known' : null,
    vault: null,
    simulation: null,
    refusedGifts: new Map(),
    afterReport: null,
    burnsOnEntry: false,
    claimDelay: longestKnownDelay,
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

/** What the transaction tells by itself of each vault; everything else is named as unread. Asks nobody. */
export function factsOfTransaction(input: InsightInput): ReadFacts['facts'] {
  const [main = null, ...others] = subjectsOf(input.concerns);
  return [factsAlone(input, main), ...others.map((subject) => factsAlone(input, subject))];
}

/** True for a transaction that is one message to the subject; a batch cannot be simulated as a whole before it is signed. */
function isOneMessage({ parts, address }: Subject, transaction: UnsignedTransaction): boolean {
  return parts.every(({ message }) => message === 0) && isSameAddress(transaction.to, address);
}

/** The pool of a subject; one that the product does not know is described as far as it can be. */
function poolOf({ network, address, pool }: Subject): Pool {
  return (
    pool ?? {
      id: `eip155:${network.chainId}:${address}`,
      name: '',
      protocol: 'stakewise',
      asset: network.nativeAsset,
      address,
      deployBlock: network.pools[0]?.deployBlock ?? 0,
    }
  );
}

type Attempt = <Value>(name: Unread, work: Promise<Value>) => Promise<Value | null>;

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

/** Whether the vault burns the shares of exits on entry, by an entry after the report that it may be waiting for. */
async function readBurns(
  context: Pick<PoolContext, 'request' | 'pool'>,
  { state }: VaultFacts,
  calls: readonly StakingCall[],
): Promise<boolean> {
  const [update] = state.harvest.isRequired ? toUpdates(calls) : [];
  return readBurnsOnEntry(context, state, update?.data ?? null);
}

/** The facts about one vault. What the person might earn is asked only of the one that the transaction is mostly about. */
async function readSubject(
  { request, currency, store, timeIsOver }: InsightReach,
  { nonce, isSignature = false }: InsightInput,
  alone: Facts & { readonly subject: Subject },
  block: Block,
  kept: InsightMemory | null,
  isMain: boolean,
): Promise<{ readonly facts: Facts; readonly rate: BasedRate | null }> {
  const { attempt, unread } = attemptsIn(timeIsOver);
  const { subject, transaction } = alone;
  const { network, account } = subject;
  const pool = poolOf(subject);
  const calls = alone.calls.map(({ call }) => call);
  const isSingle = isOneMessage(subject, transaction);
  const stakes = isMain && stakedAssets(alone) > 0n;
  const exits = calls.some(({ kind }) => kind === 'exit' || kind === 'claim');
  const none = Promise.resolve(null);
  const remembered = kept && rememberedRate(kept, block.timestamp);
  const vaultRead = attempt('contract', readVault({ request, currency }, subject, pool, calls, block));
  const isKept = calls.some(({ kind }) => kind === 'stake' || kind === 'exit');
  // As soon as the getters leave it open, beside whatever else is still to come.
  const burnsRead = vaultRead.then(async (answer) => {
    const told = answer && isKept ? vaultOf(answer) : null;
    return told && mayBurnOnEntry(told.state) ? attempt('exit-way', readBurns({ request, pool }, told, calls)) : false;
  });
  const [asked, burnsOnEntry, listed, simulation, refusedGifts, afterReport, fee, count, reports, ownExits, delayOf] =
    await Promise.all([
      vaultRead,
      burnsRead,
      subject.pool ? none : attempt('contract', readStanding(request, subject, block.number)),
      isSingle ? attempt('simulation', simulate(request, transaction, calls, block.number)) : none,
      isSingle
        ? none
        : Promise.race([readRefusedGifts(request, subject, alone.concerns, block.number), timeIsOver]).catch(
            () => null,
          ),
      bringsReport(alone)
        ? attempt('stake-after', readStakeAfter({ request, network, pool }, account, calls, block))
        : none,
      isSingle && !isSignature ? attempt('fee', readFee(request, transaction)) : none,
      nonce === null || !isMain
        ? none
        : Promise.race([
            callNode<Hex>(request, 'eth_getTransactionCount', [transaction.from, 'latest']).then(Number),
            timeIsOver,
          ]).catch(() => null),
      stakes ? attempt('losses', readReports(request, subject, pool, block, !remembered)) : none,
      exits ? attempt('exits', readExits(request, pool, account, block)) : none,
      subject.pool && (stakes || exits)
        ? Promise.race([readKeptClaimDelay({ network, pool }, store, block), timeIsOver]).catch(() => null)
        : none,
    ]);
  if (!isSingle && calls.some(({ kind }) => kind !== 'grant')) {
    unread.add('batch');
  }
  if (stakes && !reports && !remembered) {
    unread.add('rate');
  }
  const standing: Standing | null = subject.pool
    ? 'known'
    : listed === 'foreign' && asked?.claimsToBeVault
      ? 'pretends'
      : listed;
  const isVault = standing === 'known' || standing === 'registered';
  const vault = isVault && asked ? vaultOf(asked) : null;
  if (isVault && vault === null) {
    unread.add('contract');
  }
  const rate =
    vault && reports && !remembered ? await attempt('rate', readRate(request, subject, pool, vault, reports)) : null;
  const facts: Facts = {
    ...alone,
    calls: amountsOf(subject, asked, afterReport?.report ?? vault?.state ?? null, simulation),
    standing,
    vault,
    simulation,
    refusedGifts: refusedGifts ?? new Map<StakingCall, RevertReason>(),
    afterReport,
    burnsOnEntry: burnsOnEntry === true,
    claimDelay: delayOf?.(vault?.state.implementation ?? null) ?? longestKnownDelay,
    hasPending: isSignature || (count !== null && nonce !== null && nonce > count),
    fee,
    apr: remembered ?? rate,
    lastLoss: reports?.lastLoss ?? null,
    openExits: ownExits?.open ?? null,
    claimFault: claimFaultOf(calls, asked, ownExits),
    earlier: kept && vault ? earlierOf(kept, account, vault.held) : null,
    fiatPrice: asked?.fiatPrice ?? null,
    unread: [],
  };
  // An account without the ETH for it cannot be simulated: that is said by itself.
  if (isShort(facts)) {
    unread.delete('simulation');
    unread.delete('stake-after');
    unread.delete('fee');
  }
  // Of a contract that is no vault nothing but its standing matters.
  const unreadOfVault = [...unread].filter((name) => isVault || name === 'contract');
  const isUnknown = standing === null || (isVault && vault === null);
  return { facts: { ...facts, unread: isUnknown ? ['contract'] : unreadOfVault }, rate };
}

/**
 * Reads the facts about every vault that a transaction calls, at the newest block: the block, then everything else side by
 * side; the rate needs one more step when none is remembered, and so does a vault of an early code. What the node does not
 * tell is left out and named; nothing throws.
 */
export async function readFacts(reach: InsightReach, input: InsightInput): Promise<ReadFacts> {
  const [main, ...others] = factsOfTransaction(input);
  const { attempt, unread } = attemptsIn(reach.timeIsOver);
  const alone: ReadFacts = { facts: [main, ...others], memory: null };
  if (!hasSubject(main)) {
    return alone;
  }
  const pool = poolOf(main.subject);
  const memoryRead = main.subject.pool ? attempt('earlier', reach.readMemory(pool.id).then(parseInsightMemory)) : null;
  const [block, memory] = await Promise.all([attempt('contract', readBlock(reach.request)), memoryRead]);
  if (!block) {
    return alone;
  }
  const asked = others.filter(hasSubject).slice(0, mostSubjects - 1);
  const [{ facts, rate }, ...rest] = await Promise.all([
    readSubject(reach, input, main, block, memory, true),
    ...asked.map(async (each) => readSubject(reach, input, each, block, null, false)),
  ]);
  const isUnread = facts.unread.includes('contract');
  const named: Facts = { ...facts, unread: isUnread ? facts.unread : [...facts.unread, ...unread] };
  return {
    facts: [named, ...rest.map((each) => each.facts), ...others.slice(asked.length)],
    memory: memory && facts.vault ? newMemory(pool, memory, facts, rate, input.origin) : null,
  };
}

function hasSubject(facts: Facts): facts is Facts & { readonly subject: Subject } {
  return facts.subject !== null;
}

/** The vault's own answers; `null` when the contract does not answer like a vault. */
function vaultOf({ vault }: VaultAnswer): VaultFacts | null {
  try {
    return vault();
  } catch {
    return null;
  }
}

/** What to keep of an insight, when it is anything new. */
function newMemory(
  { id: pool }: Pool,
  memory: InsightMemory,
  { transaction, vault, calls, subject }: Facts,
  read: BasedRate | null,
  origin: string | null,
): ReadFacts['memory'] {
  if (!vault) {
    return null;
  }
  const account = subject?.account ?? transaction.from;
  const ownStake = calls.some(({ call }) => call.kind === 'stake' && isSameAddress(call.receiver, account));
  const value = rememberInsight(memory, {
    account,
    held: vault.held,
    implementation: vault.state.implementation,
    stakeOrigin: ownStake ? origin : null,
    apr: read && { ...read, at: vault.state.block.timestamp },
  });
  return value === memory ? null : { pool, value };
}
