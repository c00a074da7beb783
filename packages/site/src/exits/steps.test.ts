import { describe, expect, it } from '@jest/globals';
import type { Exit } from '@pooled-staking/api';
import type { Entry, EntryType, ExitHistory } from '@pooled-staking/core';
import { closedExits, closedSteps, openSteps } from './steps';

const exit: Exit = {
  ...{ id: '1', ticket: '1', owner: '0x1', receiver: '0x1', requestedAt: '2031-01-01T00:00:00Z', basis: '' },
  ...{ status: 'queued', shares: '10', exitedAssets: '0', claimableAssets: '0', totalAssets: '10' },
  ...{ earliest: null, latest: null, claimBringsReport: false },
};

const entry = (type: EntryType, time: number, assets: bigint | null = null): Entry => ({
  ...{ type, time, assets, blockNumber: time, logIndex: 0, transactionHash: '0x', shares: null, counterparty: null },
});

const history: ExitHistory = { id: 1n, begun: entry('exit-requested', 5), payments: [], left: null };

const told = (steps: ReturnType<typeof openSteps>) => steps.map(({ kind, state }) => `${kind} ${state}`);

describe('the way of an open exit', () => {
  it.each<[string, Partial<Exit>, string[]]>([
    ['that waits', {}, ['requested done', 'waiting now', 'ready next', 'claimed next']],
    [
      'that is set aside, before its time',
      { status: 'exiting', exitedAssets: '10' },
      ['requested done', 'set-aside now', 'ready next', 'claimed next'],
    ],
    [
      'of which a part is set aside, before its time',
      { status: 'exiting', exitedAssets: '4' },
      ['requested done', 'waiting now', 'partly done', 'ready next', 'claimed next'],
    ],
    [
      'of which a part can be claimed',
      { status: 'claimable', exitedAssets: '4', claimableAssets: '4' },
      ['requested done', 'waiting now', 'partly now', 'ready next', 'claimed next'],
    ],
    [
      'that can be claimed',
      { status: 'claimable', exitedAssets: '10', claimableAssets: '10' },
      ['requested done', 'waiting done', 'ready now', 'claimed next'],
    ],
    ['that is too small to be paid', { status: 'dust', totalAssets: '1' }, ['requested done', 'waiting now']],
  ])('%s', (_, change, steps) => {
    expect(told(openSteps({ ...exit, ...change }, history))).toEqual(steps);
  });

  it('shows what it has paid before, and is there before its movements are read', () => {
    const paid = { ...history, payments: [entry('claimed', 7, 3n)] };
    const [requested, first] = openSteps(exit, paid);
    expect(requested?.entry?.time).toBe(5);
    expect(first).toMatchObject({ kind: 'paid', state: 'done', amount: 3n });
    expect(told(openSteps(exit, undefined))[0]).toBe('requested done');
  });
});

describe('exits that are over', () => {
  const claimed = { ...history, payments: [entry('claimed', 7, 3n), entry('claimed', 9, 4n)] };
  const cancelled = { ...history, id: 2n, left: entry('exit-cancelled', 8) };
  const open = { ...history, id: 3n, payments: [entry('claimed', 10, 1n)] };

  it('end with what was paid last, or with how they left', () => {
    expect(told(closedSteps(claimed))).toEqual(['requested done', 'paid done', 'claimed done']);
    expect(closedSteps(claimed).at(-1)?.amount).toBe(4n);
    expect(told(closedSteps(cancelled))).toEqual(['requested done', 'left done']);
  });

  it('are those that are not open, the newest end first; one that nothing has ended yet is none', () => {
    const all = [cancelled, claimed, open, { ...history, id: 4n }];
    expect(closedExits(all, new Set(['3'])).map(({ id }) => id)).toEqual([1n, 2n]);
  });
});
