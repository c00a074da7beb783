import { describe, expect, it } from '@jest/globals';
import { networks, type PoolOnNetwork } from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { picture } from '../../../test/support/picture';
import { linesOf } from '../../insight/plain-lines';
import { defaultSettings } from '../../wallet/settings';
import { homePart, withEntry, type Fault } from '../view';
import { ListView } from './list';

const account = `0x${'ab'.repeat(20)}` as const;
const now = picture.readAt + 300_000;
const texts = createSnapTranslator('en');
const pools: readonly PoolOnNetwork[] = networks.flatMap((network) =>
  network.pools.slice(0, 1).map((pool) => ({ network, pool })),
);
const [first, second] = pools;
const offline: Fault = { at: now, isOffline: true, isElsewhere: false, said: 'No answer.' };

/** What the list says where each of these pools was read so long ago, in milliseconds, and then was not. */
function linesWith(
  faults: ReadonlyMap<PoolOnNetwork | undefined, readonly [fault: Fault, age: number | null]>,
): string[] {
  const home = pools.reduce((all, where) => {
    const [fault = null, age = 0] = faults.get(where) ?? [];
    const read = age === null ? null : { ...picture, readAt: now - age };
    return withEntry(all, where.pool, account, { picture: read, fault });
  }, homePart.parse(null));
  const preferences = { locale: 'en', currency: 'USD', showsTestnets: true };
  const scene = { home, settings: defaultSettings, preferences, sent: [], texts, now };
  return linesOf(ListView({ account, isReading: false, scene }));
}

describe('the list of pools', () => {
  it('names the one network that is not reached, and how old its numbers are', () => {
    const lines = linesWith(new Map([[second, [offline, 300_000]]]));
    expect(lines).toEqual(
      expect.arrayContaining([
        `Can't reach ${second?.network.name}`,
        'Last read: 5 minutes ago. Check your connection, then update.',
      ]),
    );
    expect(lines.filter((line) => line.startsWith("Can't reach"))).toHaveLength(1);
  });

  it('names all that are not reached at once, each network once', () => {
    const lines = linesWith(
      new Map([
        [first, [offline, 0]],
        [second, [offline, null]],
      ]),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        `Can't reach ${first?.network.name} and ${second?.network.name}`,
        'Check your connection, then update.',
      ]),
    );
  });

  it('says any other reason in its own words, and nothing of a network that the wallet does not have', () => {
    const lines = linesWith(
      new Map([
        [first, [{ ...offline, isOffline: false, said: 'The node is behind.' }, 0]],
        [second, [{ ...offline, isOffline: false, isElsewhere: true, said: 'Add it.' }, null]],
      ]),
    );
    expect(lines).toEqual(expect.arrayContaining(["This can't be done now", 'The node is behind.']));
    expect(lines).not.toContain('Add it.');
    expect(lines.join('\n')).not.toContain("Can't reach");
  });
});
