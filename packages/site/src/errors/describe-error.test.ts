import { describe, expect, it } from '@jest/globals';
import { errorCodes, InvalidFieldError } from '@pooled-staking/api';
import { StakingError } from '@pooled-staking/core';
import { describeError, SiteError } from './describe-error';

describe('describeError', () => {
  it.each(Object.keys(errorCodes))('has words for %s and passes the Snap message on', (code) => {
    const described = describeError({ code: -32000, message: 'What the Snap said.', data: { code } });
    expect(described.message).toBe('What the Snap said.');
    expect(described.title).not.toBe('Something went wrong');
    expect(described.advice).not.toBe('');
    expect(described.isRefusal).toBe(false);
  });

  it.each([
    { code: 4001, message: 'x' },
    { code: -32603, message: 'Internal', data: { cause: { code: 4001, message: 'x' } } },
  ])('knows a refusal, also a wrapped one', (error) => {
    expect(describeError(error)).toMatchObject({ title: 'Refused in the wallet', isRefusal: true });
  });

  it('says what to do about an unknown network', () => {
    expect(describeError({ code: 4902, message: 'Unrecognized chain' })).toMatchObject({
      title: 'The wallet does not know this network',
      message: 'Unrecognized chain',
    });
  });

  it("takes core's own errors", () => {
    expect(describeError(new StakingError('CHAIN_UNAVAILABLE', 'No answer.')).title).toBe(
      'The network does not answer',
    );
  });

  it("keeps the site's own words", () => {
    expect(describeError(new SiteError('Title', 'Message.', 'Advice.'))).toEqual({
      title: 'Title',
      message: 'Message.',
      advice: 'Advice.',
      isRefusal: false,
    });
  });

  it.each([
    [new InvalidFieldError('account', 'is missing'), "In the Snap's answer, “account” is missing."],
    [
      new InvalidFieldError('apr.0.days', 'Expected a number, but received: "7"'),
      'In the Snap\'s answer, “apr.0.days” is not what this page expects. Expected a number, but received: "7".',
    ],
    [
      new InvalidFieldError('', 'must be an object with named fields'),
      "The Snap's answer is not what this page expects.",
    ],
  ])('says what does not fit in an answer: %s', (error, message) => {
    expect(describeError(error)).toMatchObject({ title: 'Unexpected answer', message });
  });

  it('shows no letters of a contract that a node repeats in its message', () => {
    const said = Buffer.from('Visit evil.example\u202e', 'utf8').toString('hex').padEnd(64, '0');
    const message = `execution reverted: custom error 0xc0ffee00: ${Buffer.from(said, 'hex').toString('utf8')}`;
    for (const error of [
      { code: 3, message, data: `0xc0ffee00${said}` },
      { code: -32603, message: 'Internal JSON-RPC error.', data: { code: 3, message } },
    ]) {
      expect(describeError(error).message).not.toContain('evil.example');
      expect(describeError(error).message).toContain('0xc0ffee00');
    }
  });

  it.each(['text', undefined, null, new Error('boom'), { message: 'boom' }])('never fails on %p', (error) => {
    expect(describeError(error).title).toBe('Something went wrong');
  });
});
