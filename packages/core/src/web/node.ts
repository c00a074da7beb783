import { plainText } from '../chain/plain-text';
import type { Request } from '../chain/request';
import { StakingError } from '../errors';
import type { Network } from '../networks/types';
import { FileError } from './fetch-text';
import { createPostJson, type PostFetch } from './post-json';

const longestUrl = 500;

/** An address of a server that a person may enter: over TLS, or on this machine. */
export function isServerUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > longestUrl) {
    return false;
  }
  try {
    const { protocol, hostname, username, password } = new URL(value);
    // No `fetch` takes a name and a password in an address.
    if (username + password !== '') {
      return false;
    }
    return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
  } catch {
    return false;
  }
}

/** What a node says when it refuses, as wallets hand it on; or what it fails at, in the words that nodes have for it. */
class NodeError extends Error {
  override readonly name = 'NodeError';

  constructor(
    message: string,
    readonly code?: unknown,
    readonly data?: unknown,
  ) {
    super(message);
  }
}

/** Failures of HTTP in the words by which nodes ask for less, or for patience. */
const httpWords: Readonly<Record<string, string>> = {
  'too-large': 'response is too large',
  'timed-out': 'request timed out',
  413: 'entity too large',
  504: 'request timed out',
};

type Answer = {
  readonly result?: unknown;
  readonly error?: { code?: unknown; message?: unknown; data?: unknown } | null;
};

/** Asks a node over HTTP. @throws NodeError; whatever `fetch` throws. */
async function post(
  fetch: PostFetch,
  url: string,
  request: { readonly method: string; readonly params?: unknown },
): Promise<unknown> {
  const { method, params = [] } = request;
  const asked = createPostJson(fetch)(url, { jsonrpc: '2.0', id: 1, method, params });
  const { status, text } = await asked.catch((error: unknown) => {
    throw error instanceof FileError ? new NodeError(httpWords[error.fault] ?? error.message) : error;
  });
  let answer: Answer | null = null;
  try {
    answer = JSON.parse(text) as Answer | null;
  } catch {
    // No answer of a node.
  }
  const { result, error } = answer ?? {};
  if (error) {
    throw new NodeError(
      typeof error.message === 'string' ? error.message : JSON.stringify(error),
      error.code,
      error.data,
    );
  }
  if (result === undefined) {
    throw new NodeError(httpWords[status] ?? `The server answered with ${status} and no result.`, status);
  }
  return result;
}

/** The chain that a node says it is on. @throws as {@link post} does; NodeError where it says none. */
async function readChain(fetch: PostFetch, url: string): Promise<number> {
  const chain = await post(fetch, url, { method: 'eth_chainId' });
  if (typeof chain !== 'string' || !/^0x[\da-f]{1,13}$/iu.test(chain)) {
    throw new NodeError('The server tells no chain.');
  }
  return Number(chain);
}

/** Looks whether a node answers: the chain that it is on, `null` for one that does not. Never throws. */
export async function chainOfNode(fetch: PostFetch, url: string): Promise<number | null> {
  return readChain(fetch, url).catch(() => null);
}

/**
 * A node in place of a wallet's: JSON-RPC over HTTP. It is on one chain, and asked for it once; where
 * that is another one than it should be, it cannot be changed.
 */
export function createNodeRequest(fetch: PostFetch, url: string, network: Network): Request {
  let chain: Promise<number> | undefined;
  const askChain = async (): Promise<number> => {
    chain ??= readChain(fetch, url);
    return chain.catch((error: unknown) => {
      chain = undefined;
      const failure = { said: plainText(error instanceof Error ? error.message : String(error)) };
      throw new StakingError(
        'CHAIN_UNAVAILABLE',
        { kind: 'request-failed', method: 'eth_chainId', failure },
        { cause: error },
      );
    });
  };
  return async (args) => {
    switch (args.method) {
      case 'eth_chainId':
        return askChain();
      case 'wallet_switchEthereumChain':
        throw new StakingError('CHAIN_INCONSISTENT', {
          kind: 'node-on-other-chain',
          chainId: await askChain(),
          expected: network.chainId,
          network,
        });
      default:
        return post(fetch, url, args);
    }
  };
}
