import { describe, expect, it } from '@jest/globals';
import Papa from 'papaparse';
import type { PricedLine } from '../src/rewards/books';
import { toCsv } from '../src/rewards/csv';
import { exportLines } from '../src/rewards/export-lines';
import { ether, metis } from '../src/units';

const usd = { currency: 'USD', price: 3_000n * 10n ** 18n + 10n ** 16n, updatedAt: 0 };
const hash = `0x${'ab'.repeat(32)}` as const;
const place = { blockNumber: 1, logIndex: null, shares: null, counterparty: null };
const books: PricedLine[] = [
  { ...place, time: 1_767_225_600, type: 'stake', assets: 15n * 10n ** 17n, transactionHash: hash, price: usd },
  { ...place, time: 1_767_312_000, type: 'reward', assets: 123_456_789_012_345n, transactionHash: hash, price: usd },
  { ...place, time: 1_767_398_400, type: 'penalty', assets: 1n, transactionHash: null, price: null },
  { ...place, time: 1_767_484_800, type: 'exit-requested', assets: null, transactionHash: hash, price: usd },
  { ...place, time: 1_767_571_200, type: 'claimed', assets: 10n ** 18n, transactionHash: hash, price: usd },
];
const lines = exportLines(books, {}, 'harvest');

describe('toCsv', () => {
  const text = toCsv(lines, ether);
  const rows = Papa.parse<Record<string, string>>(text, { header: true }).data;

  it('is RFC 4180 with a header and CRLF', () => {
    expect(text.split('\r\n')).toHaveLength(6);
    expect(text.split('\r\n')[0]).toBe(
      'date_utc,type,income,asset,amount,amount_wei,fiat_currency,price_per_unit,fiat_value,transaction',
    );
  });

  it('ends alike with lines and without any', () => {
    const [header = ''] = text.split('\r\n');
    expect(toCsv([], ether)).toBe(header);
    expect(text).toMatch(/[^\r\n]$/u);
  });

  it('gives amounts exactly, in ETH and wei, and what they were worth', () => {
    expect(rows[0]).toEqual({
      date_utc: '2026-01-01T00:00:00Z',
      type: 'stake',
      income: 'no',
      asset: 'ETH',
      amount: '1.5',
      amount_wei: '1500000000000000000',
      fiat_currency: 'USD',
      price_per_unit: '3000.01',
      fiat_value: '4500.01',
      transaction: hash,
    });
    expect(rows[1]).toMatchObject({ amount: '0.000123456789012345', fiat_value: '0.37' });
  });

  it('names the asset of the pool', () => {
    const [row] = Papa.parse<Record<string, string>>(toCsv(lines, metis), { header: true }).data;
    expect(row).toMatchObject({ asset: 'METIS', amount: '1.5' });
  });

  it('counts rewards and penalties as income, and nothing else', () => {
    expect(rows.map(({ type, income }) => `${type} ${income}`)).toEqual([
      'stake no',
      'reward yes',
      'penalty yes',
      'exit-requested no',
      'claimed no',
    ]);
  });

  it('leaves empty what is unknown', () => {
    expect(rows[2]).toMatchObject({ amount_wei: '1', fiat_value: '', price_per_unit: '', transaction: '' });
    expect(rows[3]).toMatchObject({ amount: '', amount_wei: '', fiat_value: '', price_per_unit: '3000.01' });
  });

  it('has no cell that a spreadsheet would take for a formula', () => {
    const [first] = books;
    const foul = exportLines([{ ...(first as PricedLine), price: { ...usd, currency: '=CMD()' } }], {}, 'harvest');
    for (const table of [text, toCsv(foul, { ...ether, symbol: '-1+cmd' })]) {
      const cells = Papa.parse<string[]>(table).data.flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r]/u.test(cell))).toEqual([]);
    }
  });
});
