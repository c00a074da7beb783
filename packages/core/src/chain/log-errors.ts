import { errorMessageOf, textsOf } from './error-layers';

/**
 * What an error of `eth_getLogs` asks for: fewer blocks at a time, a pause (`limit`: or fewer blocks, it does not tell),
 * newer blocks (`pruned`: the node has no old ones), another node (`refused`: asking again is in vain), or another try
 * (`passing`).
 */
export type LogErrorKind = 'size' | 'rate' | 'limit' | 'pruned' | 'refused' | 'passing';

/**
 * What nodes and providers say, the first line that fits tells the kind. Their codes are no help: -32005 and -32602 stand
 * for limits of every sort.
 */
const phrases: readonly (readonly [LogErrorKind, RegExp])[] = [
  // A node behind the head. geth, reth, Nimbus: "block range extends beyond current head block"; Erigon: "... is beyond
  // latest executed block"; "header not found".
  ['passing', /beyond (current|latest)|header not found|unknown block/u],
  // Pools in a hurry. QuickNode: "credits limited to 6000/sec", "15/second request limit reached"; Chainstack: "RPS limit".
  ['rate', /\d\/sec|rps limit/u],
  // Blocks at a time. Alchemy, Ankr, BlockPI, BSC, Chainstack, Erigon, Mantle, publicnode, reth, 1RPC: "block range";
  // Ankr: "maximum [from, to] blocks distance"; Tenderly: "range limit"; Infura: "range 1000000 exceeds limit of 10000".
  ['size', /blocks? (range|distance|span)|range limit|range [\d -]+exceeds/u],
  // QuickNode, Blast: "limited to a 10,000 range"; Cloudflare, Arc, Merkle: "range (is) too large"; dRPC: "ranges over 10000
  // blocks"; Coinbase: "limit the query to at most 1000 blocks".
  ['size', /limited to a|range (is )?too|ranges over|limit (the|your) query/u],
  // Logs in an answer. Infura, zkSync: "query returned more than 10000 results"; reth, dRPC: "query exceeds max results";
  // Erigon, Nethermind: "too many logs"; Arbitrum: "logs matched by query exceeds limit".
  ['size', /more than \d+ (results|logs)|max results|too many (blocks|logs|results)|logs matched/u],
  // Bytes in an answer. Alchemy: "Log response size exceeded"; Base: "backend response too large"; proxies: 413.
  ['size', /response size|response (is )?too|size limit|entity too large/u],
  // Time. Infura, Alchemy: "query timeout exceeded"; Robinhood: "log query timed out"; Nethermind: "canceled due to enabled
  // timeout"; geth: "request timed out", "execution timeout"; gateways: 504.
  ['size', /timed? ?out/u],
  // Alchemy: "exceeded its compute units per second capacity"; Infura: "project ID request rate exceeded"; MetaMask: "Request
  // is being rate limited"; Ankr, dRPC, Nethermind: "too many (concurrent) requests"; eRPC: "quota".
  ['rate', /capacity|\brate\b|rate.?limit|too many|request limit|throttl|quota|"(code|status)":429\b/u],
  // EIP-1474: "limit exceeded", of requests or of anything else.
  ['limit', /limit exceeded|"code":-32005\b/u],
  // geth: code 4444, "pruned history unavailable", "missing trie node", "failed to get logs for block #0"; Nethermind,
  // Besu: "old data not available due to pruning"; Chainstack, publicnode: "Archive requests ..."; Erigon: "data before ...
  // is not available".
  [
    'pruned',
    /prun(ed|ing)|archive.* requests|data before|missing trie node|failed to get logs for block|"code":4444\b/u,
  ],
  // Keys that are missing or wrong; nodes without the method.
  ['refused', /unauthori|forbidden|invalid (api|project)|method not|code\W+32601\b/u],
];

/** Everything that an error says, in small letters, however wallets and libraries wrapped it. */
function wordsOf(error: unknown): string {
  const seen = new Set<unknown>();
  const plain = (_: string, value: unknown): unknown => {
    if (!(value instanceof Error)) {
      return value;
    }
    const { message, cause } = value;
    const isNew = !seen.has(value);
    seen.add(value);
    return isNew ? Object.assign({ message, cause }, value) : undefined;
  };
  try {
    return JSON.stringify(error, plain).toLowerCase();
  } catch {
    return errorMessageOf(error).toLowerCase();
  }
}

/** Tells what a failed `eth_getLogs` asks for, from the words of the node. */
export function kindOfLogError(error: unknown): LogErrorKind {
  const words = wordsOf(error);
  return phrases.find(([, pattern]) => pattern.test(words))?.[0] ?? 'passing';
}

/** Smaller limits are not taken from words: the number is more likely to count something else. */
const smallestHint = 5;

/**
 * How many blocks the words of an error allow, `undefined` when they do not tell: the width of the range that they suggest
 * ("[0xbde5f8, 0x102dbcc]", "retry with the range 100-200"), else the smallest number beside a limit of blocks ("max is
 * 1k blocks"). Only a hint: a wrong one costs requests, never logs.
 */
export function allowedBlocksOf(error: unknown): number | undefined {
  for (const text of textsOf(error)) {
    const blocks = allowedBlocksIn(text.toLowerCase());
    if (blocks !== undefined) {
      return blocks;
    }
  }
  return undefined;
}

function allowedBlocksIn(words: string): number | undefined {
  const [, from, to] = /\[(0x[0-9a-f]+), ?(0x[0-9a-f]+)\]/u.exec(words) ?? /the range (\d+)-(\d+)/u.exec(words) ?? [];
  const numbers =
    from === undefined
      ? /blocks?|range/u.test(words) && !/results|logs per/u.test(words)
        ? [...words.matchAll(/\b(\d[\d,]*)(k?)\b/gu)].map(
            ([, digits = '', thousand]) => Number(digits.replaceAll(',', '')) * (thousand ? 1000 : 1),
          )
        : []
      : [Number(to) - Number(from) + 1];
  const hints = numbers.filter((number) => number >= smallestHint);
  return hints.length > 0 ? Math.min(...hints) : undefined;
}

const oldestPattern = /(?:earliest|oldest|lowest|first|before|after|since|from)\D{0,40}?\b(0x[0-9a-f]+|\d+)\b/iu;

/** The oldest block that a node serves, as the words of its refusal may tell. Only a hint. */
export function oldestBlockOf(error: unknown): number | undefined {
  for (const text of textsOf(error)) {
    const [, block] = oldestPattern.exec(text) ?? [];
    if (block !== undefined) {
      return Number(block);
    }
  }
  return undefined;
}
