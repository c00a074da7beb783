import { limits, type Exit as WireExit, type GetPositionResult, type StakingClient } from '@pooled-staking/api';
import {
  getAddress,
  networkByCaip2,
  poolById,
  protocolOf,
  toIsoTime,
  toIsoTimeOrNull,
  toQuantity,
  type Address,
  type Exit,
  type PoolContext,
  type Protocol,
  type Quote,
} from '@pooled-staking/core';
import { explainError, explainEstimate, explainGap } from '@pooled-staking/texts';
import { texts } from '../texts/texts';
import type { Session } from '../wallet/session';
import { readPoolFacts } from './pool-facts';
import { readOverWallet } from './wallet-reads';

/**
 * True where the wallet has the variant of the Snap that answers no page (`docs/publishing.md`): MetaMask says so in words
 * alone, in whichever layer of its error.
 */
export function isClosedToPages(error: unknown): boolean {
  const { message, data } = (error ?? {}) as { readonly message?: unknown; readonly data?: unknown };
  return [message, JSON.stringify(data)].some((text) =>
    /not permitted to use \\?"endowment:rpc/u.test(typeof text === 'string' ? text : ''),
  );
}

function toWireExit(exit: Exit): WireExit {
  const { estimate } = exit;
  return {
    id: exit.id.toString(),
    ticket: exit.ticket.toString(),
    owner: getAddress(exit.owner),
    receiver: getAddress(exit.receiver),
    requestedAt: toIsoTime(exit.requestedAt),
    status: exit.status,
    // Without files of reports here no claim brings one.
    claimBringsReport: false,
    shares: exit.shares.toString(),
    exitedAssets: exit.exitedAssets.toString(),
    claimableAssets: exit.claimableAssets.toString(),
    totalAssets: exit.totalAssets.toString(),
    earliest: toIsoTimeOrNull(estimate.earliest),
    latest: toIsoTimeOrNull(estimate.latest),
    basis: explainEstimate(estimate, texts()),
  };
}

/**
 * The Snap's methods as far as a page can do without it: the chain is read over the wallet's own provider, and transactions are
 * worked out without the Snap's dialog, beside which the wallet's confirmation shows its insight. What needs a file of a report
 * fails here, as with a Snap that reaches no server.
 */
export function createClientWithoutPages(session: Session): Omit<StakingClient, 'viewRewards'> {
  const { signal } = new AbortController();
  const account = session.account as Address;
  const read = async <Result>(
    poolId: string,
    work: (protocol: Protocol, context: PoolContext) => Promise<Result>,
  ): Promise<Result> => {
    const where = poolById(poolId);
    return readOverWallet(session, where, signal, async (context) => work(protocolOf(where.pool), context));
  };
  const toPrepared = ({ approvals, transaction, state }: Quote) => ({
    status: 'prepared' as const,
    chainId: `eip155:${session.chainId}`,
    transactions: [...approvals, transaction].map(({ from, to, value, data, gas }) => ({
      ...{ from, to, data },
      value: toQuantity(value),
      gas: toQuantity(gas),
    })),
    validUntil: toIsoTime(state.block.timestamp + limits.validSeconds),
  });
  return {
    getPools: async ({ chainId = '' }) => {
      const network = networkByCaip2(chainId);
      const pools = network.pools.map(async (pool) =>
        readPoolFacts(async (args) => session.wallet.provider.request(args), { network, pool }),
      );
      return { pools: await Promise.all(pools), unavailable: [] };
    },
    getPosition: async ({ pool, minBlock = 0 }): Promise<GetPositionResult> =>
      read(pool ?? '', async (protocol, context) => {
        const position = await protocol.readPosition(context, account, { minBlock });
        const { number, hash, timestamp } = position.state.block;
        return {
          account,
          pool: context.pool.id,
          shares: position.shares.toString(),
          assets: position.assets.toString(),
          pendingRewards: null,
          exits: position.exits.map(toWireExit),
          lifetimeRewards: position.lifetimeRewards?.toString() ?? null,
          reconciled: position.lifetimeRewards !== null,
          reason: position.gap && explainGap(position.gap, texts()),
          asOf: { blockNumber: number, blockHash: hash, timestamp: toIsoTime(timestamp) },
        };
      }),
    stake: async ({ pool, amount }) =>
      read(pool, async (protocol, context) => protocol.quoteStake(context, account, BigInt(amount))).then(toPrepared),
    unstake: async ({ pool, amount }) =>
      read(pool, async (protocol, context) =>
        protocol.quoteUnstake(context, account, amount === 'max' ? 'max' : BigInt(amount)),
      ).then(toPrepared),
    claim: async ({ pool, exits }) => {
      const quote = await read(pool, async (protocol, context) =>
        protocol.quoteClaim(context, account, exits?.map(BigInt)),
      );
      const claimed = quote.exits.map(({ id, claimableAssets }) => ({
        id: id.toString(),
        assets: claimableAssets.toString(),
      }));
      const leftOut = quote.leftOut.map(({ id, reason, error }) => ({
        id: id.toString(),
        reason,
        message: explainError(error, texts()),
      }));
      return { ...toPrepared(quote), exits: { claimed, leftOut } };
    },
  };
}
