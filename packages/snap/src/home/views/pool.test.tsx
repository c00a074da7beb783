import { describe, expect, it } from '@jest/globals';
import { localSequencerPool, poolById } from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { picture } from '../../../test/support/picture';
import { linesOf } from '../../insight/plain-lines';
import { textsOfPool } from '../../ui/display';
import { defaultSettings } from '../../wallet/settings';
import { entryOf, homePart, withEntry, type Picture } from '../view';
import { PoolView } from './pool';

const account = `0x${'ab'.repeat(20)}` as const;
const where = poolById(localSequencerPool.id);
const signer = '0x36f10B20781bb1E78278e84f3e1E97Acf92FA302' as const;
const item = {
  id: '5',
  name: '#5 ENKI0',
  address: signer,
  asset: 'METIS',
  assets: String(3n * 10n ** 18n),
  rewards: '0',
  actions: [{ action: 'stake', refusal: null }],
} as const;

function linesWith(change: Partial<Picture>): string[] {
  const stored = withEntry(homePart.parse(null), where.pool, account, {
    picture: { ...picture, ...change },
    fault: null,
  });
  // As it comes out of the store.
  const home = homePart.parse(JSON.parse(JSON.stringify(stored)));
  expect(entryOf(home, where.pool, account).picture).not.toBeNull();
  const scene = {
    ...{ home, settings: defaultSettings, sent: [], now: picture.readAt },
    preferences: { locale: 'en', currency: 'USD', showsTestnets: true },
    texts: textsOfPool(createSnapTranslator('en'), where),
  };
  return linesOf(PoolView({ account, where, isReading: false, isSent: false, scene }));
}

describe('the page of a pool', () => {
  it('shows the parts of a stake by number, name and address, with what waits for them', () => {
    const refused = (['stake', 'claim'] as const).map((action) => ({ action, refusal: 'Paused.' }));
    const bare = { ...item, id: '6', name: '#6', address: null, rewards: String(10n ** 18n), actions: refused };
    const lines = linesWith({ items: [item, bare] });
    const from = lines.indexOf('Parts of your stake');
    expect(lines.slice(from, from + 7)).toEqual([
      'Parts of your stake',
      '#5 ENKI0: 3 METIS',
      `Signs with: ${signer}`,
      '#6: 3 METIS',
      'To claim: 1 METIS',
      // Once, though it keeps two things from being done.
      'Paused.',
      'Last read: now',
    ]);
  });

  it('knows none where there are none, or where they were not kept yet', () => {
    expect(linesWith({ items: [] })).not.toContain('Parts of your stake');
    expect(linesWith({})).not.toContain('Parts of your stake');
  });
});
