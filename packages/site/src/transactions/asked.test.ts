import { describe, expect, it } from '@jest/globals';
import { droppedAfter, type Call } from '@pooled-staking/core';
import type { WalletProvider } from '../wallet/discovery';
import { askedStage, trace, type Asked } from './asked';

const account = `0x${'aa'.repeat(20)}`;
const call: Call = { to: `0x${'bb'.repeat(20)}`, value: '0x1', data: '0xf9609f08' };
const other: Call = { ...call, value: '0x2' };
const hashOf = (nonce: number): string => `0x${(nonce + 1).toString(16).padStart(64, '0')}`;

const asked: Asked = { account, chainId: 1, call, nonce: 2, after: null, since: 100, isPassed: false };

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
