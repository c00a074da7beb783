import { describe, expect, it } from '@jest/globals';
import { allowedBlocksOf, kindOfLogError, type LogErrorKind } from '../src/chain/log-errors';
import { callNode } from '../src/chain/request';
import { nodeError } from './faulty-node';

/** What providers and nodes answer to `eth_getLogs`: code, words, kind, and the blocks that the words allow. */
const answers: readonly (readonly [string, number, string, LogErrorKind, number?])[] = [
  ['Infura, results', -32005, 'query returned more than 10000 results', 'size'],
  [
    'Infura, results with a range',
    -32005,
    'query returned more than 10000 results. Try with this block range [0xBDE5F8, 0x102DBCC].',
    'size',
    0x102dbcc - 0xbde5f8 + 1,
  ],
  ['Infura, blocks', -32602, 'range 1000000 exceeds limit of 10000', 'size', 10_000],
  ['Infura, blocks from and to', -32602, 'range 25887126 - 25897126 exceeds limit of 10000', 'size', 10_000],
  ['Infura, time', -32005, 'query timeout exceeded', 'size'],
  ['Infura, rate', -32005, 'project ID request rate exceeded', 'rate'],
  ['Infura, day', -32005, 'daily request count exceeded, request rate limited', 'rate'],
  ['Infura, key', -32002, 'invalid project id', 'refused'],
  [
    'Alchemy, bytes',
    -32602,
    'Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the ' +
      'response size, or you can request any block range with a cap of 10K logs in the response. Based on your ' +
      'parameters and the response size limit, this block range should work: [0x0, 0xd043b8]',
    'size',
    0xd043b9,
  ],
  [
    'Alchemy, blocks',
    -32600,
    'You can make eth_getLogs requests with up to a 500 block range. Based on your parameters, this block range ' +
      'should work: [0x123c9b2, 0x123cba5]',
    'size',
    500,
  ],
  [
    'Alchemy, rate',
    429,
    'Your app has exceeded its compute units per second capacity. If you have retries enabled, you can safely ' +
      'ignore this message.',
    'rate',
  ],
  ['QuickNode, blocks', -32614, 'eth_getLogs is limited to a 10,000 range', 'size', 10_000],
  ['QuickNode, trial', -32614, 'eth_getLogs is limited to a 5 range', 'size', 5],
  ['QuickNode, rate', -32007, '15/second request limit reached - reduce calls per second or upgrade', 'rate'],
  ['QuickNode, credits', -32012, 'credits limited to 6000/sec', 'rate'],
  ['Ankr, blocks', -32600, 'block range is too wide', 'size'],
  ['Ankr, distance', -32602, 'maximum [from, to] blocks distance: 10000', 'size', 10_000],
  ['Ankr, rate', -32005, 'too many requests, reason: call rate limit exhausted, retry in 10s', 'rate'],
  [
    'Cloudflare, blocks',
    -32047,
    "Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: 800",
    'size',
    800,
  ],
  ['publicnode, BSC, blocks', -32701, 'exceed maximum block range: 50000', 'size', 50_000],
  ['publicnode, history', -32602, 'Archive requests require a personal token', 'pruned'],
  ['Erigon, blocks', -32000, 'query block range exceeds server limit, narrow your filter: 1000', 'size', 1_000],
  ['Erigon, results', -32000, 'query returns too many logs, narrow your filter: 20000', 'size'],
  ['Erigon, behind', -32000, 'requested block range [4096, 8192] is beyond latest executed block 4000', 'passing'],
  ['Erigon, history', -32000, 'seek with txNum=196 but data before txNum=266 is not available', 'pruned'],
  ['Nethermind, results', -32005, 'Too many logs requested. Max logs per response is 1000.', 'size'],
  ['Nethermind, time', -32016, 'eth_getLogs request was canceled due to enabled timeout.', 'size'],
  ['Nethermind, busy', -32603, 'Unable to rent an instance of IEthRpcModule. Too many concurrent requests.', 'rate'],
  ['geth, time', -32002, 'request timed out', 'size'],
  ['geth, behind', -32602, 'block range extends beyond current head block', 'passing'],
  ['geth, head', -32000, 'header not found', 'passing'],
  ['geth, history', 4444, 'pruned history unavailable', 'pruned'],
  ['reth, blocks', -32602, 'query exceeds max block range 100000', 'size', 100_000],
  [
    'reth, dRPC, results',
    -32602,
    'query exceeds max results 20000, retry with the range 23879634-23879696',
    'size',
    63,
  ],
  ['dRPC, blocks', 35, 'ranges over 10000 blocks are not supported on freetier', 'size', 10_000],
  ['dRPC, rate', 15, 'Too many request, try again later', 'rate'],
  ['Chainstack, blocks', -32602, 'Block range limit exceeded. See more details at https://docs.example', 'size'],
  ['Chainstack, rate', -32005, "You've exceeded the RPS limit available on the current plan.", 'rate'],
  [
    'Chainstack, history',
    -32002,
    'Archive, Debug and Trace requests are not available on your current plan.',
    'pruned',
  ],
  ['BlockPI', -32602, 'eth_getLogs is limited to 1024 block range. Please check the parameter', 'size', 1_024],
  ['1RPC', -32000, 'eth_getLogs is limited to 0 - 50000 blocks range', 'size', 50_000],
  ['Merkle, Llama', -32603, 'eth_getLogs range is too large, max is 1k blocks', 'size', 1_000],
  ['Base', -32020, 'backend response too large', 'size'],
  ['Coinbase', -32005, 'please limit the query to at most 1000 blocks', 'size', 1_000],
  ['Arbitrum', -32000, 'logs matched by query exceeds limit of 10000', 'size'],
  ['MetaMask, rate', -32005, 'Request is being rate limited.', 'rate'],
  ['a node with spans', -32000, 'block span 250000 exceeds the limit 5000', 'size', 5_000],
  ['Nethermind, history', -32002, 'old data not available due to pruning, lowest block 1200', 'pruned'],
  ['geth, receipts', -32000, 'failed to get logs for block #0 (0x41941023)', 'pruned'],
  ['geth, code alone', 4444, 'history unavailable', 'pruned'],
  ['geth, state', -32000, 'missing trie node 2f1d (path ) state 0x2f1d is not available', 'pruned'],
  ['EIP-1474', -32005, 'limit exceeded', 'limit'],
  ['a gateway, bytes', 413, '413 Request Entity Too Large', 'size'],
  ['a gateway, time', 504, '504 Gateway Time-out', 'passing'],
  ['a gateway, down', 503, '503 Service Unavailable', 'passing'],
  ['a node without the method', -32601, 'The method eth_getLogs does not exist', 'refused'],
  ['fetch', -32603, 'Failed to fetch', 'passing'],
  ['words that nobody knows', -32000, 'something went wrong', 'passing'],
];

