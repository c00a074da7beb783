import { describe, expect, it } from '@jest/globals';
import { isBehind, type Behind } from './is-behind';

const card: Behind = { chainId: 1, speed: 'few-blocks', head: 100, seenBlock: 100, age: 0, interval: 12_000 };

describe('the pool card on Ethereum', () => {
  it.each([
    ['no block behind, however old', { age: 3_600_000 }, false],
    ['two blocks behind for a moment', { seenBlock: 98, age: 12_000 }, false],
    ['three blocks behind', { seenBlock: 97 }, true],
    ['two blocks behind for a minute, with no further block', { seenBlock: 98, age: 60_000 }, true],
    ['ahead of the chain after a reorg', { seenBlock: 103 }, true],
    ['of no block at all', { seenBlock: undefined }, true],
  ])('%s', (_, change, expected) => {
    expect(isBehind({ ...card, ...change })).toBe(expected);
  });
});

it('follows each block where that is wanted, and on the local chain', () => {
  expect(isBehind({ ...card, speed: 'each-block', seenBlock: 99 })).toBe(true);
  expect(isBehind({ ...card, chainId: 31337, seenBlock: 99 })).toBe(true);
});

it('reads long histories seldom', () => {
  expect(isBehind({ ...card, speed: 'slow', seenBlock: 80, age: 200_000 })).toBe(false);
  expect(isBehind({ ...card, speed: 'slow', seenBlock: 75 })).toBe(true);
  expect(isBehind({ ...card, speed: 'slow', seenBlock: 99, age: 300_000 })).toBe(true);
});
