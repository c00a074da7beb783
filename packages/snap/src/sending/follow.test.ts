import { describe, expect, it } from '@jest/globals';
import { createState, type SnapRequest } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';
import { refusingWallet } from '../../test/support/refusing-wallet';
import { deliver, type Delivery } from './deliver';
import { follow } from './follow';
import { sentPart, sessionPart } from './sent';
import { networkByChainId, type Pool, type Request } from '@pooled-staking/core';
import { CannotSendError } from '../wallet/session';

const network = networkByChainId(31337);
const [pool] = network.pools as [Pool];
const account = `0x${'aa'.repeat(20)}` as const;
const hash = `0x${'12'.repeat(32)}` as const;
const transaction = { from: account, to: pool.address, value: '0x1', data: '0x', gas: '0x5208' } as const;
const delivery: Delivery = { network, pool, intent: 'stake', amount: 1n, transaction };

type Node = { head: number; receipt: { status: string; blockNumber: string } | null; isKnown: boolean; mined: number };

/** A wallet over a node that says what `node` holds at the moment; its state is kept as text. */
function walletOver(node: Node, sending: Partial<Wallet['sending']> = {}) {
  let own = 'null';
  const scheduled: number[] = [];
  const snap: SnapRequest = async ({ method, params }) => {
    const { key, value } = params as { key: string; value?: unknown };
    const [, part] = key.split('.');
    const stored = JSON.parse(own) as Record<string, unknown> | null;
    if (method === 'snap_setState') {
      own = JSON.stringify(part === undefined ? value : { ...stored, [part]: value });
    }
    return Promise.resolve(part === undefined ? stored : (stored?.[part] ?? null));
  };
  const request: Request = async ({ method }) => {
    await Promise.resolve();
    switch (method) {
      case 'eth_chainId':
        return '0x7a69';
      case 'eth_blockNumber':
        return `0x${node.head.toString(16)}`;
      case 'eth_getTransactionCount':
        return `0x${node.mined.toString(16)}`;
      case 'eth_getTransactionReceipt':
        return node.receipt;
      case 'eth_getTransactionByHash':
        return node.isKnown ? { nonce: '0x3' } : null;
      case 'eth_call':
        throw Object.assign(new Error('execution reverted'), { code: 3, data: '0x' });
      default:
        return null;
    }
  };
  const wallet = (): Wallet => ({
    ...refusingWallet,
    withChain: async (_, __, work) => work(request, async (beside) => beside()),
    state: createState(snap),
    sending: { open: async () => Promise.resolve(), send: async () => Promise.resolve(hash), ...sending },
    schedule: async (seconds) => {
      scheduled.push(seconds);
      return Promise.resolve();
    },
  });
  return { wallet, scheduled };
}

const young: Node = { head: 100, receipt: null, isKnown: true, mined: 3 };

describe('a transaction that the wallet sends for the Snap', () => {
  it('is kept with what finds it again, and looked after soon', async () => {
    const { wallet, scheduled } = walletOver({ ...young });
    expect(await deliver(wallet(), delivery, true)).toEqual({ hash });
    const [kept] = await wallet().state.read(sentPart);
    expect(kept).toMatchObject({ pool: pool.id, intent: 'stake', amount: '1', stage: 'sent', failure: null });
    expect(kept?.sent).toMatchObject({ hash, account, chainId: 31337, nonce: 3, knownAt: 100 });
    expect(scheduled).toEqual([15]);
  });

  it('is followed to its receipt in another life of the Snap', async () => {
    const node = { ...young };
    const { wallet, scheduled } = walletOver(node);
    await deliver(wallet(), delivery, true);
    expect(await follow(wallet())).toEqual([]);
    expect(scheduled).toEqual([15, 15]);
    node.receipt = { status: '0x1', blockNumber: '0x65' };
    const [ended] = await follow(wallet());
    expect(ended).toMatchObject({ stage: 'confirmed', blockNumber: 101 });
    expect(await wallet().state.read(sentPart)).toMatchObject([{ stage: 'confirmed' }]);
    expect(await follow(wallet())).toEqual([]);
    expect(scheduled).toEqual([15, 15]);
  });

  it('that fails says why, as a call in its place tells', async () => {
    const node = { ...young };
    const { wallet } = walletOver(node);
    await deliver(wallet(), delivery, true);
    node.receipt = { status: '0x0', blockNumber: '0x65' };
    expect(await follow(wallet())).toMatchObject([{ stage: 'failed', failure: { name: 'no reason' } }]);
  });

  it('counts as dropped once no node has known it for long, and is still looked for', async () => {
    const node = { ...young };
    const { wallet } = walletOver(node);
    await deliver(wallet(), delivery, true);
    Object.assign(node, { isKnown: false, head: 130 });
    expect(await follow(wallet())).toMatchObject([{ stage: 'dropped' }]);
    node.receipt = { status: '0x1', blockNumber: '0x83' };
    await follow(wallet());
    expect(await wallet().state.read(sentPart)).toMatchObject([{ stage: 'confirmed' }]);
  });
});

describe('a wallet that does not send for the Snap', () => {
  it.each(['refused', 'account'] as const)('was asked once, and a page asks no more: %s', async (fault) => {
    const open = async (): Promise<never> => Promise.reject(new CannotSendError(fault));
    const { wallet, scheduled } = walletOver({ ...young }, { open });
    expect(await deliver(wallet(), delivery, true)).toEqual({ fault });
    expect(await wallet().state.read(sessionPart)).toEqual({ wasAsked: true });
    expect(await wallet().state.read(sentPart)).toEqual([]);
    expect(scheduled).toEqual([]);
  });

  it('because it cannot is asked again once it may be newer', async () => {
    const open = async (): Promise<never> => Promise.reject(new CannotSendError('unsupported'));
    const { wallet } = walletOver({ ...young }, { open });
    await deliver(wallet(), delivery, true);
    expect(await wallet().state.read(sessionPart)).toEqual({ wasAsked: false });
  });
});
