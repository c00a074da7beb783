import { networks, plainText } from '@pooled-staking/core';

import { emptyNetwork } from '../protocol';
import type { NetworkView } from '../protocol';
import type { DevWalletOptions } from './options';
import { errorCodes, invalidParams, messageOf, rpcError } from './rpc-errors';

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
  /** One that wallets have only once a site added it. */
  isAdded: boolean;
};

/** A network without what only the wallet's server knows. */
export const viewOf = ({ chainId, name, symbol }: NetworkView): NetworkView => ({ chainId, name, symbol });

/** What the registry calls a chain and its money. With the id of a public network it is a copy of that, which is said. */
function describeChain(chainId: number): NetworkView {
  const found = networks.find((network) => network.chainId === chainId);
  const name = found?.name ?? `Chain ${chainId}`;
  return {
    chainId,
    name: name.startsWith('Local') ? name : `${name} (local copy)`,
    symbol: found?.nativeAsset.symbol ?? 'ETH',
  };
}

/** The networks that the wallet can have: the chains of the devnet, and an empty one. */
export function createNetworks(chains: DevWalletOptions['chains']): Network[] {
  const own = chains.map(({ chainId, url }, index) => ({
    ...describeChain(chainId),
    request: createNodeRequest(url),
    takesTransactions: true,
    isAdded: index > 0,
  }));
  return [...own, { ...emptyNetwork, request: answerEmpty, takesTransactions: false, isAdded: false }];
}

export function toHexChainId(chainId: number): string {
  return `0x${chainId.toString(16)}`;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The one object that such a request takes; empty for anything else. */
function readFields(params: unknown): Fields {
  const given: unknown = Array.isArray(params) ? (params as unknown[])[0] : undefined;
  return isFields(given) ? given : {};
}

/** A network that a site wants the wallet to have, with what the site says of it. */
export type AddedNetwork = { readonly network: Network; readonly siteName: string; readonly siteUrl: string };

/** The first address that a wallet would take: over TLS, or on this computer. */
function findUrl(urls: unknown): string | undefined {
  const fits = (url: unknown): url is string =>
    typeof url === 'string' && URL.canParse(url) && /^(https:|http:\/\/(localhost|127\.0\.0\.1)[:/])/u.test(url);
  return Array.isArray(urls) ? urls.find(fits) : undefined;
}

/**
 * Reads the params of `wallet_addEthereumChain` (EIP-3085) with the rules of MetaMask. Only chains of the devnet can be
 * added: it goes to no other, whatever address the site names.
 *
 * @throws JsonRpcError -32602 for params that a wallet would refuse, 4200 for any other chain.
 */
export function readAddedNetwork(possible: readonly Network[], params: unknown): AddedNetwork {
  const { chainId, chainName, rpcUrls, nativeCurrency } = readFields(params);
  if (typeof chainId !== 'string' || !/^0x[1-9a-f][\da-f]*$/iu.test(chainId)) {
    throw invalidParams("Expected 0x-prefixed hexadecimal string 'chainId'.");
  }
  const network = possible.find((candidate) => candidate.chainId === Number(chainId));
  if (!network?.takesTransactions) {
    throw rpcError(errorCodes.unsupportedMethod, `The development wallet takes no network with the id ${chainId}.`);
  }
  const siteUrl = findUrl(rpcUrls);
  if (siteUrl === undefined) {
    throw invalidParams("Expected an array with at least one valid string HTTPS url 'rpcUrls'.");
  }
  if (typeof chainName !== 'string' || chainName === '') {
    throw invalidParams("Expected non-empty string 'chainName'.");
  }
  const { symbol, decimals } = isFields(nativeCurrency) ? nativeCurrency : {};
  if (symbol !== network.symbol || decimals !== 18) {
    throw invalidParams(`Expected 'nativeCurrency' with the symbol ${network.symbol} and 18 decimals.`);
  }
  return { network, siteName: plainText(chainName), siteUrl: plainText(siteUrl) };
}

/** Reads the network out of the params of `wallet_switchEthereumChain`; error 4902 when the wallet lacks it. */
export function readWantedNetwork(known: readonly Network[], params: unknown): Network {
  const { chainId } = readFields(params);
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
