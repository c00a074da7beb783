import { describe, expect, it } from '@jest/globals';
import { AbiCoder } from 'ethers';
import { plainText } from '../src/chain/plain-text';
import { callNode } from '../src/chain/request';
import { explainRevert, failureOf } from '../src/protocols/failure';
import { protocols } from '../src/protocols/index';
import { revertReasons } from '../src/protocols/reverts';
import type { Hex } from '../src/units';

/** A line break, marks that turn the direction of letters, one that hides, and a NUL. */
const hidden = '\n\r\u202e\u2066\u200b\u2028\u0000';
const phish = `Locked.${hidden}Visit evil.example${hidden}`;
const notDrawn = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const errorData = (text: string): Hex =>
  `0x08c379a0${AbiCoder.defaultAbiCoder().encode(['string'], [text]).slice(2)}` as Hex;
const customError: Hex = `0xc0ffee00${Buffer.from(phish.padEnd(64, '!'), 'utf8').toString('hex').slice(0, 128)}`;

/** What nodes answer for it: anvil repeats the arguments as letters, others as hex. */
const nodeErrors = [
  { code: 3, message: `execution reverted: custom error 0xc0ffee00: ${phish}`, data: customError },
  { code: 3, message: `execution reverted: custom error 0xc0ffee00:${customError.slice(10)}` },
  { code: -32603, message: 'Internal', data: { code: 3, message: `custom error 0xC0FFEE00: ${phish}` } },
];

describe('a custom error whose arguments hold a message to the person', () => {
  it.each(nodeErrors)('is told without the bytes of the contract (case %#)', (error) => {
    const failure = failureOf(error);
    const words = 'revert' in failure ? failure.revert.name : failure.said;
    expect(words).toMatch(/0xc0ffee00\)?\.?$/iu);
    expect(JSON.stringify(failure)).not.toMatch(/Locked|evil|4c6f636b6564/u);
    expect(words).not.toMatch(notDrawn);
  });
});

describe('the text that a contract refuses a call with', () => {
  it('is on one line, in drawn letters, and cut, wherever it is shown', () => {
    const { said } = explainRevert(errorData(phish));
    expect(said).toBe('Locked. Visit evil.example');
    const long = explainRevert(errorData('long '.repeat(1_000)));
    expect(Array.from(long.said ?? '').length).toBeLessThanOrEqual(201);
  });

  it('is that of the contract also when a wallet wraps the error', () => {
    const wrapped = {
      code: -32603,
      message: 'Internal JSON-RPC error.',
      data: { code: 3, data: errorData('not yours') },
    };
    expect(failureOf(wrapped)).toEqual({ revert: { name: 'Error', code: 'WOULD_REVERT', said: 'not yours' } });
  });

  it.each([
    'execution reverted: The wallet is locked, visit evil.example',
    'VM Exception while processing transaction: reverted: The wallet is locked, visit evil.example',
  ])('is said to be that of the contract also where a node gives it without data: %s', (message) => {
    const said = 'The wallet is locked, visit evil.example';
    const refusal = { revert: { name: 'Error', code: 'WOULD_REVERT', said } };
    expect(failureOf({ code: 3, message })).toEqual(refusal);
    expect(failureOf({ code: -32603, message: 'Internal', data: { code: -32000, message } })).toEqual(refusal);
  });
});

describe('the words of a node', () => {
  it('stay as they are when they are plain', () => {
    expect(failureOf({ code: -32000, message: 'nonce too low: next nonce 7' })).toEqual({
      said: 'nonce too low: next nonce 7',
    });
    expect(JSON.stringify(failureOf({ code: 3, message: 'execution reverted: Pausable: paused' }))).toContain(
      'Pausable: paused',
    );
    expect(failureOf({ message: 'known transaction', data: `0x${'ab'.repeat(32)}` })).toEqual({
      said: 'known transaction',
    });
  });

  it('cannot turn or hide letters of a view that fails', async () => {
    const request = () =>
      Promise.reject(Object.assign(new Error(`down${hidden}${'x'.repeat(9_999)}`), { code: -32000 }));
    const failure: unknown = await callNode(request, 'eth_getLogs', []).catch((error: unknown) => error);
    expect((failure as Error).message).not.toMatch(notDrawn);
    expect((failure as Error).message.length).toBeLessThan(400);
  });

  it('are cut between letters, not inside one', () => {
    expect(plainText('🦊🦊🦊', 2)).toBe('🦊🦊…');
  });
});

it('every protocol tells why its contracts refuse', () => {
  const known: readonly unknown[] = revertReasons;
  for (const { id, insight } of protocols) {
    expect([id, known.includes(Reflect.get(insight, 'explainRevert'))]).toEqual([id, true]);
  }
});
