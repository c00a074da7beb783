import type { WayBack } from '../staking/exit';
import { runChecks } from './checks/index';
import type { Facts, Unread } from './facts';
import type { AnyFinding } from './findings';
import type { KeptInsight } from './memory';
import type { ProtocolInsight, StakeChange } from './protocol';
import { factsOfTransaction, readFacts, type InsightInput, type InsightReach, type ReadFacts } from './read-facts';
import { protocolOfSubject } from './subjects';

/** What a transaction does, and what to mind before signing it. */
export type Insight<Found extends AnyFinding = AnyFinding> = {
  /** About the pool that the transaction is mostly about. */
  readonly facts: Facts;
  /** About every other pool that it calls. */
  readonly otherFacts: readonly Facts[];
  /** Of all of them, the heaviest first. */
  readonly findings: readonly Found[];
  /** The account's stake there before and after; `null` where it is not known, or would fail. */
  readonly position: StakeChange | null;
  /** How what the transaction takes out, or stakes, comes back; `null` where it does neither, or that is not known. */
  readonly wayBack: WayBack | null;
  /** What could not be read of any of the pools. */
  readonly unread: readonly Unread[];
};

function positionOf(protocol: ProtocolInsight | undefined, facts: Facts): StakeChange | null {
  const { simulation, refusedGifts, calls, concerns } = facts;
  // What is not understood may move the stake as well: then nothing is told of what is left.
  const isUnderstood =
    !concerns.hasUnknown && calls.every(({ call: { kind } }) => kind !== 'unknown' && kind !== 'os-token');
  if (!protocol || simulation?.goesThrough === false || refusedGifts.size > 0 || !isUnderstood) {
    return null;
  }
  return protocol.stakeChange(facts);
}

function toInsight(protocols: readonly ProtocolInsight[], [main, ...others]: ReadFacts['facts']): Insight {
  const protocol = protocolOfSubject(protocols, main.subject);
  const unread = new Set([main, ...others].flatMap((facts) => facts.unread));
  return {
    facts: main,
    otherFacts: others,
    findings: runChecks(protocols, main, ...others),
    position: positionOf(protocol, main),
    wayBack: protocol?.wayBack(main) ?? null,
    unread: [...unread],
  };
}

/** What the transaction tells by itself, without asking anybody. */
export function insightOfTransaction(protocols: readonly ProtocolInsight[], input: InsightInput): Insight {
  return toInsight(protocols, factsOfTransaction(protocols, input));
}

/**
 * Reads what a transaction to pools would do, at the newest block: two round trips, and a third where a protocol needs it.
 * What the node does not tell in time is named in `unread`. Never throws.
 */
export async function readInsight(
  protocols: readonly ProtocolInsight[],
  reach: InsightReach,
  input: InsightInput,
): Promise<{ readonly insight: Insight; readonly memory: KeptInsight | null }> {
  const { facts, memory } = await readFacts(protocols, reach, input);
  return { insight: toInsight(protocols, facts), memory };
}
