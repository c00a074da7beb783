import { createFetchText, StakingError, type Fetch, type Network, type Request } from '@pooled-staking/core';

/** `fetch` as the Snap has it: core's, which only reads, and what a request to a node needs beside it. */
export type SnapFetch = (
  url: string,
  options: Parameters<Fetch>[1] & { method?: string; headers?: Record<string, string>; body?: string },
) => ReturnType<Fetch>;

/** What a node says when it refuses: as wallets hand it on. */
class NodeError extends Error {
  override readonly name = 'NodeError';

  constructor(
    message: string,
    readonly code: unknown,
    readonly data: unknown,
  ) {
    super(message);
  }
}

/**
 * A node of the person's own, in place of the wallet's: JSON-RPC over HTTP, with the time and the size of an answer
 * bounded as for any file. It is on one chain, and says so once.
 */
export function createNodeRequest(fetch: SnapFetch, url: string, network: Network): Request {
  let chainId: Promise<unknown> | undefined;
  const ask: Request = async ({ method, params }) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: params ?? [] });
    const post = createFetchText(async (address, options) =>
      fetch(address, { ...options, method: 'POST', headers: { 'Content-Type': 'application/json' }, body }),
    );
    const { result, error } = JSON.parse(await post(url)) as {
      result?: unknown;
      error?: { code?: unknown; message?: unknown; data?: unknown };
    };
    if (error) {
      throw new NodeError(String(error.message), error.code, error.data);
    }
    return result;
  };
  return async (args) => {
    switch (args.method) {
      case 'eth_chainId':
        chainId ??= ask(args);
        return chainId.catch((error: unknown) => {
          chainId = undefined;
          throw error;
        });
      case 'wallet_switchEthereumChain':
        throw new StakingError('CHAIN_INCONSISTENT', {
          kind: 'other-chain',
          chainId: Number(await chainId),
          expected: network.chainId,
          network,
        });
      default:
        return ask(args);
    }
  };
}
