import type { TimedReward } from '../src/staking/rewards';
import { describe, expect, it } from '@jest/globals';
import Papa from 'papaparse';
import { readAccountView } from '../src/protocols/stakewise/ledger/account';
import { bookLines, compareLines, readBooks, type BookLine } from '../src/rewards/books';
import { toCsv } from '../src/rewards/csv';
import { exportLines } from '../src/rewards/export-lines';
import { pricedPeriods } from '../src/rewards/period-rewards';
import { ether, type Address, type Hex, type Wei } from '../src/units';
import { recordedEnd } from './recorded-books';
import { traceNames } from './trace';
import { buildLedger, entriesOf } from '../src/protocols/stakewise/ledger/ledger';

/** What a line adds to the rewards: a penalty takes, a movement does neither. */
const rewardOf = ({ type, assets }: BookLine): Wei =>
  type === 'reward' ? (assets ?? 0n) : type === 'penalty' ? -(assets ?? 0n) : 0n;
const sumOf = (lines: readonly BookLine[]): Wei => lines.reduce((sum, line) => sum + rewardOf(line), 0n);

describe.each(traceNames)('the books of the recorded life %s', (name) => {
  const { context, accounts } = recordedEnd(name);
  const currency = 'USD';

  it('add up to the lifetime rewards of each account, to the wei, and over any cut', async () => {
    let penalties = 0;
    for (const account of accounts) {
      const view = await readAccountView(context, account, { withEntryTimes: true });
      const books = await readBooks(context, view, { currency });
      expect({ account, rewards: sumOf(books.lines) }).toEqual({ account, rewards: view.lifetimeRewards });
      expect(books.rewards).toBe(view.lifetimeRewards);
      expect(view.sharesByLogs).toBe(view.shares);
      expect(books.lines).toHaveLength(
        view.ledger.entries.length + books.points.filter(({ reward }) => reward !== 0n).length,
      );
      expect([...books.lines].sort(compareLines)).toEqual(books.lines);
      penalties += books.lines.filter(({ type }) => type === 'penalty').length;

      const cut = books.lines[Math.floor(books.lines.length / 2)]?.time ?? 0;
      const [before, after] = [
        await readBooks(context, view, { currency, to: cut }),
        await readBooks(context, view, { currency, from: cut }),
      ];
      expect([...before.lines, ...after.lines]).toEqual(books.lines);
      const months = pricedPeriods(after.points, 'month');
      expect(months.reduce((sum, { rewards }) => sum + rewards, 0n)).toBe(sumOf(after.lines));
      const taken = after.lines.filter(({ type }) => type === 'penalty');
      expect(months.reduce((sum, each) => sum + each.penalties, 0n)).toBe(-sumOf(taken));
    }
    expect(accounts.length).toBeGreaterThan(3);
    expect(penalties).toBeGreaterThan(0);
  }, 120_000);

  it('as CSV hold the same, and no cell that a spreadsheet would take for a formula', async () => {
    const view = await readAccountView(context, accounts[0] as Address, { withEntryTimes: true });
    const { lines } = await readBooks(context, view, { currency });
    const text = toCsv(exportLines(lines, {}, 'harvest'), ether);
    const rows = Papa.parse<Record<string, string>>(text.trim(), { header: true }).data;
    const wei = (type: string): Wei =>
      rows.filter((row) => row['type'] === type).reduce((sum, row) => sum + BigInt(row['amount_wei'] ?? ''), 0n);
    expect(rows).toHaveLength(lines.length);
    expect(wei('reward') - wei('penalty')).toBe(view.lifetimeRewards);
    expect(wei('stake')).toBe(view.ledger.staked);
    const cells = Papa.parse<string[]>(text).data.flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/u.test(cell))).toEqual([]);
  });
});

describe('bookLines', () => {
  const hash = `0x${'ab'.repeat(32)}` as const;
  const log = (blockNumber: number, logIndex: number) => ({
    blockNumber,
    logIndex,
    transactionHash: hash,
    address: hash,
    topics: [],
    data: '0x' as const,
  });
  const account = `0x${'ac'.repeat(20)}` as const;
  const stake = { name: 'Deposited', caller: account, receiver: account, assets: 5n, shares: 5n } as const;
  const ledger = buildLedger(account, [
    { ...stake, log: log(10, 7) },
    { ...stake, log: log(20, 0) },
  ]);
  const times = new Map([
    [10, 100],
    [20, 200],
  ]);
  const entries = entriesOf(ledger, times);
  const point = (blockNumber: number, reward: Wei, transactionHash: Hex | null): TimedReward => ({
    blockNumber,
    reward,
    putIn: 0n,
    value: 0n,
    time: blockNumber * 10,
    transactionHash,
  });
  const points = [point(10, 3n, hash), point(15, -2n, hash), point(20, 0n, hash), point(25, 1n, null)];

  it('puts rewards at the end of their block, without those that are nothing', () => {
    const lines = bookLines(entries, points);
    expect(lines.map(({ type, blockNumber, assets }) => [type, blockNumber, assets])).toEqual([
      ['stake', 10, 5n],
      ['reward', 10, 3n],
      ['penalty', 15, 2n],
      ['stake', 20, 5n],
      ['reward', 25, 1n],
    ]);
    expect(lines.map(({ logIndex }) => logIndex)).toEqual([7, null, null, 0, null]);
    expect(lines.at(-1)?.transactionHash).toBeNull();
    expect(sumOf(lines)).toBe(2n);
  });

  it('keeps to a span: from it on, before its end', () => {
    const lines = bookLines(entries, points, { from: 150, to: 200 });
    expect(lines.map(({ type }) => type)).toEqual(['penalty']);
  });

  it('says so when the time of an entry is not known', () => {
    expect(() => entriesOf(ledger, new Map())).toThrow('no-time-of-block {"blockNumber":10}');
  });
});
