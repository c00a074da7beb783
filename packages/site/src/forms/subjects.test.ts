import { describe, expect, it } from '@jest/globals';
import type { GetPositionResult, PositionItem } from '@pooled-staking/api';
import { ether, metis, type Asset, type Pool } from '@pooled-staking/core';
import { stakeSubjects, unstakeSubjects } from './subjects';

const token = (symbol: string): Asset => ({ symbol, decimals: 18, address: `0x${'70'.repeat(20)}` });
const [receipt, helper] = [token('eMETIS'), token('ENKI')];
const base = { id: 'eip155:1:0x', name: 'Pool', protocol: 'any', address: '0x', deployBlock: 0 } as const;
const plain: Pool = { ...base, asset: ether };
const vault: Pool = { ...base, asset: receipt, alsoTakes: [metis, helper] };
const sequencers: Pool = { ...base, asset: token('METIS') };

const position = (assets: string, items: readonly PositionItem[]): GetPositionResult =>
  ({ assets, items }) as unknown as GetPositionResult;
const item = (id: string, asset: string, assets: string, refusals: Readonly<Record<string, string | null>>) =>
  ({
    id,
    name: `No. ${id}`,
    asset,
    assets,
    rewards: '0',
    actions: Object.entries(refusals).map(([action, refusal]) => ({ action, refusal })),
  }) as PositionItem;

describe('what a form can be about', () => {
  it('is the pool itself where it takes one asset', () => {
    expect(stakeSubjects(plain, undefined)).toMatchObject([{ label: 'ETH', of: {} }]);
    expect(unstakeSubjects(plain, position('7', []))).toMatchObject([{ of: {}, held: 7n, refusal: null }]);
    expect(unstakeSubjects(plain, position('0', []))).toEqual([]);
  });

  it('is each asset that a pool takes, and what was staked in each', () => {
    expect(stakeSubjects(vault, undefined).map(({ label, of }) => [label, of])).toEqual([
      ['eMETIS', {}],
      ['METIS', { asset: 'METIS' }],
      ['ENKI', { asset: 'ENKI' }],
    ]);
    const enki = item('1', 'ENKI', '40', { 'unstake-all': null });
    expect(unstakeSubjects(vault, position('9', [enki]))).toMatchObject([
      { of: {}, held: 9n },
      { of: { asset: 'ENKI' }, held: 40n, asset: helper },
    ]);
  });

  it('is each sequencer, with the reason where nothing can be done with it now', () => {
    const items = [
      item('3', 'METIS', '20', { stake: null, unstake: 'Not in this batch.', 'unstake-all': null }),
      item('5', 'METIS', '30', { stake: 'Paused.', unstake: 'Paused.', 'unstake-all': 'Paused.' }),
      item('6', 'METIS', '0', { stake: 'Gone.', unstake: 'Gone.' }),
    ];
    expect(stakeSubjects(sequencers, position('50', items)).map(({ of, refusal }) => [of, refusal])).toEqual([
      [{ id: '3' }, null],
      [{ id: '5' }, 'Paused.'],
      [{ id: '6' }, 'Gone.'],
    ]);
    expect(
      unstakeSubjects(sequencers, position('50', items)).map(({ of, held, refusal }) => [of, held, refusal]),
    ).toEqual([
      [{ id: '3' }, 20n, null],
      [{ id: '5' }, 30n, 'Paused.'],
    ]);
  });
});
