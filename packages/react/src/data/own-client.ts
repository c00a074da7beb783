import { limits, type GetPositionResult, type StakingClient } from '@pooled-staking/api';
import {
  exitsForClaim,
  parseChangeOptions,
  plainClaimed,
  plainExit,
  plainPool,
  plainPosition,
  plainQuote,
  poolById,
  protocolOf,
  type Address,
  type PoolContext,
  type Protocol,
  type Quote,
} from '@pooled-staking/core';
import {
  createTranslator,
  explainError,
  explainEstimate,
  explainGap,
  explainItem,
  type ReasonTexts,
} from '@pooled-staking/texts';
import english from '@pooled-staking/texts/areas/reasons';
import type { StakingOptions } from '../options';
import type { Session } from '../wallet/session';
import { publicFiles, publicFilesForLook } from './public-files';
import { readOverWallet } from './wallet-reads';
import { browserStore } from './browser-store';

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

const inEnglish = (): ReasonTexts => createTranslator<'reasons'>('en-GB', english);

/** The methods that a page can do without the Snap. */
export type OwnClient = Omit<StakingClient, 'viewRewards' | 'getProposals' | 'vote'>;

/**
 * The Snap's methods as the page carries them out itself, where the wallet has no Snap that answers it: the chain is read over
 * the session's provider, the file of a report that must go along comes from the network's public gateways, and transactions
 * are worked out without the Snap's dialog.
 */
export function createOwnClient(session: Session, options: StakingOptions): OwnClient {
  const { signal } = new AbortController();
  const { gateways, texts = inEnglish } = options;
  const store = browserStore(options.storage);
  const account = session.account as Address;
  const read = async <Result>(
    poolId: string,
    work: (protocol: Protocol, context: PoolContext) => Promise<Result>,
  ): Promise<Result> => {
    const where = poolById(poolId);
    return readOverWallet(session, where, store, signal, async (context) =>
      work(protocolOf(where.pool), { ...context, ...publicFiles(where.network, gateways) }),
    );
  };
  const prepare = (quote: Quote) => plainQuote(quote, session.chainId, limits.validSeconds);
  return {
    getPools: async ({ pool = '', minBlock }) =>
      read(pool, async (protocol, context) => {
        const facts = plainPool(context, protocol.name, await protocol.readPool(context, minBlock));
        // A wallet reads on one chain at a time: the Snap tells who makes the blocks of another one.
        return { pools: [{ ...facts, producer: null }], unavailable: [] };
      }),
    getPosition: async ({ pool, minBlock = 0 }): Promise<GetPositionResult> =>
      read(pool ?? '', async (protocol, context) => {
        const files = publicFilesForLook(context.network, gateways);
        const position = await protocol.readPosition({ ...context, ...files }, account, {
          minBlock,
          withPending: true,
        });
        return {
          ...plainPosition(position),
          account,
          pool: context.pool.id,
          exits: exitsForClaim(position).map((exit) => ({
            ...plainExit(exit),
            basis: explainEstimate(exit.estimate, texts()),
          })),
          items: (position.items ?? []).map((item) => explainItem(item, texts())),
          reason: position.gap && explainGap(position.gap, texts()),
        };
      }),
    stake: async ({ pool, amount, ...options }) =>
      read(pool, async (protocol, context) =>
        protocol.quoteStake(context, account, BigInt(amount), parseChangeOptions(context.pool, protocol, options)),
      ).then(prepare),
    unstake: async ({ pool, amount, ...options }) => {
      const wanted = amount === 'max' ? amount : BigInt(amount);
      return read(pool, async (protocol, context) =>
        protocol.quoteUnstake(context, account, wanted, parseChangeOptions(context.pool, protocol, options)),
      ).then(prepare);
    },
    claim: async ({ pool, exits }) => {
      const quote = await read(pool, async (protocol, context) =>
        protocol.quoteClaim(context, account, exits?.map(BigInt)),
      );
      const leftOut = quote.leftOut.map(({ id, reason, error }) => ({
        id: id.toString(),
        reason,
        message: explainError(error, texts()),
      }));
      return { ...prepare(quote), exits: { claimed: plainClaimed(quote), leftOut } };
    },
  };
}
