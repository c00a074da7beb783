import { wayOfQueued } from '../exit-queue/exit-estimate';
import { worthOf } from '../vault/holding-after';
import { afterDeposit, assetsToSharesUp, sharesToAssets } from '../vault/share-maths';
import { queuedAssets } from '../vault/state';
import type { Wei } from '../../../units';
import { bringsReport, leavingShares, ownStakedAssets, reportChangeOf } from './amounts';
import { runChecks } from '../checks/index';
import type { Facts, Unread } from './facts';
import type { Finding } from './findings';
import { factsOfTransaction, readFacts, type InsightInput, type InsightReach, type ReadFacts } from './read-facts';
import type { ExitWay } from '../../../staking/exit';

/** What a transaction does, and what to mind before signing it. */
export type Insight = {
  /** About the vault that the transaction is mostly about. */
  readonly facts: Facts;
  /** About every other vault that it calls. */
  readonly others: readonly Facts[];
  /** Of all of them, the heaviest first. */
  readonly findings: readonly Finding[];
  /** The account's stake there before and after, in wei, each at its price; `null` where it is not known, or would fail. */
  readonly position: { readonly before: Wei; readonly after: Wei } | null;
  /** What the report that comes along adds to the account's stake in wei, negative for a loss; 0 without a report. */
  readonly reportChange: Wei;
  /** `null` for a transaction without an exit. */
  readonly wait: ExitWay | null;
  /** What could not be read of any of the vaults. */
  readonly unread: readonly Unread[];
};

function positionOf(facts: Facts): Insight['position'] {
  const { vault, simulation, refusedGifts, afterReport, calls, concerns } = facts;
  // What is not understood may move the stake as well: then nothing is told of what is left.
  const isUnderstood =
    !concerns.hasUnknown && calls.every(({ call: { kind } }) => kind !== 'unknown' && kind !== 'os-token');
  if (!vault || simulation?.goesThrough === false || refusedGifts.size > 0 || !isUnderstood) {
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

function waitOf({ calls, vault, burnsOnEntry }: Facts): ExitWay | null {
  const leaving = calls.reduce((sum, { call, assets }) => (call.kind === 'exit' ? sum + (assets ?? 0n) : sum), 0n);
  // Of an exit that is not followed no wait is known either.
  if (!vault || leaving === 0n || burnsOnEntry) {
    return null;
  }
  const { state } = vault;
  if (!state.harvest.isCollateralized) {
    return 'at-once';
  }
  const way = wayOfQueued(state, queuedAssets(state) + leaving);
  if (way === 'validators') {
    return way;
  }
  const exit = calls.findIndex(({ call }) => call.kind === 'exit');
  const update = calls.findLastIndex(({ call }) => call.kind === 'update');
  return update > exit && state.harvest.canHarvest ? 'served-at-once' : way;
}

function toInsight([main, ...others]: ReadFacts['facts']): Insight {
  const unread = new Set([main, ...others].flatMap((facts) => facts.unread));
  return {
    facts: main,
    others,
    findings: runChecks(main, ...others),
    position: positionOf(main),
    reportChange: reportChangeOf(main),
    wait: waitOf(main),
    unread: [...unread],
  };
}

/** What the transaction tells by itself, without asking anybody. */
export function insightOfTransaction(input: InsightInput): Insight {
  return toInsight(factsOfTransaction(input));
}

/**
 * Reads what a transaction to pools would do, at the newest block: two round trips, and a third for the yearly rate when
 * none is remembered. What the node does not tell in time is named in `unread`. Never throws.
 */
export async function readInsight(
  reach: InsightReach,
  input: InsightInput,
): Promise<{ readonly insight: Insight; readonly memory: ReadFacts['memory'] }> {
  const { facts, memory } = await readFacts(reach, input);
  return { insight: toInsight(facts), memory };
}
