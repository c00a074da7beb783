import { describe, expect, it } from '@jest/globals';
import { networks } from '@pooled-staking/core';
import * as fc from 'fast-check';
import { picture } from '../../test/support/picture';
import { entryOf, homePart, withEntry, type Entry, type Home } from './view';

const [pool] = networks.flatMap(({ pools }) => pools);
if (!pool) {
  throw new Error('There is no pool.');
}
const account = `0x${'ab'.repeat(20)}` as const;
const empty = homePart.parse(undefined);
const nothing: Entry = { picture: null, fault: null };

const full: Entry = {
  picture: {
    ...picture,
    capacityLeft: 5n,
    pending: -3n,
    gap: { kind: 'stake', missing: -7n, fromBlock: 1, toBlock: 2 },
    price: { currency: 'EUR', price: 2n * 10n ** 21n, updatedAt: 5 },
    apr: { days: 7, apr: 3n * 10n ** 16n, from: 1, to: 2, harvests: 14 },
    months: [{ from: 0, to: 1, rewards: -1n }],
    exits: [
      {
        id: 1n,
        receiver: account,
        requestedAt: 9,
        status: 'queued',
        claimableAssets: 0n,
        totalAssets: 5n,
        estimate: {
          earliest: null,
          latest: 5,
          basis: 'next-report',
          claimDelay: { seconds: 5, basis: 'observed', claims: 1 },
        },
      },
    ],
  },
  fault: { at: 5, isOffline: true, isElsewhere: false, said: 'No.' },
};

/** What comes back from the wallet's store. */
const stored = (home: Home): Home => homePart.parse(JSON.parse(JSON.stringify(home)));

describe('what the home page keeps', () => {
  it('comes back as it was, amounts to the wei', () => {
    const home = stored(
      withEntry({ ...empty, chosen: { address: account, isOwn: true }, shown: 'x' }, pool, account, full),
    );
    expect(entryOf(home, pool, account)).toEqual(full);
    expect(entryOf(home, { id: pool.id.toLowerCase() }, account.toUpperCase().replace('0X', '0x') as never)).toEqual(
      full,
    );
    expect(home).toMatchObject({ chosen: { address: account, isOwn: true }, shown: 'x' });
  });

  it('knows nothing of other accounts and pools', () => {
    const home = stored(withEntry(empty, pool, account, full));
    expect(entryOf(home, { id: 'eip155:1:0x00' }, account)).toEqual(nothing);
    expect(entryOf(home, pool, `0x${'cd'.repeat(20)}`)).toEqual(nothing);
    expect(entryOf(home, { id: '__proto__' }, '0x')).toEqual(nothing);
  });

  it('forgets the oldest pictures', () => {
    let home = empty;
    for (let index = 0; index < 70; index += 1) {
      home = withEntry(home, { id: `pool ${index}` }, account, full);
    }
    expect(Object.keys(home.entries)).toHaveLength(60);
    expect(entryOf(home, { id: 'pool 0' }, account)).toEqual(nothing);
    expect(entryOf(home, { id: 'pool 69' }, account)).toEqual(full);
  });

  it('counts a damaged picture as nothing, and never fails', () => {
    const home = stored(withEntry(empty, pool, account, full));
    const [key = ''] = Object.keys(home.entries);
    const text = JSON.stringify(home.entries[key]);
    for (const [from, to] of [
      ['"staked":"2', '"staked":"x2'],
      ['"id":"1n"', '"id":1'],
      ['"missing":"-7n"', '"missing":null'],
      ['"readAt":', '"readAt":-'],
      ['"seconds":5', '"seconds":"5"'],
    ] as const) {
      expect(text).toContain(from);
      const damaged = { ...home, entries: { [key]: JSON.parse(text.replace(from, to)) as unknown } };
      expect(entryOf(damaged, pool, account)).toEqual(nothing);
    }
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (whole, entry) => {
        homePart.parse(whole);
        entryOf(homePart.parse({ entries: { [key]: entry } }), pool, account);
      }),
    );
  });

  it('keeps no account that is none', () => {
    expect(homePart.parse({ chosen: { address: '0x12', isOwn: true } }).chosen).toBeNull();
    expect(homePart.parse({ chosen: { address: account, isOwn: 'yes' } }).chosen).toEqual({
      address: account,
      isOwn: false,
    });
  });
});
