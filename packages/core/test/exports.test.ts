import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseEther } from 'ethers';
import Papa from 'papaparse';
import { artemisPool, seMetisPool } from '../src/networks/andromeda';
import { ethereum } from '../src/networks/ethereum';
import type { Pool } from '../src/networks/types';
import { readAccountView } from '../src/protocols/stakewise/ledger/account';
import { readBooks, type PricedLine } from '../src/rewards/books';
import { dayOf, spanOfDays } from '../src/rewards/day-range';
import { exportFormats, exportName, linesOfFormat, type ExportFormat } from '../src/rewards/export-format';
import { exportLines, grains, incomeOf } from '../src/rewards/export-lines';
import { exportText } from '../src/rewards/export-text';
import { statementOf } from '../src/rewards/statement';
import { taxPrograms, type TaxProgram } from '../src/rewards/tax/forms';
import type { Position } from '../src/staking/position';
import type { Wei } from '../src/units';
import { LockingNode } from './metis/locking-node';
import { loadLockingTrace } from './metis/locking-trace';
import { readSequencerPosition } from '../src/protocols/metis/sequencers/position';
import { recordedEnd } from './recorded-books';
import { traceNames } from './trace';

const pool = ethereum.pools[0] as Pool;
const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

/** The columns as the programs' documentation has them; the order is part of it. */
const headers: Readonly<Record<TaxProgram, string>> = {
  koinly: 'Koinly Date,Amount,Currency,Label,TxHash,Net Worth Amount,Net Worth Currency,Description',
  cointracker: 'Date,Received Quantity,Received Currency,Sent Quantity,Sent Currency,Fee Amount,Fee Currency,Tag',
  summ: 'Timestamp (UTC),Type,Base Currency,Base Amount,Quote Currency (Optional),Quote Amount (Optional),Fee Currency (Optional),Fee Amount (Optional),From (Optional),To (Optional),Blockchain (Optional),ID (Optional)',
  rotki: 'Type,Location,Currency,Amount,Fee,Fee Currency,Description,Timestamp',
};

type Row = Readonly<Record<string, string>>;
const rowsOf = (text: string): Row[] => Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;

/** What a row adds to the rewards, as each program counts it. */
const signed: Readonly<Record<ExportFormat, (row: Row) => Wei>> = {
  own: ({ type, amount = '' }) =>
    type === 'reward' ? parseEther(amount) : type === 'penalty' ? -parseEther(amount) : 0n,
  koinly: (row) => parseEther(row['Amount'] ?? ''),
  cointracker: (row) => parseEther(`0${row['Received Quantity']}`) - parseEther(`0${row['Sent Quantity']}`),
  summ: (row) => parseEther(row['Base Amount'] ?? '') * (row['Type'] === 'lost' ? -1n : 1n),
  rotki: (row) => parseEther(row['Amount'] ?? '') * (row['Type'] === 'Loss' ? -1n : 1n),
};
const sumOf = (format: ExportFormat, text: string): Wei =>
  rowsOf(text).reduce((sum, row) => sum + signed[format](row), 0n);

const usd = { currency: 'USD', price: 2_500n * 10n ** 18n, updatedAt: 0 };
const hash = `0x${'ab'.repeat(32)}` as const;
const at = (iso: string): number => Date.parse(iso) / 1000;

function line(type: PricedLine['type'], iso: string, assets: Wei | null, price: PricedLine['price'] = usd): PricedLine {
  const time = at(iso);
  const blockNumber = Math.floor(time / 12);
  return {
    type,
    time,
    blockNumber,
    assets,
    price,
    transactionHash: hash,
    logIndex: null,
    shares: null,
    counterparty: null,
  };
}

