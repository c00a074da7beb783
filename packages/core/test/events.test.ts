import { describe, expect, it } from '@jest/globals';
import { toTopic, type Log } from '../src/chain/logs';
import { decodeEvent, decodeEvents, eventTopics } from '../src/protocols/stakewise/vault/events';
import type { Hex } from '../src/units';

const word = (value: bigint): string => value.toString(16).padStart(64, '0');
const caller: Hex = `0x${'a1'.repeat(20)}`;
const receiver: Hex = `0x${'b2'.repeat(20)}`;

const logOf = (topics: Hex[], data: Hex): Log => ({
  address: `0x${'cc'.repeat(20)}`,
  topics,
  data,
  blockNumber: 12,
  logIndex: 3,
  transactionHash: `0x${'dd'.repeat(32)}`,
});

const deposit = logOf(
  [eventTopics.Deposited, toTopic(caller), toTopic(receiver)],
  `0x${word(5n * 10n ** 18n)}${word(49n * 10n ** 17n)}${word(0n)}`,
);

describe('an event', () => {
  it('is read from its topics and words, with the log that says it', () => {
    expect(decodeEvent(deposit)).toEqual({
      name: 'Deposited',
      log: deposit,
      caller,
      receiver,
      assets: 5n * 10n ** 18n,
      shares: 49n * 10n ** 17n,
    });
  });

  it('names accounts in lower case, whatever the letter case of the topics', () => {
    const shouted: Log = {
      ...deposit,
      topics: [deposit.topics[0] as Hex, toTopic(caller), `0x${toTopic(receiver).slice(2).toUpperCase()}`],
    };
    expect(decodeEvent(shouted)).toMatchObject({ caller, receiver });
    // And again, after another account was read.
    expect(decodeEvent(deposit)).toMatchObject({ caller, receiver });
  });

  it('may be below zero where a penalty was reported', () => {
    const penalty = BigInt.asUintN(256, -7n);
    const log = logOf(
      [eventTopics.KeeperHarvested, toTopic(caller), `0x${'ee'.repeat(32)}`],
      `0x${word(penalty)}${word(0n)}`,
    );
    expect(decodeEvent(log)).toMatchObject({ vault: caller, assetsDelta: -7n });
  });

  it('of another contract is left out', () => {
    const foreign = logOf([`0x${'12'.repeat(32)}`], '0x');
    expect(decodeEvent(foreign)).toBeUndefined();
    expect(decodeEvents([foreign, deposit, foreign])).toHaveLength(1);
  });

  it.each<[string, Partial<Log>]>([
    ['too short data', { data: `0x${word(1n)}` }],
    ['no data', { data: '0x' }],
    ['half a word at the end', { data: `0x${word(1n)}${word(1n).slice(1)}` }],
    ['data of other digits', { data: `0x${word(1n)}${'z'.repeat(64)}` }],
    ['a missing topic', { topics: [eventTopics.Deposited, toTopic(caller)] }],
    ['a short topic', { topics: [eventTopics.Deposited, toTopic(caller), '0xb2'] }],
    ['a topic of other digits', { topics: [eventTopics.Deposited, toTopic(caller), `0x${'<b>'.repeat(21)}x`] }],
  ])('that is damaged is refused in words: %s', (_, change) => {
    const damaged = { ...deposit, ...change };
    expect(() => decodeEvent(damaged)).toThrow(
      expect.objectContaining({
        code: 'CHAIN_INCONSISTENT',
        problem: { kind: 'damaged-log', logIndex: 3, blockNumber: 12 },
      }),
    );
    expect(() => decodeEvents([deposit, damaged])).toThrow('damaged-log');
  });
});