const caught = async (error: unknown): Promise<unknown> =>
  callNode(
    async () => {
      await Promise.resolve();
      throw error;
    },
    'eth_getLogs',
    [],
  ).catch((reason: unknown) => reason);

describe('an error of eth_getLogs', () => {
  it.each(answers)('is understood: %s', async (...[, code, words, kind, blocks]) => {
    const error = await caught(nodeError(words, code));
    expect(kindOfLogError(error)).toBe(kind);
    expect(kind === 'size' ? allowedBlocksOf(error) : undefined).toBe(blocks);
  });

  it.each<[string, unknown, LogErrorKind]>([
    [
      'by MetaMask',
      nodeError('Internal JSON-RPC error.', -32603, {
        code: -32005,
        message: 'query returned more than 10000 results',
      }),
      'size',
    ],
    [
      'by Tenderly, in its data',
      nodeError('invalid params', -32602, { payload: 'range 9009594 is bigger than range limit 2000' }),
      'size',
    ],
    ['by Nethermind, in its data', nodeError('Invalid params', -32602, 'Too many logs requested.'), 'size'],
    ['by a cause', new Error('failed', { cause: nodeError('block range is too wide') }), 'size'],
    ['by its status alone', Object.assign(new Error('HTTP request failed.'), { status: 429 }), 'rate'],
    ['by its code alone', nodeError('Internal error', -32005), 'limit'],
  ])('is understood however it is wrapped: %s', async (_, error, kind) => {
    expect(kindOfLogError(await caught(error))).toBe(kind);
  });

  it('tells how many blocks are allowed in its data alone', async () => {
    const inData = nodeError('Internal JSON-RPC error.', -32603, { error: { reason: 'block range limit is 2,000' } });
    expect(allowedBlocksOf(await caught(inData))).toBe(2_000);
    const asText = nodeError('Invalid params', -32602, 'exceed maximum block range: 50000');
    expect(allowedBlocksOf(await caught(asText))).toBe(50_000);
  });

  it('is understood when it goes round in circles', async () => {
    const error = nodeError('block range is too wide');
    error.cause = error;
    expect(kindOfLogError(await caught(error))).toBe('size');
  });

  it('is not understood by block numbers that look like codes', async () => {
    const error = Object.assign(nodeError('socket hang up'), {
      body: { params: [{ fromBlock: '0x429', toBlock: '0x18b4293' }] },
    });
    expect(kindOfLogError(await caught(error))).toBe('passing');
  });
});