const year: readonly PricedLine[] = [
  line('stake', '2025-12-30T08:00:00Z', 32n * 10n ** 18n),
  line('reward', '2025-12-31T23:59:59Z', 1n),
  line('reward', '2026-01-01T00:00:00Z', 123_456_789_012_345_678n),
  line('penalty', '2026-01-01T05:06:07Z', 10n ** 15n),
  line('reward', '2026-01-01T12:00:00Z', 2n, null),
  line('exit-requested', '2026-01-02T00:00:00Z', null),
  line('claimed', '2026-06-30T00:00:00Z', 10n ** 18n),
  line('reward', '2026-12-31T23:59:59Z', 5n),
  line('reward', '2027-01-01T00:00:00Z', 7n),
];
const in2026 = { from: '2026-01-01', to: '2026-12-31' };

describe('a range of days', () => {
  it('has both of its days in it, in UTC', () => {
    const lines = exportLines(year, in2026, 'harvest');
    expect(lines.map(({ time }) => dayOf(time))).toEqual([
      ...Array.from({ length: 3 }, () => '2026-01-01'),
      '2026-01-02',
      '2026-06-30',
      '2026-12-31',
    ]);
    expect(exportLines(year, {}, 'harvest')).toHaveLength(year.length);
    expect(exportLines(year, { from: '2027-01-01' }, 'harvest')).toHaveLength(1);
    expect(exportLines(year, { to: '2025-12-31' }, 'harvest')).toHaveLength(2);
  });

  it.each([
    [{ from: '2026-02-29' }, 'from: "2026-02-29" is no day; give one as 2026-01-31.'],
    [{ to: '31.12.2026' }, 'to: "31.12.2026" is no day; give one as 2026-01-31.'],
    [{ from: '' }, 'from: "" is no day; give one as 2026-01-31.'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'from: 2026-02-02 is later than to: 2026-02-01; exchange them.'],
  ])('%p is refused by name', (range, message) => {
    expect(() => spanOfDays(range)).toThrow(new RangeError(message));
  });
});

describe('lines by day', () => {
  const lines = exportLines(year, in2026, 'day');

  it('are one for the rewards of a day and one for its penalties, at the time of the last of each', () => {
    const told = lines.map(({ type, time, assets, count }) => [
      type,
      new Date(time * 1000).toISOString(),
      assets,
      count,
    ]);
    expect(told.slice(0, 2)).toEqual([
      ['penalty', '2026-01-01T05:06:07.000Z', 10n ** 15n, 1],
      ['reward', '2026-01-01T12:00:00.000Z', 123_456_789_012_345_680n, 2],
    ]);
    expect(lines.map(({ type }) => type).slice(2)).toEqual(['exit-requested', 'claimed', 'reward']);
  });

  it('name neither a transaction nor a worth that holds for a part alone', () => {
    expect(lines[1]).toMatchObject({ transactionHash: null, price: null, worth: null, currency: null });
    expect(lines[0]).toMatchObject({ transactionHash: hash, worth: 2_500n * 10n ** 15n, currency: 'USD' });
  });

  it('add up to the same', () => {
    expect(incomeOf(lines)).toBe(incomeOf(exportLines(year, in2026, 'harvest')));
  });
});

describe.each(taxPrograms)('a file for %s', (program) => {
  const lines = exportLines(year, in2026, 'harvest');
  const text = exportText({ format: program, pool }, lines);
  const rows = rowsOf(text);

  it('has the columns of the program, byte for byte, and a row a harvest', () => {
    expect(text.split('\r\n')[0]).toBe(headers[program]);
    expect(text.split('\r\n')).toHaveLength(5);
    expect(linesOfFormat({ format: program }, lines)).toHaveLength(rows.length);
    expect(exportText({ format: program, pool }, [])).toBe(headers[program]);
  });

  it('has neither stakes nor exits', () => {
    expect(text).not.toContain('32');
    expect(rows.map(signed[program])).toEqual([123_456_789_012_345_678n, -(10n ** 15n), 2n, 5n]);
  });

  it('says in its name what became of penalties, and nothing of them where there are none', () => {
    const subject = { format: program, pool, account, days: in2026, grain: 'harvest' } as const;
    const as = { koinly: 'cost', cointracker: 'lost', summ: 'lost', rotki: 'loss' }[program];
    const begin = `${program}-metamask-pool-0x7099-79c8-2026-01-01-2026-12-31`;
    expect(exportName(subject, lines)).toBe(`${begin}-penalties-as-${as}.csv`);
    expect(exportName({ ...subject, grain: 'day' }, [])).toBe(`${begin}-by-day.csv`);
  });

  it('quotes a name with a comma, and starts no formula', () => {
    const foul = { ...pool, name: '=A1, "B"', asset: { ...pool.asset, symbol: '-1+cmd' } };
    const cells = Papa.parse<string[]>(exportText({ format: program, pool: foul }, lines)).data;
    expect(cells.every((row) => row.length === headers[program].split(',').length)).toBe(true);
    expect(cells.flat().filter((cell) => /^[=+@\t\r]|^-(?!\d+(?:\.\d+)?$)/u.test(cell))).toEqual([]);
  });
});

