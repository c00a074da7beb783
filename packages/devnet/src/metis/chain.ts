import { andromeda, artemisPool, eMetisPool, seMetisPool } from '@pooled-staking/core';

import { startAnvil, type Anvil } from '../anvil';
import { contractInterface, placeContract } from '../contracts/deploy';
import { defined } from '../defined';
import { ChainClient } from '../operator/chain-client';
import { isoTime, type MineResult } from '../operator/operator';

export const METIS_CHAIN_ID: number = andromeda.chainId;

/** Wei of METIS for a unit of gas: a little more than what the node asks for at least. */
const GAS_PRICE = 2_000_000_000n;
const PRICE_DECIMALS = 8;

/** Where the chain begins: scans of logs from the pools' first blocks find it there. */
const firstBlock = Math.max(...[artemisPool, eMetisPool, seMetisPool].map(({ deployBlock }) => deployBlock));

/**
 * Starts an empty chain with the id of Andromeda: transactions have a gas price there and no base fee, and a contract can
 * move the chain's own money.
 *
 * @param timestamp of its first block, in seconds since 1970.
 */
export function startMetisChain(timestamp: number): Promise<Anvil> {
  return startAnvil({
    hidden: true,
    chainId: METIS_CHAIN_ID,
    timestamp,
    blockNumber: firstBlock,
    args: ['--celo', '--hardfork', 'berlin'],
  });
}

/** The chain as those use it who run it. */
export function metisClient(anvil: Pick<Anvil, 'request'>): ChainClient {
  return new ChainClient((method, params) => anvil.request(method, params), GAS_PRICE);
}

/** Brings a chain that is behind to the time of another one. */
export async function keepTime(chain: ChainClient, leader: ChainClient): Promise<void> {
  const { timestamp } = await leader.latestBlock();
  if ((await chain.latestBlock()).timestamp < timestamp) {
    await chain.mine(timestamp);
  }
}

/** Mines blocks in the pace of Metis: what 64 more lie above is notified of. The L1's clock goes along. */
export async function mineOnMetis(metis: ChainClient, first: ChainClient, blocks: number): Promise<MineResult> {
  await metis.mineMany(blocks, andromeda.blockSeconds);
  await keepTime(first, metis);
  const { number, timestamp } = await metis.latestBlock();
  return { block: number, time: isoTime(timestamp) };
}

/** Shows and moves the chain's own money. */
export const metisToken: string = defined(andromeda.nativeToken);

/** The feed of METIS in USD. */
export const metisUsdFeed: string = defined(
  andromeda.priceFeeds.find(({ base, quote }) => base === 'METIS' && quote === 'USD'),
).address;

/**
 * Puts on a fresh chain what is there before any pool: the token that shows and moves the chain's money, many calls in
 * one, and a feed without prices.
 *
 * @param operator the owner of the feed.
 */
export async function placeMetisBasics(anvil: Anvil, operator: string): Promise<void> {
  await placeContract(anvil, metisToken, 'MetisToken');
  await placeContract(anvil, andromeda.multicall3, 'Multicall3');
  await placeContract(anvil, metisUsdFeed, 'PriceFeed');
  const args = [operator, PRICE_DECIMALS, 'METIS / USD'];
  const data = contractInterface('PriceFeed').encodeFunctionData('initialize', args);
  await metisClient(anvil).send({ from: operator, to: metisUsdFeed, data });
}
