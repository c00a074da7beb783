import { describe, expect, it } from '@jest/globals';
import { droppedAfter, fateOf, isFinal, type Sent, type Sighting, type Taker } from '../../src/transactions/fate';

const account = `0x${'aa'.repeat(20)}`;
const pool = `0x${'bb'.repeat(20)}`;
const hash = `0x${'01'.repeat(32)}`;
const other = `0x${'02'.repeat(32)}`;
const call = { to: pool, value: '0xde0b6b3a7640000', data: '0xf9609f08' };

const sent: Sent = { hash, account, chainId: 1, call, nonce: 7, isNonceSeen: true, knownAt: 100 };
/** A node that shows it waiting. */
const pending: Sighting = { head: 101, receipt: null, isKnown: true, minedCount: 7, taker: null };
const taken: Sighting = { ...pending, isKnown: false, minedCount: 8 };
const taker: Taker = { hash: other, from: account, blockNumber: 101, call, isSuccess: true };
const late = 100 + droppedAfter;

const fate = (stage: string, blockNumber: number | null = null, replacement: string | null = null) => ({
  stage,
  blockNumber,
  replacement,
});

describe('what became of a sent transaction', () => {
  it.each<[string, Sighting, Partial<Sent>, object]>([
    ['waits in the node', pending, {}, fate('sent')],
    ['waits in the node for days', { ...pending, head: 9_000 }, {}, fate('sent')],
    ['is mined', { ...pending, receipt: { isSuccess: true, blockNumber: 101 } }, {}, fate('confirmed', 101)],
    ['is mined and reverted', { ...pending, receipt: { isSuccess: false, blockNumber: 101 } }, {}, fate('failed', 101)],
    ['is sped up: confirmed by another hash', { ...taken, taker }, {}, fate('confirmed', 101, other)],
    [
      'is sped up, and the node writes addresses and amounts otherwise',
      { ...taken, taker: { ...taker, call: { ...call, to: pool.toUpperCase(), value: '0x0de0b6b3a7640000' } } },
      {},
      fate('confirmed', 101, other),
    ],
    ['is sped up and reverted', { ...taken, taker: { ...taker, isSuccess: false } }, {}, fate('failed', 101, other)],
    ['is sped up, with a receipt that is late', { ...taken, taker: { ...taker, isSuccess: null } }, {}, fate('sent')],
    [
      'is cancelled',
      { ...taken, taker: { ...taker, call: { to: account, value: '0x0', data: '0x' } } },
      {},
      fate('cancelled', 101, other),
    ],
    [
      'is replaced by a payment to oneself',
      { ...taken, taker: { ...taker, call: { to: account, value: '0x1', data: '0x' } } },
      {},
      fate('replaced', 101, other),
    ],
    [
      'is replaced by another amount',
      { ...taken, taker: { ...taker, call: { ...call, value: '0x1' } } },
      {},
      fate('replaced', 101, other),
    ],
    [
      'is mined on a node whose receipts are late',
      { ...taken, head: late, taker: { ...taker, hash: hash.toUpperCase().replace('X', 'x') } },
      {},
      fate('sent'),
    ],
    ['has lost its nonce, to what is not found yet', taken, {}, fate('sent')],
    ['has lost its nonce, to what is never found', { ...taken, head: late }, {}, fate('replaced')],
    ['is unknown to the node for a moment', { ...pending, isKnown: false }, {}, fate('sent')],
    ['is unknown to the node for long', { ...pending, isKnown: false, head: late }, {}, fate('dropped')],
    [
      'is unknown from the start, and its place was only guessed: another one there proves nothing',
      { ...taken, taker: { ...taker, call: { ...call, value: '0x1' } } },
      { isNonceSeen: false },
      fate('sent'),
    ],
    [
      'is unknown from the start, and so it stays',
      { ...taken, head: late, taker: { ...taker, call: { ...call, value: '0x1' } } },
      { isNonceSeen: false },
      fate('dropped'),
    ],
    ['has no known place at all', { ...pending, isKnown: false, head: late }, { nonce: null }, fate('dropped')],
    ['was sent by the Snap, which tells no call', { ...taken, taker }, { call: null }, fate('replaced', 101, other)],
  ])('%s', (_, seen, of, expected) => {
    expect(fateOf({ ...sent, isNonceSeen: true, ...of }, seen)).toEqual(expected);
  });

  it('goes on after a drop: it may be mined all the same', () => {
    const dropped = fateOf(sent, { ...pending, isKnown: false, head: late });
    expect(isFinal(sent, dropped)).toBe(false);
    const mined = fateOf(sent, { ...pending, head: late + 1, receipt: { isSuccess: true, blockNumber: late + 1 } });
    expect(isFinal(sent, mined)).toBe(true);
  });

  it('takes an end for sure only when the place was shown', () => {
    const cancelled = fateOf(sent, { ...taken, taker: { ...taker, call: { to: account, value: '0x0', data: '0x' } } });
    expect(isFinal(sent, cancelled)).toBe(true);
    expect(isFinal({ ...sent, isNonceSeen: false }, cancelled)).toBe(false);
  });
});
