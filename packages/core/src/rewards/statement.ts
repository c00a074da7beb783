import type { Position } from '../staking/position';
import type { Wei } from '../units';
import type { BookLineType, PricedLine } from './books';
import { spanOfDays, type DayRange } from './day-range';
import { exportLines, incomeOf, isIncome, type ExportLine } from './export-lines';
import { startOfPeriod, type Interval } from './periods';

/** What a line does to what an account has in the pool: an exit leaves it when it is paid, and rewards are told apart. */
const directions: Readonly<Record<BookLineType, 'in' | 'out' | null>> = {
  stake: 'in',
  received: 'in',
  sent: 'out',
  claimed: 'out',
  redeemed: 'out',
  'rewards-paid': 'out',
  'stake-for-another': null,
  'exit-requested': null,
  'exit-cancelled': null,
  'fee-shares': null,
  compounded: null,
  reward: null,
  penalty: null,
};

/** Rewards and penalties of a period, none of them negative. */
export type StatementPeriod = {
  /** Its first second. */
  readonly from: number;
  readonly rewards: Wei;
  readonly penalties: Wei;
  /** Rewards less penalties, units of the currency with 18 decimals; `null` where a price lacks. */
  readonly worth: bigint | null;
};

/** An account's statement over a range of days, in wei. */
export type Statement = {
  readonly rewards: Wei;
  readonly penalties: Wei;
  /** What came into the pool, and what was paid out of it. */
  readonly putIn: Wei;
  readonly paidOut: Wei;
  /**
   * Stake and exits that are not paid, before and after the range, each as of the last harvest; `null` where movements do not
   * tell all that went in and out. `opening + putIn + rewards - penalties - paidOut = closing`.
   */
  readonly balances: { readonly opening: Wei; readonly closing: Wei } | null;
  /** Rewards less penalties, units of the currency with 18 decimals; `null` where a price lacks. */
  readonly worth: bigint | null;
  /** By period, oldest first; those without either are left out. */
  readonly periods: readonly StatementPeriod[];
  /** Lines of the range that are neither reward nor penalty, and penalties: those are told one by one. */
  readonly movements: readonly ExportLine[];
  readonly penaltyLines: readonly ExportLine[];
  /** Lines of the range that are rewards or penalties, and the blocks of the first and the last of them. */
  readonly harvests: { readonly count: number; readonly first: number; readonly last: number } | null;
};

function sumOf(lines: readonly Pick<ExportLine, 'type' | 'assets'>[], isOf: (type: BookLineType) => boolean): Wei {
  return lines.reduce((sum, { type, assets }) => (isOf(type) ? sum + (assets ?? 0n) : sum), 0n);
}

const isIn = (type: BookLineType): boolean => directions[type] === 'in';
const isOut = (type: BookLineType): boolean => directions[type] === 'out';

/** What lines were worth together; `null` where the price of one lacks. */
function worthOf(lines: readonly ExportLine[]): bigint | null {
  return lines.reduce<bigint | null>((sum, { type, worth }) => {
    return sum === null || worth === null ? null : type === 'penalty' ? sum - worth : sum + worth;
  }, 0n);
}

/** What stands for a range in rewards and penalties, period by period. */
function periodsOf(income: readonly ExportLine[], interval: Interval): StatementPeriod[] {
  const byStart = new Map<number, ExportLine[]>();
  for (const line of income) {
    const start = startOfPeriod(line.time, interval);
    byStart.set(start, [...(byStart.get(start) ?? []), line]);
  }
  return [...byStart].map(([from, lines]) => ({
    from,
    rewards: sumOf(lines, (type) => type === 'reward'),
    penalties: sumOf(lines, (type) => type === 'penalty'),
    worth: worthOf(lines),
  }));
}

/**
 * A statement of an account over a range of days, out of all its books.
 * @param lines of the whole life of the position.
 * @param interval how rewards are summed up.
 * @throws RangeError for a range that is none.
 */
export function statementOf(
  lines: readonly PricedLine[],
  { staked, paidOut }: Pick<Position, 'staked' | 'paidOut'>,
  range: DayRange,
  interval: Interval = 'month',
): Statement {
  const { from = 0 } = spanOfDays(range);
  const within = exportLines(lines, range, 'harvest');
  const before = exportLines(
    lines.filter(({ time }) => time < from),
    {},
    'harvest',
  );
  const income = within.filter(isIncome);
  const balanceOf = (some: readonly ExportLine[]): Wei => sumOf(some, isIn) - sumOf(some, isOut) + incomeOf(some);
  const opening = balanceOf(before);
  const isWhole = sumOf(lines, isIn) === staked && sumOf(lines, isOut) === paidOut;
  const [first, last] = [income[0], income.at(-1)];
  return {
    rewards: sumOf(income, (type) => type === 'reward'),
    penalties: sumOf(income, (type) => type === 'penalty'),
    putIn: sumOf(within, isIn),
    paidOut: sumOf(within, isOut),
    balances: isWhole ? { opening, closing: opening + balanceOf(within) } : null,
    worth: worthOf(income),
    periods: periodsOf(income, interval),
    movements: within.filter((line) => !isIncome(line)),
    penaltyLines: income.filter(({ type }) => type === 'penalty'),
    harvests: first && last ? { count: income.length, first: first.blockNumber, last: last.blockNumber } : null,
  };
}
