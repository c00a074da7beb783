import { networkByChainId, stakewiseOn, vaultInterface, type Hex } from '@pooled-staking/core';
import { toTopic } from '../../core/src/chain/logs';
import { madeLife } from './made-life';
import { isAsked, NodeServer } from './node-server';

const mevEscrowCall = vaultInterface.encodeFunctionData('mevEscrow', []);
const chainId = 31_337;
/** So many blocks follow the life, so that all of it is final. */
const blocksBehind = 40;
const secondsPerBlock = 12;

/** A node over HTTP with the made life of a pool on the local chain. It has logs and no state. */
export function madeServer(members: number, events: number): { readonly server: NodeServer; readonly newest: number } {
  const network = networkByChainId(chainId);
  const [pool] = network.pools;
  if (!pool) {
    throw new Error(`${network.name} has no pool.`);
  }
  const { keeper } = stakewiseOn(network);
  const logs = madeLife({ vault: pool.address, keeper, firstBlock: pool.deployBlock + 1 }, members, events);
  const transactions = new Map<number, Hex[]>();
  for (const { blockNumber, transactionHash } of logs) {
    transactions.set(blockNumber, [...(transactions.get(blockNumber) ?? []), transactionHash]);
  }
  const newest = (logs.at(-1)?.blockNumber ?? 0) + blocksBehind;
  const server = new NodeServer({
    chainId,
    newest: () => newest,
    timeOf: (number) => number * secondsPerBlock,
    transactionsOf: (block) => transactions.get(block) ?? [],
    logs: async (query) => Promise.resolve(logs.filter((log) => isAsked(log, query))),
    other: async (method, params) =>
      (params[0] as { data?: Hex } | undefined)?.data === mevEscrowCall
        ? Promise.resolve(toTopic(`0x${'33'.repeat(20)}`))
        : Promise.reject(new Error(`The made life has no answer to ${method}.`)),
  });
  return { server, newest };
}