describe('rows', () => {
  const of = (format: TaxProgram, about: Pool = pool): Row[] =>
    rowsOf(exportText({ format, pool: about }, exportLines(year, in2026, 'harvest')));

  it('of Koinly: time to the minute in UTC, sent penalties as cost, worth where it is known', () => {
    expect(of('koinly')[0]).toEqual({
      'Koinly Date': '2026-01-01 00:00 UTC',
      Amount: '0.123456789012345678',
      Currency: 'ETH',
      Label: 'reward',
      TxHash: '',
      'Net Worth Amount': '308.641972530864195',
      'Net Worth Currency': 'USD',
      Description: `reward MetaMask Pool ${pool.id} block 147268800 ${hash}`,
    });
    expect(of('koinly')[1]).toMatchObject({ 'Koinly Date': '2026-01-01 05:06 UTC', Amount: '-0.001', Label: 'cost' });
    expect(of('koinly')[2]).toMatchObject({ 'Net Worth Amount': '', 'Net Worth Currency': '' });
  });

  it('of CoinTracker: the day in American order, received or sent', () => {
    expect(Object.values(of('cointracker')[0] ?? {})).toEqual(
      ['01/01/2026 00:00:00', '0.123456789012345678', 'ETH', '', '', '', '', 'staking'], // prettier-ignore
    );
    expect(Object.values(of('cointracker')[1] ?? {})).toEqual(
      ['01/01/2026 05:06:07', '', '', '0.001', 'ETH', '', '', 'lost'], // prettier-ignore
    );
  });

  it('of Summ: positive amounts whose type tells the direction, each with an id of its own', () => {
    const [reward, penalty] = of('summ');
    expect(reward).toMatchObject({ 'Timestamp (UTC)': '2026-01-01 00:00:00', Type: 'staking', 'Base Currency': 'ETH' });
    expect(penalty).toMatchObject({ 'Timestamp (UTC)': '2026-01-01 05:06:07', Type: 'lost', 'Base Amount': '0.001' });
    expect(penalty).toMatchObject({ 'Quote Amount (Optional)': '', 'ID (Optional)': `${pool.id}:penalty:147270330` });
    expect(new Set(of('summ').map((row) => row['ID (Optional)'])).size).toBe(4);
  });

  it('of rotki: milliseconds, types of its list, METIS by its contract', () => {
    expect(of('rotki')[1]).toMatchObject({
      Type: 'Loss',
      Location: 'external',
      Currency: 'ETH',
      Timestamp: '1767243967000',
    });
    expect(of('rotki')[0]).toMatchObject({ Type: 'Staking', Fee: '', 'Fee Currency': '' });
    expect(of('rotki', artemisPool)[0]).toMatchObject({
      Currency: 'eip155:1/erc20:0x9E32b13ce7f2E80A01932B42553652E053D6ed8e',
    });
  });

  it('are in the asset of the pool: receipts only where they are what is staked', () => {
    expect(of('koinly', artemisPool)[0]).toMatchObject({ Currency: 'METIS' });
    expect(of('summ', seMetisPool)[0]).toMatchObject({ 'Base Currency': 'eMETIS' });
  });
});

type Recorded = {
  readonly name: string;
  readonly about: Pool;
  readonly lines: readonly PricedLine[];
  readonly view: Position;
};

