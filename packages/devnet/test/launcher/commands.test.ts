import { describe, expect, it } from '@jest/globals';

import { commandNames, parseCommand } from '../../src/operator/commands';
import { OperatorError } from '../../src/operator/errors';

const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

/** The message of the refusal; fails when the command is taken. */
function refusal(body: unknown): string {
  try {
    parseCommand(body);
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as OperatorError).isBadInput).toBe(true);
    return (error as OperatorError).message;
  }
  throw new Error(`taken: ${JSON.stringify(body)}`);
}

describe('commands', () => {
  it.each([
    [{ command: 'status' }, { command: 'status' }],
    [
      { command: 'report', reward: '100000000000000000' },
      { command: 'report', reward: 10n ** 17n, harvest: true },
    ],
    [
      { command: 'report', reward: '-5', harvest: false },
      { command: 'report', reward: -5n, harvest: false },
    ],
    [
      { command: 'report', reward: '0' },
      { command: 'report', reward: 0n, harvest: true },
    ],
    [
      { command: 'mev', amount: '1' },
      { command: 'mev', amount: 1n },
    ],
    [{ command: 'return-eth' }, { command: 'return-eth', amount: undefined }],
    [
      { command: 'return-eth', amount: '7' },
      { command: 'return-eth', amount: 7n },
    ],
    [
      { command: 'advance-time', seconds: 60 },
      { command: 'advance-time', seconds: 60 },
    ],
    [
      { command: 'mine', blocks: '100' },
      { command: 'mine', blocks: 100 },
    ],
    [
      { command: 'advance-time', seconds: '86400' },
      { command: 'advance-time', seconds: 86400 },
    ],
    [
      { command: 'block', account: ACCOUNT.toLowerCase(), blocked: true },
      { command: 'block', account: ACCOUNT, blocked: true },
    ],
    [
      { command: 'eject', account: ACCOUNT },
      { command: 'eject', account: ACCOUNT },
    ],
    [
      { command: 'auto', everySeconds: 0 },
      { command: 'auto', everySeconds: 0 },
    ],
  ])('reads %j', (body, command) => {
    expect(parseCommand(body)).toEqual(command);
  });

  it.each([
    [null, 'Send a JSON object'],
    [['status'], 'Send a JSON object'],
    [{}, 'command: nothing is not known. Use one of status, report'],
    [{ command: 'toString' }, 'command: "toString" is not known'],
    [{ command: 'status', verbose: true }, 'verbose: status does not know this field. It takes no arguments.'],
    [{ command: 'mev', ammount: '1' }, 'ammount: mev does not know this field. It takes amount.'],
    [{ command: 'report' }, 'reward: nothing is not an amount. Give wei as a decimal string'],
    [{ command: 'report', reward: 1 }, 'reward: 1 is not an amount'],
    [{ command: 'report', reward: '0.1' }, 'reward: "0.1" is not an amount'],
    [{ command: 'report', reward: '0x10' }, 'reward: "0x10" is not an amount'],
    [{ command: 'report', reward: '1', harvest: 'no' }, 'harvest: "no" is neither true nor false'],
    [{ command: 'mev', amount: '0' }, 'amount: "0" is not an amount. Give wei above 0'],
    [{ command: 'mev', amount: '-1' }, 'amount: "-1" is not an amount. Give wei above 0'],
    [{ command: 'mev', amount: `1${'0'.repeat(30)}` }, 'is not an amount'],
    [{ command: 'return-eth', amount: null }, 'amount: null is not an amount'],
    [{ command: 'mine', blocks: 0 }, 'blocks: 0 is not a whole number from 1 to 10000'],
    [{ command: 'advance-time' }, 'seconds: nothing is not a whole number'],
    [{ command: 'advance-time', seconds: 0 }, 'seconds: 0 is not a whole number from 1'],
    [{ command: 'advance-time', seconds: 1.5 }, 'seconds: 1.5 is not a whole number'],
    [{ command: 'block', account: ACCOUNT }, 'blocked: nothing is neither true nor false'],
    [{ command: 'block', account: '0x12', blocked: true }, 'account: "0x12" is not an address'],
    [{ command: 'eject' }, 'account: nothing is not an address'],
    [{ command: 'eject', account: ACCOUNT.replace('C', 'c') }, 'is not an address'],
    [{ command: 'auto', everySeconds: -1 }, 'everySeconds: -1 is not a whole number from 0'],
  ])('refuses %j, naming the field and the cure', (body, message) => {
    expect(refusal(body)).toContain(message);
  });

  it('are all listed', () => {
    expect(commandNames).toEqual([
      'status',
      'report',
      'mev',
      'run-validators',
      'return-eth',
      'harvest',
      'advance-time',
      'mine',
      'block',
      'eject',
      'auto',
      'sequencers-batch',
      'sequencers-pause',
      'sequencers-list',
      'sequencers-bridge',
      'metis-mine',
      'enki-dispatch',
      'enki-fund',
      'enki-drain',
      'enki-pause',
      'artemis-reward',
      'artemis-release',
      'artemis-pause',
    ]);
  });
});
