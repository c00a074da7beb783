import { describe, expect, it } from '@jest/globals';
import { openPool } from '../src/open-pool';

const local = 'eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA';
const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

describe('a pool that is opened', () => {
  it('is refused by what is wrong with its id', () => {
    const open = (id: string) => () => openPool(id, { rpcUrl: 'http://127.0.0.1:1' });
    expect(open('eip155:5:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA')).toThrow('UNSUPPORTED_CHAIN');
    expect(open(`eip155:31337:${account}`)).toThrow('UNKNOWN_POOL');
  });

  it('takes no other account and amount than a chain does, and asks nothing for them', async () => {
    const pool = openPool(local, {
      request: async () => Promise.reject(new Error('nothing is asked')),
    });
    await expect(pool.readPosition('0x12')).rejects.toThrow('account: "0x12" is no address');
    await expect(pool.quoteStake(account, 1 as unknown as bigint)).rejects.toThrow(
      'amount: "1" is no amount; give wei',
    );
    await expect(pool.quoteUnstake(account, 'all' as 'max')).rejects.toThrow('amount: "all" is no amount');
  });

  it('reads nothing on another chain, and tells which it is', async () => {
    const asked: string[] = [];
    const request = async ({ method }: { method: string }) => {
      asked.push(method);
      return Promise.resolve('0x1');
    };
    const refusal = (kind: string) => ({ code: 'CHAIN_INCONSISTENT', problem: { kind, chainId: 1, expected: 31337 } });
    await expect(openPool(local, { request }).readPosition(account)).rejects.toMatchObject(refusal('other-chain'));
    expect(asked).toEqual(['eth_chainId']);

    const fetch = async () => Promise.resolve(new Response('{"jsonrpc":"2.0","id":1,"result":"0x1"}'));
    const ofNode = openPool(local, { rpcUrl: 'http://127.0.0.1:1', fetch });
    await expect(ofNode.readPosition(account)).rejects.toMatchObject(refusal('node-on-other-chain'));
  });
});
