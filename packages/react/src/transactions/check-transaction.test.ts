import { describe, expect, it } from '@jest/globals';
import { poolById, type Address, type Pool } from '@pooled-staking/core';
import { Interface } from 'ethers';
import { WalletError } from '../errors';
import { checkTransaction } from './check-transaction';

const account = `0x${'aB'.repeat(20)}`;
const stranger = `0x${'5e'.repeat(20)}`;
const token = `0x${'70'.repeat(20)}` as const;
const { network, pool: etherPool } = poolById('eip155:1:0x4FEF9D741011476750A243aC70b9789a63dd47Df');
const tokenPool: Pool = { ...etherPool, asset: { symbol: 'TOKEN', decimals: 18, address: token } };
const erc20 = new Interface(['function approve(address, uint256)', 'function transfer(address, uint256)']);
const stake = { kind: 'stake', amount: '500', title: '' } as const;

const sent = (to: string, data = '0x', value = '0x0', from = account) => ({ from, to, value, data, gas: '0x5208' });
const check =
  (
    transaction: ReturnType<typeof sent>,
    pool: Pool = tokenPool,
    intent: Parameters<typeof checkTransaction>[3] = stake,
    targets: readonly Address[] = [],
    last = '0x',
  ) =>
  () => {
    checkTransaction(transaction, account, { network, pool, targets }, intent, last);
  };

const approve = (spender: string, amount: bigint): string => erc20.encodeFunctionData('approve', [spender, amount]);

describe('a transaction that the Snap prepared', () => {
  it('may go to the pool, in any letter case', () => {
    expect(check(sent(etherPool.address.toLowerCase()), etherPool)).not.toThrow();
    expect(check(sent(etherPool.address, '0x', '0x1f4', account.toLowerCase()), etherPool)).not.toThrow();
  });

  it('may approve exactly what is staked, for the pool alone', () => {
    expect(check(sent(token, approve(tokenPool.address, 500n)))).not.toThrow();
  });

  it.each([
    ['of another account', sent(tokenPool.address, '0x', '0x0', stranger)],
    ['to a stranger', sent(stranger)],
    ['that approves more', sent(token, approve(tokenPool.address, 501n))],
    ['that approves everything', sent(token, approve(tokenPool.address, 2n ** 256n - 1n))],
    ['that approves for a stranger', sent(token, approve(stranger, 500n))],
    ['that approves with more behind it', sent(token, `${approve(tokenPool.address, 500n)}00`)],
    ['that approves and sends money along', sent(token, approve(tokenPool.address, 500n), '0x1')],
    ['that moves the token', sent(token, erc20.encodeFunctionData('transfer', [tokenPool.address, 500n]))],
  ])('%s is none that was asked for', (_, transaction) => {
    expect(check(transaction)).toThrow(new WalletError('unexpectedTransaction'));
  });

  it('may go to a contract that the pool names beside itself, and approve for it what the next one takes', () => {
    const queue = `0x${'9e'.repeat(20)}` as const;
    const all = { kind: 'unstake', amount: 'max', title: '' } as const;
    const entering = erc20.encodeFunctionData('transfer', [stranger, 500n]);
    expect(check(sent(queue), tokenPool, stake, [queue])).not.toThrow();
    expect(check(sent(token, approve(queue, 500n)), tokenPool, all, [queue], entering)).not.toThrow();
    expect(check(sent(token, approve(queue, 501n)), tokenPool, all, [queue], entering)).toThrow(WalletError);
    expect(check(sent(token, approve(queue, 500n)), tokenPool, all, [], entering)).toThrow(WalletError);
    expect(check(sent(queue, approve(queue, 500n)), tokenPool, stake, [queue])).toThrow(WalletError);
  });

  it('approves nothing for a claim, nor for a pool of ETH', () => {
    const approval = sent(token, approve(tokenPool.address, 500n));
    expect(check(approval, tokenPool, { kind: 'claim', exits: null, title: '' })).toThrow(WalletError);
    expect(check(approval, etherPool)).toThrow(WalletError);
  });
});
