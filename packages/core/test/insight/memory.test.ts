import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  earlierOf,
  emptyMemory,
  parseInsightMemory,
  rememberedRate,
  rememberRate,
  rememberInsight,
  type Seen,
} from '../../src/insight/memory';

const account = '0xAbcdefabcdefabcdefabcdefabcdefabcdefabcd';
const code = `0x${'11'.repeat(20)}` as const;
const seen = (change: Partial<Seen>): Seen => ({
  account,
  held: 0n,
  implementation: code,
  stakeOrigin: null,
  apr: null,
  ...change,
});

describe('the memory of insights', () => {
  it('takes a site for one of a stake only once the stake was made', () => {
    const shown = rememberInsight(emptyMemory, seen({ held: 5n, stakeOrigin: 'https://good.example' }));
    expect(earlierOf(shown, account, 5n)).toEqual({ hasStaked: false, origins: [], implementation: code });
    // The person refused, and staked from another site.
    const refused = rememberInsight(shown, seen({ held: 5n, stakeOrigin: 'https://other.example' }));
    expect(earlierOf(refused, account, 6n)).toMatchObject({ hasStaked: true, origins: ['https://other.example'] });
    const later = rememberInsight(refused, seen({ held: 6n }));
    expect(earlierOf(later, account, 2n)).toMatchObject({ hasStaked: true, origins: ['https://other.example'] });
  });

  it('keeps accounts apart, whatever the letter case', () => {
    const memory = rememberInsight(emptyMemory, seen({ held: 1n, stakeOrigin: 'https://a.example' }));
    expect(earlierOf(memory, account.toLowerCase() as typeof account, 2n).hasStaked).toBe(true);
    expect(earlierOf(memory, code, 2n).hasStaked).toBe(false);
    expect(earlierOf(memory, '0x__proto__', 2n).hasStaked).toBe(false);
  });

  it('is the same object when nothing is new', () => {
    const memory = rememberInsight(emptyMemory, seen({ stakeOrigin: 'https://a.example' }));
    expect(memory).not.toBe(emptyMemory);
    expect(rememberInsight(memory, seen({ stakeOrigin: 'https://a.example' }))).toBe(memory);
    expect(rememberInsight(memory, seen({}))).toBe(memory);
  });

  it('stays small', () => {
    let memory = emptyMemory;
    for (let index = 0; index < 60; index += 1) {
      const each = `0x${index.toString(16).padStart(40, '0')}` as const;
      memory = rememberInsight(memory, seen({ account: each, stakeOrigin: 'https://a.example' }));
    }
    expect(Object.keys(memory.accounts)).toHaveLength(20);
    for (let index = 0; index < 60; index += 1) {
      memory = rememberInsight(memory, seen({ held: BigInt(index), stakeOrigin: `https://${index}.example` }));
    }
    expect(earlierOf(memory, account, 99n).origins).toHaveLength(10);
    expect(earlierOf(memory, account, 99n).origins).toContain('https://59.example');
  });

  it('keeps a rate for a day', () => {
    const memory = rememberInsight(emptyMemory, seen({ apr: { rate: -5n, days: 7, at: 1_000_000 } }));
    expect(rememberedRate(memory, 1_000_000 + 86_400)).toEqual({ rate: -5n, days: 7 });
    expect(rememberedRate(memory, 1_000_000 + 86_401)).toBeNull();
    expect(rememberedRate(emptyMemory, 1)).toBeNull();
  });

  it('takes a rate that was read elsewhere, and leaves the rest', () => {
    const memory = rememberInsight(emptyMemory, seen({ stakeOrigin: 'https://a.example' }));
    const rated = rememberRate(memory, { rate: 3n, days: 6 }, 50);
    expect(rememberedRate(rated, 60)).toEqual({ rate: 3n, days: 6 });
    expect({ ...rated, apr: null }).toEqual(memory);
  });

  it('comes out of a store as it went in', () => {
    const memory = rememberInsight(
      rememberInsight(
        emptyMemory,
        seen({ held: 1n, stakeOrigin: 'https://a.example', apr: { rate: 7n, days: 7, at: 9 } }),
      ),
      seen({ held: 2n, stakeOrigin: 'https://b.example' }),
    );
    expect(parseInsightMemory(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
  });

  it('takes anything out of a store, and keeps nothing that is damaged', () => {
    for (const stored of [null, 5, 'x', [], { implementation: 7, apr: { rate: '1.5', days: 7, at: 1 }, accounts: 3 }]) {
      expect(parseInsightMemory(stored)).toEqual(emptyMemory);
    }
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (implementation, apr, one) => {
        const memory = parseInsightMemory({ implementation, apr, accounts: { [account.toLowerCase()]: one } });
        rememberedRate(memory, 5);
        rememberInsight(memory, seen({ stakeOrigin: 'https://a.example' }));
        return Array.isArray(earlierOf(memory, account, 1n).origins);
      }),
    );
  });
});
