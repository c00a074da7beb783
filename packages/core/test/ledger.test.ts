import { describe, expect, it } from '@jest/globals';
import { toTopic, type Log } from '../src/chain/logs';
import { decodeEvents, eventTopics, type PoolEventName } from '../src/protocols/stakewise/vault/events';
import { buildLedger, entriesOf, toLedgerEntry } from '../src/protocols/stakewise/ledger/ledger';
import { exitHistories, paidBy } from '../src/staking/exit-history';
import type { Address } from '../src/units';

const person: Address = `0x${'Aa'.repeat(20)}`;
const friend: Address = `0x${'b1'.repeat(20)}`;

let place = 0;
/** An event's log behind the one before it: who is named in topics, and the words of its data. */
function logOf(name: PoolEventName, named: readonly Address[], ...words: (bigint | Address)[]): Log {
  place += 1;
  const digits = words.map((word) => toTopic(word).slice(2));
  return {
    address: `0x${'cc'.repeat(20)}`,
    topics: [eventTopics[name], ...named.map(toTopic)],
    data: `0x${digits.join('')}`,
    blockNumber: place,
    logIndex: 0,
    transactionHash: `0x${'dd'.repeat(32)}`,
  };
}

const ledgerOf = (...logs: Log[]) => {
  const ledger = buildLedger(person, decodeEvents(logs));
  return { ...ledger, told: ledger.entries.map((event) => toLedgerEntry(ledger, event)) };
};

describe('a ledger', () => {
  it('tells each event from the side of its account', () => {
    const logs = [
      logOf('Deposited', [person, person], 100n, 90n, 0n),
      logOf('Deposited', [friend, person], 50n, 45n, 0n),
      logOf('Deposited', [person, friend], 10n, 9n, 0n),
      logOf('FeeSharesMinted', [], person, 3n, 4n),
      logOf('Redeemed', [person, friend], 11n, 10n),
      logOf('ExitQueueEntered', [person, person], 0n, 20n),
      logOf('ExitQueueEntered', [person, friend], 20n, 8n),
      logOf('ExitedAssetsClaimed', [friend], 20n, 0n, 9n),
      logOf('ExitedAssetsClaimed', [person], 0n, 5n, 6n),
    ];
    const { told, ...ledger } = ledgerOf(...logs);
    const none = null;
    expect(told).toEqual([
      { type: 'stake', log: logs[0], assets: 100n, shares: 90n, counterparty: none },
      { type: 'stake', log: logs[1], assets: 50n, shares: 45n, counterparty: friend },
      { type: 'stake-for-another', log: logs[2], assets: 10n, shares: 9n, counterparty: friend },
      { type: 'fee-shares', log: logs[3], assets: 4n, shares: 3n, counterparty: none },
      { type: 'redeemed', log: logs[4], assets: 11n, shares: 10n, counterparty: friend },
      { type: 'exit-requested', log: logs[5], assets: none, shares: 20n, counterparty: none },
      { type: 'exit-requested', log: logs[6], assets: none, shares: 8n, counterparty: friend },
      { type: 'claimed', log: logs[7], assets: 9n, shares: none, counterparty: friend },
      { type: 'claimed', log: logs[8], assets: 6n, shares: none, counterparty: none },
    ]);
    expect(ledger).toMatchObject({ staked: 150n, paidOut: 11n + 9n + 6n, expectedShares: 90n + 45n + 3n - 10n - 28n });
    expect(ledger.ownedExits).toMatchObject([{ id: 0n, ticket: 5n, shares: 15n }]);
  });

  it('holds nothing of what others do among themselves', () => {
    const { told, staked, paidOut, expectedShares, receivedExits } = ledgerOf(
      logOf('Deposited', [friend, friend], 100n, 90n, 0n),
      logOf('FeeSharesMinted', [], friend, 3n, 4n),
      logOf('Redeemed', [friend, person], 11n, 10n),
      logOf('ExitQueueEntered', [friend, person], 0n, 20n),
      logOf('ExitedAssetsClaimed', [person], 0n, 5n, 6n),
      logOf('CheckpointCreated', [], 5n, 6n),
    );
    expect({ told, staked, paidOut, expectedShares }).toEqual({
      told: [],
      staked: 0n,
      paidOut: 0n,
      expectedShares: 0n,
    });
    // The exit that a friend sends is there to be claimed: it is the friend's stake.
    expect(receivedExits).toMatchObject([{ id: 0n, ticket: 5n, shares: 15n, owner: friend }]);
  });

  it('has no words for an event of the pool as a whole', () => {
    const [checkpoint] = decodeEvents([logOf('CheckpointCreated', [], 5n, 6n)]);
    expect(() => toLedgerEntry({ account: person }, checkpoint as NonNullable<typeof checkpoint>)).toThrow(RangeError);
  });
});

