import { networks } from '@pooled-staking/core';

import { emptyNetwork } from '../protocol';
import type { NetworkView } from '../protocol';
import { errorCodes, messageOf, rpcError } from './rpc-errors';

/** Answers one JSON-RPC request of a network; rejects with a JSON-RPC error. */
export type NetworkRequest = (method: string, params?: unknown) => Promise<unknown>;

/** Methods that sign or send with a key of the node: never passed on, a person has to be asked first. */
const keyMethods = /^eth_(sign|sendTransaction$|sendUnsignedTransaction$|accounts$|requestAccounts$|coinbase$)/u;

/** True for what may go to a node as it is: reads, and transactions that are signed already. */
export function isNodeMethod(method: string): boolean {
  return /^(eth|net|web3)_/u.test(method) && !keyMethods.test(method);
}

type NodeReply = { result?: unknown; error?: { code: number; message: string; data?: unknown } };

/** Sends requests to a node; its errors keep code and data, a node that does not answer is an internal error. */
export function createNodeRequest(url: string): NetworkRequest {
  let lastId = 0;
  return async (method, params = []) => {
    lastId += 1;
    let reply: NodeReply;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params }),
      });
      reply = (await response.json()) as NodeReply;
    } catch (error) {
      throw rpcError(errorCodes.internal, `The network does not answer (${messageOf(error)}).`);
    }
    if (reply.error) {
      throw rpcError(reply.error.code, reply.error.message, reply.error.data);
    }
    return reply.result ?? null;
  };
}

/** What a chain without contracts, transactions and money answers. */
const emptyAnswers: Readonly<Record<string, unknown>> = {
  eth_blockNumber: '0x0',
  eth_call: '0x',
  eth_estimateGas: '0x5208',
  eth_gasPrice: '0x0',
  eth_getBalance: '0x0',
  eth_getBlockByHash: null,
  eth_getBlockByNumber: null,
  eth_getCode: '0x',
  eth_getLogs: [],
  eth_getTransactionByHash: null,
  eth_getTransactionCount: '0x0',
  eth_getTransactionReceipt: null,
  eth_maxPriorityFeePerGas: '0x0',
  eth_syncing: false,
};

const answerEmpty: NetworkRequest = (method) =>
  Object.hasOwn(emptyAnswers, method)
    ? Promise.resolve(emptyAnswers[method])
    : Promise.reject(rpcError(errorCodes.methodNotFound, `${emptyNetwork.name} does not answer ${method}.`));

export type Network = NetworkView & {
  request: NetworkRequest;
  /** Whether transactions can be sent there. */
  takesTransactions: boolean;
};

/** The registry's name. With the id of a public network the chain is a copy of it, which is said. */
function nameOf(chainId: number): string {
  const name = networks.find((network) => network.chainId === chainId)?.name ?? `Chain ${chainId}`;
  return name.startsWith('Local') ? name : `${name} (local copy)`;
}

/** The networks of the wallet: the chain itself, and an empty one. */
export function createNetworks(chainUrl: string, chainId: number): Network[] {
  return [
    {
      chainId,
      name: nameOf(chainId),
      request: createNodeRequest(chainUrl),
      takesTransactions: true,
    },
    { ...emptyNetwork, request: answerEmpty, takesTransactions: false },
  ];
}

export function toHexChainId(chainId: number): string {
  return `0x${chainId.toString(16)}`;
}

/** Reads the network out of the params of `wallet_switchEthereumChain`; error 4902 when the wallet lacks it. */
export function readWantedNetwork(known: readonly Network[], params: unknown): Network {
  const wanted: unknown = Array.isArray(params) ? (params as unknown[])[0] : undefined;
  const chainId = typeof wanted === 'object' && wanted !== null ? (wanted as { chainId?: unknown }).chainId : undefined;
  if (typeof chainId !== 'string' || !/^0x[\da-f]+$/iu.test(chainId)) {
    throw rpcError(errorCodes.invalidParams, 'Expected params [{ chainId }] with a 0x-prefixed chain id.');
  }
  const network = known.find((candidate) => candidate.chainId === Number(chainId));
  if (!network) {
    throw rpcError(
      errorCodes.unknownChain,
      `Unknown chain id ${chainId}: the development wallet has ${known.map(({ name }) => name).join(' and ')} only.`,
    );
  }
  return network;
}

/** Answers of a network about itself, which never need the node. */
export function answerAboutNetwork(network: NetworkView, method: string): string | undefined {
  switch (method) {
    case 'eth_chainId':
      return toHexChainId(network.chainId);
    case 'net_version':
      return String(network.chainId);
    default:
      return undefined;
  }
}
