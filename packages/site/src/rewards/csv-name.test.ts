import { expect, it } from '@jest/globals';
import { csvName } from './csv-name';

it('names pool, account and span, in letters that every file system takes', () => {
  const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  expect(csvName('MetaMask Pool (Hoodi)', account, 1_767_225_600, 1_769_903_999)).toBe(
    'staking-metamask-pool-hoodi-0x7099-79c8-2026-01-01-2026-01-31.csv',
  );
});
