import { describe, expect, it } from '@jest/globals';
import { SnapError as SdkError } from '@metamask/snaps-sdk';
import { errorCodes, InvalidFieldError } from '@pooled-staking/api';
import { networkByChainId, StakingError, stakingErrorCodes } from '@pooled-staking/core';
import { UnknownNetworkError } from '../wallet/provider';
import { RefusedError, toSnapError, UnauthorizedError, UnknownMethodError } from './errors';
import { SnapError } from './snap-error';

describe('the error table', () => {
  it.each([...stakingErrorCodes])('gives %s its stable code and its details', (code) => {
    const error = toSnapError(new StakingError(code, { kind: 'no-amount-to-stake', amount: 1n }));
    expect(error).toBeInstanceOf(SnapError);
    expect({ code: error.code, message: error.message, data: error.data }).toEqual({
      code: -32000,
      message: 'The amount is 0. Enter how much ETH to stake.',
      data: { code, amount: '1' },
    });
  });

  it('knows exactly the codes that dapps are told of', () => {
    expect([...stakingErrorCodes].sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it('names the field of bad params', () => {
    const error = toSnapError(new InvalidFieldError('exits.0', 'is bad'));
    expect(error).toMatchObject({ code: -32602, message: 'exits.0: is bad.', data: { path: 'exits.0' } });
  });

  it.each([
    ['a refusal', new RefusedError('No.'), 4001],
    ['a refusal of the wallet, wrapped', { code: -32603, data: { cause: { code: 4001 } } }, 4001],
    ['an unknown network', new UnknownNetworkError(networkByChainId(31337)), 4902],
    ['an unknown method', new UnknownMethodError('None.'), -32601],
    ['a foreign caller', new UnauthorizedError('No.'), 4100],
    ['a second dialog', { code: -32002, message: 'already pending' }, -32002],
  ])('maps %s', (_, error, code) => {
    expect(toSnapError(error).code).toBe(code);
  });

  it.each([
    ['an error', new Error('secret https://user:password@node.example')],
    ['a type error', new TypeError('x is not a function')],
    ['a text', 'secret'],
    ['nothing', undefined],
  ])('keeps the words of an unexpected %s inside', (_, thrown) => {
    const error = toSnapError(thrown);
    expect(error).toBeInstanceOf(SnapError);
    expect(error).toMatchObject({ code: -32603, data: undefined });
    expect(error.message).toBe(
      'Something went wrong inside the Snap. Nothing was sent. Try again, and report it if it keeps happening.',
    );
  });

  it('says the same as an error of the SDK, but for the stack', () => {
    const words = { code: -32000, message: 'Words.', data: { code: 'UNKNOWN_POOL', id: '1' } };
    const theirs = new SdkError(words).serialize();
    expect(new SnapError(words.code, words.message, words.data).serialize()).toEqual({
      ...theirs,
      data: { cause: { ...(theirs.data as { cause: object }).cause, stack: null } },
    });
    expect(new SnapError(4001, 'No.').serialize()).toMatchObject({ data: { cause: { code: 4001, message: 'No.' } } });
  });
});
