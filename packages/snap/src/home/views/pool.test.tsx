import { describe, expect, it } from '@jest/globals';
import { poolById } from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { picture } from '../../../test/support/picture';
import { linesOf } from '../../insight/plain-lines';
import { textsOfPool } from '../../ui/display';
import { defaultSettings } from '../../wallet/settings';
import { entryOf, homePart, withEntry, type Picture } from '../view';
import { PoolView } from './pool';

const account = `0x${'ab'.repeat(20)}` as const;
const where = poolById('eip155:1:0xD54c868362C2098E0E46F12E7D924C6A332952Dd');
const signer = '0x36f10B20781bb1E78278e84f3e1E97Acf92FA302' as const;
const item = {
  name: '#5 ENKI0',
  address: signer,
  symbol: 'METIS',
  decimals: 18,
  assets: 3n * 10n ** 18n,
  rewards: 0n,
  refusals: [],
};

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
    const bare = { ...item, name: '#6', address: null, rewards: 10n ** 18n };
    const lines = linesWith({ items: [item, bare] });
    const from = lines.indexOf('Parts of your stake');
    expect(lines.slice(from, from + 5)).toEqual([
      'Parts of your stake',
      '#5 ENKI0: 3 METIS',
      `Signs with: ${signer}`,
      '#6: 3 METIS',
      'To claim: 1 METIS',
    ]);
  });

  it('knows none where there are none, or where they were not kept yet', () => {
    expect(linesWith({ items: [] })).not.toContain('Parts of your stake');
    expect(linesWith({})).not.toContain('Parts of your stake');
  });
});
