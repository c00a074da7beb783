import { expect, it } from '@jest/globals';
import { local } from '@pooled-staking/core';
import { getAddress } from 'ethers';
import { createOwnClient } from '../../react/src/data/own-client';
import { usualOptions } from '../../react/src/options';
import { fakeChain } from './fake-chain';

const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const pool = local.pools[0]?.id ?? '';
const head = { number: 12_345, time: 1_900_000_000 };

/** What a page reads over a wallet that is on the local chain, or goes to another one as soon as it has answered. */
function clientOf(wanders: boolean) {
  const chain = fakeChain({ account, days: 10, head, stake: 10n ** 18n });
  const request = async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> =>
    Promise.resolve(
      method === 'eth_chainId' ? (wanders ? '0x1' : '0x7a69') : chain.request(method, params as readonly unknown[]),
    );
  const wallet = { id: 'test', name: 'Test', icon: '', rdns: '', provider: { request } };
  return createOwnClient({ wallet, account, chainId: local.chainId, isReadOnly: false }, usualOptions);
}

it('tells the facts of a pool as the Snap does, addresses with their checksum', async () => {
  const { pools } = await clientOf(false).getPools({ pool });
  expect(pools).toHaveLength(1);
  expect(pools[0]).toMatchObject({
    id: pool,
    chainId: 'eip155:31337',
    fee: '0.150000',
    capacityLeft: 'unlimited',
    producer: null,
    contract: { address: local.pools[0]?.address, version: 2, implementation: getAddress(`0x${'ab'.repeat(20)}`) },
    asOf: { blockNumber: head.number },
  });
});

it.each([
  ['the wallet has gone to another network meanwhile', true, head.number],
  ["the node has not seen the account's last transaction", false, head.number + 1],
])('tells no facts where %s', async (_, wanders, minBlock) => {
  await expect(clientOf(wanders).getPools({ pool, minBlock })).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
});
