import { describe, expect, it } from '@jest/globals';
import { errorCodes, InvalidFieldError } from '@pooled-staking/api';
import { StakingError } from '@pooled-staking/core';
import { WalletError } from '@pooled-staking/react';
import { describeError } from './describe-error';

describe('describeError', () => {
  it.each(Object.keys(errorCodes))('has words for %s and passes the Snap message on', (code) => {
    const described = describeError({ code: -32000, message: 'What the Snap said.', data: { code } });
    expect(described.message).toBe('What the Snap said.');
    expect(described.title).not.toBe('Something went wrong');
    // What lacks in a history is told with the way to mend it.
    expect(described.advice === '').toBe(code === 'HISTORY_INCOMPLETE');
    expect(described.isRefusal).toBe(false);
  });

  it.each([
    { code: 4001, message: 'x' },
    { code: -32603, message: 'Internal', data: { cause: { code: 4001, message: 'x' } } },
  ])('knows a refusal, also a wrapped one', (error) => {
    expect(describeError(error)).toMatchObject({ title: 'You rejected the request', isRefusal: true });
  });

  it('says what to do about an unknown network', () => {
    expect(describeError({ code: 4902, message: 'Unrecognized chain' })).toMatchObject({
      title: "The wallet doesn't know this network",
      message: 'Unrecognized chain',
    });
  });

  it("takes core's own errors", () => {
    expect(describeError(new StakingError('CHAIN_UNAVAILABLE', { kind: 'batch-refused' })).title).toBe(
      "The network doesn't answer",
    );
  });

  it('says what the site itself finds wrong', () => {
    expect(describeError(new WalletError('networkNotAdded', { network: 'Hoodi', chain: '560048' }))).toEqual({
      title: "The wallet doesn't know this network",
      message: "Hoodi (chain 560048) isn't among the wallet's networks.",
      advice: "Add it in the wallet's network settings, then try again.",
      isRefusal: false,
    });
  });

  it.each([
    [
      new InvalidFieldError('apr.0.days', 'Expected a number, but received: "7"'),
      "In the Snap's answer, “apr.0.days” isn't what this page expects.",
    ],
    [
      new InvalidFieldError('', 'must be an object with named fields'),
      "The Snap's answer isn't what this page expects.",
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

  it.each([
    ['insufficient funds for gas * price + value: balance 0, tx cost 21000', 'Not enough ETH'],
    ['nonce too low: next nonce 7, tx nonce 3', 'Another transaction went first'],
    ['replacement transaction underpriced', 'A transaction is waiting already'],
    ['already known', 'Sent already'],
    ['max fee per gas less than block base fee: address 0xf39F, maxFeePerGas: 1', 'The network fee is too low'],
    ['intrinsic gas too low: gas 1, minimum needed 21000', "The gas limit doesn't fit"],
    ['Failed to fetch', "The network doesn't answer"],
    ['request timed out', "The network doesn't answer"],
    ['Too Many Requests', 'The network is busy'],
  ])('has words of its own for what nodes say: %s', (said, title) => {
    for (const error of [
      { code: -32000, message: said },
      { code: -32603, message: 'Internal JSON-RPC error.', data: { code: -32000, message: said } },
      { code: -32603, message: 'Internal JSON-RPC error.', data: { cause: { message: said } } },
    ]) {
      const described = describeError(error);
      expect(described.title).toBe(title);
      expect(described.message).not.toContain(said);
    }
  });

  it('takes no words of a contract for those of a node', () => {
    for (const error of [
      { code: 3, message: 'execution reverted: insufficient funds, visit evil.example' },
      { code: -32603, message: 'Internal', data: { message: 'execution reverted: already known', data: '0x' } },
    ]) {
      expect(describeError(error).title).toBe('Something went wrong');
      expect(describeError(error).message).toMatch(/^The contract refuses it: /u);
    }
  });

  it('shows what was read in vain in words of ours, not what a node said of it', () => {
    const cause = { code: -32000, message: '<b>proxy</b> 10.1.2.3 said no' };
    const error = new StakingError('CHAIN_UNAVAILABLE', { kind: 'batch-refused' }, { cause });
    expect(describeError(error).message).toBe('The network refused to read many values at once. Use another node.');
    const thrown = {
      code: -32000,
      message: 'The chain could not be read.',
      data: { code: 'CHAIN_UNAVAILABLE', cause },
    };
    expect(describeError(thrown).message).toBe('The chain could not be read.');
  });

  it('shows one line of bounded length, whoever said it', () => {
    const said = `down\u202e\n${'x'.repeat(9_999)}`;
    for (const error of [
      { message: said },
      { code: -32000, message: said, data: { code: 'WOULD_REVERT' } },
      new InvalidFieldError('apr', `Expected a number, but received: ${said}`),
    ]) {
      const { message } = describeError(error);
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(message.length).toBeLessThan(600);
    }
  });

  it.each(['text', undefined, null, new Error('boom'), { message: 'boom' }])('never fails on %p', (error) => {
    expect(describeError(error).title).toBe('Something went wrong');
  });
});