describe('the exits of a ledger', () => {
  it('are told as one through all tickets that they had, each with what it was paid', () => {
    place = 0;
    const logs = [
      logOf('Deposited', [person, person], 100n, 90n, 0n),
      logOf('ExitQueueEntered', [person, person], 0n, 20n),
      logOf('ExitQueueEntered', [person, friend], 20n, 8n),
      logOf('ExitQueueEntered', [friend, person], 28n, 2n),
      logOf('ExitedAssetsClaimed', [person], 0n, 5n, 6n),
      logOf('ExitedAssetsClaimed', [friend], 20n, 0n, 9n),
      logOf('ExitedAssetsClaimed', [person], 5n, 15n, 11n),
      logOf('ExitedAssetsClaimed', [person], 15n, 0n, 7n),
    ];
    const ledger = buildLedger(person, decodeEvents(logs));
    const times = new Map(logs.map(({ blockNumber }) => [blockNumber, blockNumber * 12]));
    const entries = entriesOf(ledger, times);
    expect(entries.map(({ type, exit }) => [type, exit])).toEqual([
      ['stake', undefined],
      ['exit-requested', 0n],
      ['exit-requested', 20n],
      ['claimed', 0n],
      ['claimed', 20n],
      ['claimed', 0n],
      ['claimed', 0n],
    ]);
    // The friend's own exit is the friend's stake, whoever receives it.
    const [own, given, ...others] = exitHistories(entries);
    expect(others).toEqual([]);
    expect(own).toMatchObject({ id: 0n, left: null, begun: { time: 24 } });
    expect(own?.payments.map(({ assets, time }) => [assets, time])).toEqual([
      [6n, 60],
      [11n, 84],
      [7n, 96],
    ]);
    expect(own && paidBy(own)).toBe(24n);
    expect(given).toMatchObject({ id: 20n, begun: { counterparty: friend }, payments: [{ assets: 9n }] });
  });

  it('end where they are taken back or sent away, and are there again once they come back', () => {
    const of = (type: 'exit-requested' | 'exit-cancelled' | 'received' | 'sent' | 'claimed', exit?: bigint) => ({
      ...{ type, time: 1, blockNumber: 1, logIndex: 0, transactionHash: '0x' as const, shares: null },
      ...{ counterparty: null, assets: type === 'claimed' ? null : 1n },
      ...(exit === undefined ? {} : { exit }),
    });
    const [first, second, third] = exitHistories([
      of('exit-requested', 1n),
      of('received'),
      of('exit-requested', 2n),
      of('sent', 2n),
      of('exit-cancelled', 1n),
      of('received', 2n),
      of('claimed', 3n),
    ]);
    expect([first?.left?.type, second?.left, second?.begun?.type]).toEqual(['exit-cancelled', null, 'exit-requested']);
    // The chain does not tell what it was, nor, of the last one, how it began.
    expect(third && [third.begun, paidBy(third)]).toEqual([null, null]);
  });
});
