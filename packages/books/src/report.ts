import type { Check, CheckName, Reconciliation } from './reconcile';
import type { FaultRow } from './rows';

/** What each check compares, in words. */
const meanings: Readonly<Record<CheckName, string>> = {
  'total-assets': 'total assets: events, the vault (wei)',
  'total-shares': 'total shares: events, the vault',
  'members-and-queue': "shares: all members' and the queue's, the total",
  'queued-shares': 'queued shares: events, the vault',
  'served-tickets': 'served tickets: events, the vault',
  'unclaimed-assets': 'set aside and not claimed: events, the vault (wei)',
  'reported-rewards': 'reported rewards: events, the Keeper (wei)',
  'members-staked': "stakes: all members', the pool's (wei)",
  'members-paid': "claims and redemptions: all members', the pool's (wei)",
  'open-exits': 'waiting shares: all open exits, the queue',
  'exits-set-aside': 'set aside: all open exits, the pool (wei)',
  'members-rewards': "rewards: all members', the pool's profit (wei)",
  events: 'events that do not fit those before them',
};

/** What each fault is, in words. */
const faultMeanings: Readonly<Record<FaultRow['kind'], string>> = {
  shares: 'other shares than the totals before it make of its assets',
  ticket: 'a request that does not follow the one before it',
  queue: 'a checkpoint that serves more than was ever queued',
  exit: 'a claim of an exit that nobody asked for',
  overdrawn: 'a member that moves more shares than it holds',
  'burned-exit': 'an exit that burned its shares on entry (vault code v2.0.x), which these books do not follow',
};

/** A reconciliation with where it fails first. */
export type Report = Reconciliation & {
  readonly network: string;
  readonly pool: string;
  /** `null` where all adds up, or where older blocks could not be asked. */
  readonly firstWrong: number | null;
  /** Events that do not fit, the oldest. */
  readonly faults: readonly FaultRow[];
};

const outcomeOf = ({ isRight, difference }: Check): string =>
  !isRight ? '**differs**' : difference === 0n ? 'equal' : 'dust';

/** A report as Markdown. */
export function toMarkdown(report: Report): string {
  const { network, pool, block, isRight, members, openExits, checks, firstWrong, faults } = report;
  const head = isRight
    ? 'Everything adds up.'
    : `**Something does not add up.** ${firstWrong === null ? 'At which block it began is not known.' : `First at block ${firstWrong}.`}`;
  return [
    `# The books of ${pool} at block ${block}`,
    '',
    `${network}. ${members} members, ${openExits} open exits. ${head}`,
    '',
    '| what is compared | the first | the second | difference | outcome |',
    '| --- | ---: | ---: | ---: | --- |',
    ...checks.map(
      (check) =>
        `| ${meanings[check.name]} | ${check.books} | ${check.expected} | ${check.difference} | ${outcomeOf(check)} |`,
    ),
    ...(checks.some((check) => outcomeOf(check) === 'dust')
      ? ['', 'Dust is what claims and checkpoints leave when they round down: up to a wei an event.']
      : []),
    ...(faults.length === 0 ? [] : ['', 'Events that do not fit those before them:', '']),
    ...faults.map(
      ({ blockNumber, logIndex, kind }) => `- block ${blockNumber}, log ${logIndex}: ${faultMeanings[kind]}`,
    ),
    '',
  ].join('\n');
}

/** A report as JSON; amounts are decimal strings. */
export function toReportJson(report: Report): string {
  return JSON.stringify(report, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each), 2);
}
