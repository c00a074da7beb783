import { describe, expect, it } from '@jest/globals';
import { longestKnownDelay, type ExitEstimate } from '@pooled-staking/core';
import { inEnglish } from '../src/command-line';
import { explainEstimate, explainFailure, explainGap, explainProblem, explainRevert } from '../src/reasons';

const ether = 10n ** 18n;

describe('an error in words', () => {
  it('says what happened and what to do', () => {
    const problem = { kind: 'no-eth-for-fee', balance: ether / 2n, needed: ether } as const;
    expect(explainProblem(problem, inEnglish)).toBe(
      'The account holds 0.5 ETH; the network fee is about 1 ETH. Add some ETH first.',
    );
    const locked = { kind: 'below-least-locked', sequencer: 3n, least: 20_000n * ether } as const;
    expect(explainProblem({ ...locked, most: 5n * ether }, inEnglish)).toContain('You can withdraw up to 5 METIS');
    expect(explainProblem({ ...locked, most: 0n }, inEnglish)).toBe(
      'Sequencer 3 has no more than the 20,000 METIS that must stay locked. No part of it can be withdrawn. To take ' +
        'out everything, unlock it.',
    );
    const gateways = [
      { gateway: 'https://a.example', fault: 'refused', said: '504' },
      { gateway: 'https://b.example', fault: 'not-of-report' },
    ] as const;
    expect(
      explainProblem({ kind: 'no-report-file', rewardsRoot: '0x', hasLog: true, failures: gateways }, inEnglish),
    ).toBe(
      "The pool's latest report couldn't be loaded, so its update can't be proved (https://a.example: the server " +
        "answered 504; https://b.example: the file doesn't match the report on the chain). Try again later.",
    );
    expect(
      explainProblem({ kind: 'exit-too-early', exit: 1n, latest: '2023-11-15T21:13:20Z', assets: ether }, inEnglish),
    ).toMatch(/The claim works from Nov 15, 2023, 9:13\sPM UTC at the latest\.$/u);
  });
});

describe('a refusal of a contract', () => {
  it('is told by the name of its error, and what it says never stands alone', () => {
    const code = 'WOULD_REVERT';
    expect(explainRevert({ name: 'CapacityExceeded', code }, inEnglish)).toBe(
      'The pool would hold more than its capacity.',
    );
    expect(explainRevert({ name: 'Error', code, said: 'not yours' }, inEnglish)).toBe(
      'The contract refuses it: not yours',
    );
    expect(explainRevert({ name: '0xc0ffee00', code }, inEnglish)).toBe('The contract refuses it (error 0xc0ffee00).');
    expect(explainRevert({ name: 'constructor', code }, inEnglish)).toContain('(error constructor)');
    expect(explainFailure({ said: 'nonce too low' }, inEnglish)).toBe('nonce too low');
  });
});

describe('a history that is not complete', () => {
  const span = { fromBlock: 10, toBlock: 20 };

  it('names the blocks, the amount and what helps', () => {
    const advice = 'Set another node for this network in the wallet, one that keeps all logs. Then look again.';
    expect(explainGap({ kind: 'stake', ...span, missing: ether }, inEnglish)).toBe(
      `The logs from block 10 to 20 tell of 1 ETH less than the account has staked. ${advice}`,
    );
    expect(explainGap({ kind: 'stake', ...span, missing: -ether }, inEnglish)).toContain('1 ETH more than');
    expect(explainGap({ kind: 'old-logs', ...span, firstKept: 21 }, inEnglish)).toContain('from block 21 on');
  });

  it('gives no such advice where another node would not help', () => {
    expect(explainGap({ kind: 'exits-not-followed', ...span, exited: 0n }, inEnglish)).not.toContain('another node');
  });
});

describe('an estimate', () => {
  const waiting: ExitEstimate = { earliest: 1, latest: 2, basis: 'waiting-time', claimDelay: longestKnownDelay };
  it('says what it stands on', () => {
    const observed = { seconds: 54_030, basis: 'observed', claims: 3 } as const;
    expect(explainEstimate({ ...waiting, claimDelay: observed }, inEnglish)).toContain('was 15 hours 1 minute');
    expect(explainEstimate(waiting, inEnglish)).toContain('at most 24 hours');
    expect(explainEstimate({ ...waiting, latest: null }, inEnglish)).toContain('longer than the 24 hours');
  });
});
