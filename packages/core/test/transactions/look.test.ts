import { describe, expect, it } from '@jest/globals';
import type { Sent } from '../../src/transactions/fate';
import { findTaker, look, type Provider } from '../../src/transactions/look';

const account = `0x${'aa'.repeat(20)}`;
const hashOf = (block: number): string => `0x${block.toString(16).padStart(64, '0')}`;

type Answers = {
  /** Blocks in which the account has a transaction, in the order of nonces from 0. */
  readonly mined: readonly number[];
  readonly head: number;
  /** The first block whose state the node has. */
  readonly stateFrom?: number;
  readonly chainIds?: readonly number[];
};

/** A node that has mined transactions of one account, and the requests that it was sent. */
function node({ mined, head, stateFrom = 0, chainIds = [1] }: Answers) {
  const asked: string[] = [];
  let chainQuestions = 0;
  const provider: Provider = {
    request: async ({ method, params }) => {
      await Promise.resolve();
      const [first, second] = (params ?? []) as readonly unknown[];
      asked.push(method);
      switch (method) {
        case 'eth_chainId':
          chainQuestions += 1;
          return `0x${(chainIds[chainQuestions - 1] ?? chainIds.at(-1) ?? 1).toString(16)}`;
        case 'eth_blockNumber':
          return `0x${head.toString(16)}`;
        case 'eth_getTransactionCount': {
          const block = second === 'latest' ? head : Number(second);
          if (block < stateFrom) {
            throw new Error('missing trie node');
          }
          return `0x${mined.filter((each) => each <= block).length.toString(16)}`;
        }
        case 'eth_getBlockByNumber': {
          const own = mined.indexOf(Number(first));
          const theirs = { hash: hashOf(1), from: `0x${'cc'.repeat(20)}`, nonce: '0x0', to: null, value: '0x0' };
          const ours = { hash: hashOf(Number(first)), from: account, nonce: `0x${own.toString(16)}`, to: account };
          return { transactions: own < 0 ? [theirs] : [theirs, { ...ours, value: '0x0', input: '0x' }] };
        }
        default:
          return null;
      }
    },
  };
  return { provider, asked };
}

const sent: Sent = {
  hash: `0x${'ff'.repeat(32)}`,
  account,
  chainId: 1,
  call: null,
  nonce: 1,
  isNonceSeen: true,
  knownAt: 1_000,
};

describe('findTaker', () => {
  it('finds the block among thousands with few questions', async () => {
    const { provider, asked } = node({ mined: [900, 4_321, 4_500], head: 9_000 });
    expect(await findTaker(provider, account, 1, 1_000, 9_000)).toMatchObject({
      hash: hashOf(4_321),
      blockNumber: 4_321,
    });
    expect(asked.length).toBeLessThanOrEqual(15);
  });

  it.each([1_001, 9_000])('finds it in block %i, at the edge', async (block) => {
    const { provider } = node({ mined: [900, block], head: 9_000 });
    expect(await findTaker(provider, account, 1, 1_000, 9_000)).toMatchObject({ blockNumber: block });
  });

  it('reads a bounded number of blocks where the node has no old state', async () => {
    const near = node({ mined: [900, 1_010], head: 9_000, stateFrom: 8_900 });
    expect(await findTaker(near.provider, account, 1, 1_000, 9_000)).toMatchObject({ blockNumber: 1_010 });
    const far = node({ mined: [900, 5_000], head: 9_000, stateFrom: 8_900 });
    expect(await findTaker(far.provider, account, 1, 1_000, 9_000)).toBeNull();
    expect(far.asked.length).toBeLessThanOrEqual(40);
  });
});

describe('look', () => {
  it('names what was mined in its place', async () => {
    const { provider } = node({ mined: [900, 1_005], head: 1_010 });
    const found = await look(provider, sent, new Set());
    expect(found?.seen).toMatchObject({ minedCount: 2, isKnown: false, taker: { hash: hashOf(1_005) } });
  });

  it('never takes another transaction of this page for it', async () => {
    const { provider } = node({ mined: [900, 1_005], head: 1_010 });
    const found = await look(provider, sent, new Set([hashOf(1_005)]));
    expect(found?.seen.taker).toBeNull();
  });

  it('says nothing when the wallet moved to another network while it was asked', async () => {
    const { provider } = node({ mined: [900, 1_005], head: 1_010, chainIds: [1, 31337] });
    expect(await look(provider, sent, new Set())).toBeNull();
  });
});