async function recordedBooks(): Promise<Recorded[]> {
  const found: Recorded[] = [];
  for (const name of traceNames) {
    const { context, accounts } = recordedEnd(name);
    for (const each of accounts) {
      const view = await readAccountView(context, each, { withEntryTimes: true });
      const { lines } = await readBooks(context, view, { currency: 'USD' });
      found.push({ name: `${name} ${each}`, about: context.pool, lines, view });
    }
  }
  const trace = loadLockingTrace();
  const node = new LockingNode(trace);
  trace.steps.forEach((step) => {
    node.advance(step);
  });
  const owners = trace.steps.flatMap(({ state }) =>
    state && !('unchanged' in state) ? Object.values(state.sequencers).map(({ owner }) => owner) : [],
  );
  for (const each of new Set(owners)) {
    const view = await readSequencerPosition(node.context, each, { withEntryTimes: true });
    if (view.lifetimeRewards !== null) {
      const { lines } = await readBooks(node.context, view, { currency: 'USD' });
      found.push({ name: `sequencers ${each}`, about: node.context.pool, lines, view });
    }
  }
  return found;
}

describe('the books of recorded lives', () => {
  let books: readonly Recorded[] = [];
  beforeAll(async () => {
    books = await recordedBooks();
  }, 120_000);

  it('come to the lifetime rewards in every file, to the wei, by harvest and by day', () => {
    let penalties = 0;
    for (const { name, about, lines, view } of books) {
      for (const format of exportFormats) {
        for (const grain of grains) {
          const all = exportLines(lines, {}, grain);
          const sum = sumOf(format, exportText({ format, pool: about }, all));
          expect({ name, format, grain, sum }).toEqual({ name, format, grain, sum: view.lifetimeRewards });
          penalties += linesOfFormat({ format }, all).filter(({ type }) => type === 'penalty').length;
        }
      }
    }
    expect(books.length).toBeGreaterThan(12);
    expect(penalties).toBeGreaterThan(20);
  });

  it('are told whole by ranges that follow each other', () => {
    for (const { name, about, lines, view } of books.filter((each) => each.lines.length > 2)) {
      const middle = dayOf(lines[Math.floor(lines.length / 2)]?.time ?? 0);
      const next = dayOf(at(`${middle}T00:00:00Z`) + 86_400);
      const parts = [{ to: middle }, { from: next }].map((range) =>
        sumOf('koinly', exportText({ format: 'koinly', pool: about }, exportLines(lines, range, 'day'))),
      );
      expect({ name, sum: (parts[0] ?? 0n) + (parts[1] ?? 0n) }).toEqual({ name, sum: view.lifetimeRewards });
    }
  });

  it('make statements that reconcile, from nothing to what the account has now', () => {
    for (const { name, lines, view } of books) {
      const value = view.assets + view.exitingAssets + (view.unpaidRewards ?? 0n);
      const whole = statementOf(lines, view, {});
      expect({ name, balances: whole.balances }).toEqual({ name, balances: { opening: 0n, closing: value } });
      expect(whole.rewards - whole.penalties).toBe(view.lifetimeRewards);
      expect(whole.periods.reduce((sum, { rewards, penalties }) => sum + rewards - penalties, 0n)).toBe(
        view.lifetimeRewards,
      );
      const middle = dayOf(lines[Math.floor(lines.length / 2)]?.time ?? 0);
      const { balances, putIn, rewards, penalties, paidOut } = statementOf(lines, view, { from: middle, to: middle });
      expect((balances?.opening ?? 0n) + putIn + rewards - penalties - paidOut).toBe(balances?.closing);
      expect(balances?.opening).toBe(
        statementOf(lines, view, { to: dayOf(at(`${middle}T00:00:00Z`) - 1) }).balances?.closing,
      );
    }
  });

  it('state no balance where the movements leave something out', () => {
    const { lines, view } = books.find((each) => each.view.staked > 0n) as Recorded;
    expect(statementOf(lines, { ...view, staked: view.staked + 1n }, {}).balances).toBeNull();
  });
});
