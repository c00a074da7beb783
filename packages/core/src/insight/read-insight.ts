import { freeAssets } from '../pool/exit-estimate';
import { worthOf } from '../pool/holding-after';
import { afterDeposit, assetsToSharesUp, sharesToAssets } from '../pool/share-maths';
import { queuedAssets } from '../pool/state';
import type { Wei } from '../units';
import { bringsReport, leavingShares, ownStakedAssets, reportChangeOf } from './amounts';
import { runChecks } from './checks/index';
import type { Facts } from './facts';
import type { Finding } from './findings';
import { factsOfTransaction, readFacts, type InsightInput, type InsightReach, type ReadFacts } from './read-facts';

/** When ETH of an exit comes back: from ETH that lies ready, or only once validators give some back. */
export type ExitWait = 'served-at-once' | 'next-report' | 'validators' | 'at-once';

/** What a transaction does, and what to mind before signing it. */
export type Insight = {
  readonly facts: Facts;
  /** The heaviest first. */
  readonly findings: readonly Finding[];
  /** The sender's stake before and after, in wei, each at its price; `null` where it is not known, or would fail. */
  readonly position: { readonly before: Wei; readonly after: Wei } | null;
  /** What the report that comes along adds to the sender's stake in wei, negative for a loss; 0 without a report. */
  readonly reportChange: Wei;
  /** `null` for a transaction without an exit. */
  readonly wait: ExitWait | null;
};

function positionOf(facts: Facts): Insight['position'] {
  const { vault, simulation, afterReport, calls, concerns } = facts;
  // What is not understood may move the stake as well: then nothing is told of what is left.
  const isUnderstood = concerns.hiddenBehind.length === 0 && calls.every(({ call }) => call.kind !== 'unknown');
  if (!vault || simulation?.goesThrough === false || !isUnderstood) {
    return null;
  }
  const { state, held } = vault;
  const before = sharesToAssets(held, state);
  if (bringsReport(facts)) {
    // Nobody but the vault itself knows what a report does to the price.
    return afterReport && { before, after: worthOf(afterReport.transaction) };
  }
  const arriving = ownStakedAssets(facts);
  const after = held - leavingShares(facts) + assetsToSharesUp(arriving, state);
  return {
    before,
    after: after < 0n ? 0n : sharesToAssets(after, afterDeposit(arriving, state)),
  };
}

function waitOf({ calls, vault }: Facts): ExitWait | null {
  const leaving = calls.reduce((sum, { call, assets }) => (call.kind === 'exit' ? sum + (assets ?? 0n) : sum), 0n);
  if (!vault || leaving === 0n) {
    return null;
  }
  const { state } = vault;
  if (!state.harvest.isCollateralized) {
    return 'at-once';
  }
  if (queuedAssets(state) + leaving > freeAssets(state)) {
    return 'validators';
  }
  const exit = calls.findIndex(({ call }) => call.kind === 'exit');
  const update = calls.findLastIndex(({ call }) => call.kind === 'update');
  return update > exit && state.harvest.canHarvest ? 'served-at-once' : 'next-report';
}

function toInsight(facts: Facts): Insight {
  return {
    facts,
    findings: runChecks(facts),
    position: positionOf(facts),
    reportChange: reportChangeOf(facts),
    wait: waitOf(facts),
  };
}

/** What the transaction tells by itself, without asking anybody. */
export function insightOfTransaction(input: InsightInput): Insight {
  return toInsight(factsOfTransaction(input));
}

/**
 * Reads what a transaction to a pool would do, at the newest block: two round trips, and a third for the yearly rate when
 * none is remembered. What the node does not tell in time is named in `facts.unread`. Never throws.
 */
export async function readInsight(
  reach: InsightReach,
  input: InsightInput,
): Promise<{ readonly insight: Insight; readonly memory: ReadFacts['memory'] }> {
  const { facts, memory } = await readFacts(reach, input);
  return { insight: toInsight(facts), memory };
}
