import { describe, expect, it } from '@jest/globals';
import { droppedAfter, type Call } from '@pooled-staking/core';
import type { WalletProvider } from '../wallet/discovery';
import { askedStage, seek, trace, type Asked } from './asked';

const account = `0x${'aa'.repeat(20)}`;
const call: Call = { to: `0x${'bb'.repeat(20)}`, value: '0x1', data: '0xf9609f08' };
const other: Call = { ...call, value: '0x2' };
const hashOf = (nonce: number): string => `0x${(nonce + 1).toString(16).padStart(64, '0')}`;

const asked: Asked = {
  ...{ account, chainId: 1, calls: [call], bundle: null },
  ...{ nonce: 2, after: null, since: 100, isPassed: false },
};

type Mined = { readonly block: number; readonly call: Call };

/** A node that has mined transactions of one account, in the order of nonces from 0. */
function node(mined: readonly Mined[], head: number, isBlind = false): WalletProvider {
  return {
    request: async ({ method, params }) => {
      await Promise.resolve();
      const [first, tag] = (params ?? []) as readonly unknown[];
      switch (method) {
        case 'eth_chainId':
          return '0x1';
        case 'eth_blockNumber':
          return `0x${head.toString(16)}`;
        case 'eth_getTransactionCount': {
          const block = tag === 'latest' ? head : Number(tag);
          return `0x${mined.filter((each) => each.block <= block).length.toString(16)}`;
        }
        case 'eth_getBlockByNumber':
          return {
            transactions: mined.flatMap((each, nonce) =>
              each.block === Number(first) && !isBlind
                ? [
                    {
                      hash: hashOf(nonce),
                      from: account,
                      nonce: `0x${nonce.toString(16)}`,
                      to: each.call.to,
                      value: each.call.value,
                      input: each.call.data,
                    },
                  ]
                : [],
            ),
          };
        default:
          throw new Error(method);
      }
    },
  };
}

const before: readonly Mined[] = [
  { block: 90, call },
  { block: 95, call },
];

describe('what a wallet was handed and gave no hash for', () => {
  it('waits while the account has sent nothing; the same call of before is another one', async () => {
    const seen = await trace(node(before, 101), asked, new Set());
    expect(seen).toMatchObject({ found: null, asked: { nonce: 2, isPassed: false } });
    expect(seen && askedStage(seen.asked, seen.head)).toBe('asked');
  });

  it('is found with the nonce that was expected', async () => {
    const seen = await trace(node([...before, { block: 104, call }], 110), asked, new Set());
    expect(seen?.found).toEqual({
      hash: hashOf(2),
      account,
      chainId: 1,
      call,
      nonce: 2,
      isNonceSeen: true,
      knownAt: 104,
    });
  });

  it('is found with a later nonce, even in the block of the one that came first', async () => {
    const mined = [...before, { block: 104, call: other }, { block: 104, call }];
    expect((await trace(node(mined, 110), asked, new Set()))?.found).toMatchObject({ hash: hashOf(3), nonce: 3 });
  });

  it('is called not sent once another one has taken its place, and is found when it comes after all', async () => {
    const mined = [...before, { block: 104, call: other }];
    const first = await trace(node(mined, 105), asked, new Set());
    expect(first).toMatchObject({ found: null, asked: { nonce: 3, isPassed: true } });
    expect(first && askedStage(first.asked, first.head)).toBe('unsent');
    const later = await trace(node([...mined, { block: 900, call }], 1_000), first?.asked ?? asked, new Set());
    expect(later?.found).toMatchObject({ hash: hashOf(3), knownAt: 900 });
  });

  it('is not the same call that this page has sent and follows under its own hash', async () => {
    const seen = await trace(node([...before, { block: 104, call }], 105), asked, new Set([hashOf(2)]));
    expect(seen).toMatchObject({ found: null, asked: { nonce: 3, isPassed: true } });
  });

  it('gives a node time that does not tell yet what is in its blocks', async () => {
    const mined = [...before, { block: 104, call }];
    const late = await trace(node(mined, 105, true), asked, new Set());
    expect(late).toMatchObject({ found: null, asked: { nonce: 2, isPassed: false } });
    expect((await trace(node(mined, 105), late?.asked ?? asked, new Set()))?.found).toMatchObject({ hash: hashOf(2) });
    const never = await trace(node(mined, 100 + droppedAfter, true), asked, new Set());
    expect(never).toMatchObject({ found: null, asked: { nonce: 3, isPassed: true } });
  });

  it('is called not sent when nothing has come of it for long, and learns nothing twice', async () => {
    const first = await trace(node(before, 100 + droppedAfter), asked, new Set());
    expect(first && askedStage(first.asked, first.head)).toBe('unsent');
    const second = await trace(node(before, 900), first?.asked ?? asked, new Set());
    expect(second?.asked).toBe(first?.asked);
  });
});

