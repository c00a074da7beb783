import { describe, expect, it } from '@jest/globals';
import {
  claimSubjects,
  ether,
  metis,
  stakeSubjects,
  unstakeSubjects,
  type Asset,
  type PlainItem,
  type Pool,
} from '@pooled-staking/core';

const token = (symbol: string): Asset => ({ symbol, decimals: 18, address: `0x${'70'.repeat(20)}` });
const [receipt, helper] = [token('eMETIS'), token('ENKI')];
const base = { id: 'eip155:1:0x', name: 'Pool', protocol: 'any', address: '0x', deployBlock: 0 } as const;
const plain: Pool = { ...base, asset: ether };
const vault: Pool = { ...base, asset: receipt, alsoTakes: [metis, helper] };
const sequencers: Pool = { ...base, asset: token('METIS') };

const item = (
  id: string,
  asset: string,
  assets: string,
  refusals: Readonly<Record<string, string | null>>,
  rewards = '0',
) =>
  ({
    id,
    name: `No. ${id}`,
    asset,
    assets,
    rewards,
    actions: Object.entries(refusals).map(([action, refusal]) => ({ action, refusal })),
  }) as unknown as PlainItem;

describe('what a form can be about', () => {
  it('is the pool itself where it takes one asset', () => {
    expect(stakeSubjects(plain, [])).toMatchObject([{ label: 'ETH', of: {} }]);
    expect(unstakeSubjects(plain, 7n, [])).toMatchObject([{ of: {}, held: 7n, refusal: null }]);
    expect(unstakeSubjects(plain, 0n, [])).toEqual([]);
  });

  it('is each asset that a pool takes, and what was staked in each', () => {
    expect(stakeSubjects(vault, []).map(({ label, of }) => [label, of])).toEqual([
      ['eMETIS', {}],
      ['METIS', { asset: 'METIS' }],
      ['ENKI', { asset: 'ENKI' }],
    ]);
    const enki = item('1', 'ENKI', '40', { 'unstake-all': null });
    expect(unstakeSubjects(vault, 9n, [enki])).toMatchObject([
      { of: {}, held: 9n },
      { of: { asset: 'ENKI' }, held: 40n, asset: helper, isWhole: true },
    ]);
  });

  it('is each sequencer, with the reason where nothing can be done with it now', () => {
    const items = [
      item('3', 'METIS', '20', { stake: null, unstake: 'Not in this batch.', 'unstake-all': null }),
      item('5', 'METIS', '30', { stake: 'Paused.', unstake: 'Paused.', 'unstake-all': 'Paused.' }),
      item('6', 'METIS', '0', { stake: 'Gone.', unstake: 'Gone.' }),
    ];
    expect(stakeSubjects(sequencers, items).map(({ of, refusal }) => [of, refusal])).toEqual([
      [{ id: '3' }, null],
      [{ id: '5' }, 'Paused.'],
      [{ id: '6' }, 'Gone.'],
    ]);
    expect(unstakeSubjects(sequencers, 50n, items).map(({ of, held, refusal }) => [of, held, refusal])).toEqual([
      [{ id: '3' }, 20n, null],
      [{ id: '5' }, 30n, 'Paused.'],
    ]);
  });

  it('is of a claim what one transaction pays: all that is ready, or the first, and rewards of parts', () => {
    const account = `0x${'ab'.repeat(20)}` as const;
    const other = `0x${'cd'.repeat(20)}` as const;
    const exit = (id: bigint, claimableAssets: bigint, receiver: typeof account = account) => ({
      ...{ id, claimableAssets, receiver },
    });
    const exits = [exit(1n, 0n), exit(2n, 5n), exit(3n, 7n, other), exit(4n, 9n)];
    const one = { claimsOneByOne: true } as const;
    expect(claimSubjects(plain, {}, account, exits, [])).toMatchObject([{ of: {}, held: 14n }]);
    expect(claimSubjects(plain, one, account, exits, [])).toMatchObject([{ of: { id: '2' }, held: 5n }]);
    expect(claimSubjects(plain, one, account, [exit(1n, 0n)], [])).toEqual([]);
    const items = [
      item('5', 'METIS', '20', { claim: null }, '3'),
      item('6', 'METIS', '20', { claim: 'Paused.' }, '4'),
      item('7', 'METIS', '20', { claim: 'No reward.' }),
    ];
    const subjects = claimSubjects(sequencers, one, account, exits, items);
    expect(subjects.map(({ of, held, refusal }) => [of, held, refusal])).toEqual([
      [{ id: '2' }, 5n, null],
      [{ id: '5' }, 3n, null],
      [{ id: '6' }, 4n, 'Paused.'],
    ]);
    expect(new Set(subjects.map(({ key }) => key)).size).toBe(3);
  });
});