describe('several calls that a wallet was handed together', () => {
  const id = '0xab';
  const hash = hashOf(77);
  const together: Asked = { ...asked, calls: [call, other], bundle: { id, isTaken: true } };
  const unanswered: Asked = { ...together, bundle: { id, isTaken: false } };
  const word = (digits: string): string => digits.slice(2).padStart(64, '0');
  const inside = ({ to, value, data }: Call): string => `${word(to)}${word(value)}${data.slice(2)}`;
  /** How an account with code calls others. */
  const carrier: Call = { to: account, value: '0x0', data: `0xe9ae5c53${inside(call)}${inside(other)}` };

  /** A wallet that says this of them; `unknown` where it knows no such id, and nothing where it does not answer. */
  const wallet = (status: object | 'unknown' | null, mined: readonly Mined[], head: number): WalletProvider => {
    const chain = node(mined, head);
    return {
      request: async (args) => {
        if (args.method !== 'wallet_getCallsStatus') {
          return chain.request(args);
        }
        expect(args.params).toEqual([id]);
        if (status === null || status === 'unknown') {
          throw Object.assign(new Error('No matching bundle found'), { code: status === null ? -32603 : 5730 });
        }
        return status;
      },
    };
  };
  const look = async (status: object | 'unknown' | null, before_ = together, mined = before, head = 105) =>
    seek(wallet(status, mined, head), before_, new Set());

  it('are on their way while the wallet says so, also for one who has not seen its answer', async () => {
    expect(await look({ status: 100 })).toEqual({ asked: { ...together, after: 97 }, stage: 'sent' });
    expect(await look({ status: 100 }, unanswered)).toMatchObject({
      asked: { bundle: { isTaken: true } },
      stage: 'sent',
    });
    // Long as it may take.
    expect(await look({ status: 100 }, together, before, 100 + 5 * droppedAfter)).toMatchObject({ stage: 'sent' });
  });

  it('are followed as the transaction that holds them, once the wallet names it', async () => {
    const receipts = [{ transactionHash: hash, status: '0x1', blockNumber: '0x68' }];
    expect(await look({ status: 200, receipts })).toMatchObject({ found: { hash, account, chainId: 1, nonce: null } });
    expect(await look({ status: 500, receipts: [{ ...receipts[0], status: '0x0' }] })).toMatchObject({
      found: { hash },
    });
  });

  it('are found on the chain where the wallet knows them by another id, or has given them another fee', async () => {
    const mined = [...before, { block: 104, call: carrier }];
    const found = { hash: hashOf(2), call: carrier, nonce: 2, isNonceSeen: true };
    expect(await look('unknown', unanswered, mined)).toMatchObject({ found });
    expect(await look({ status: 500 }, together, mined)).toMatchObject({ found });
  });

  it('end as the wallet says where no transaction tells it', async () => {
    expect(await look({ status: 400 })).toEqual({ ended: { stage: 'abandoned', blockNumber: null } });
    expect(await look({ status: 500 })).toEqual({ ended: { stage: 'failed', blockNumber: null } });
    const receipts = ['0x67', '0x68'].map((blockNumber) => ({ transactionHash: hash, status: '0x1', blockNumber }));
    expect(await look({ status: 600, receipts })).toEqual({ ended: { stage: 'partial', blockNumber: 104 } });
  });

  it('may never have been sent where the wallet knows nothing of them', async () => {
    expect(await look('unknown', unanswered)).toMatchObject({ stage: 'asked' });
    expect(await look('unknown', together, before, 100 + droppedAfter)).toMatchObject({ stage: 'unsent' });
  });

  it('stay on their way while the wallet does not answer', async () => {
    expect(await look(null)).toMatchObject({ asked: { bundle: { isTaken: true } }, stage: 'sent' });
  });
});
