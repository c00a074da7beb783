import type { Request } from './chain/request';
import type { Store } from './chain/store';
import { StakingError } from './errors';
import type { PoolContext } from './networks/context';
import { poolById, type PoolOnNetwork } from './networks/index';
import { protocolOf } from './protocols/index';
import { readBooks, type Books, type BooksOptions } from './rewards/books';
import type { PoolView } from './staking/pool';
import type { Position, PositionOptions } from './staking/position';
import type { ChangeOptions } from './staking/protocol';
import type { ClaimQuote, StakeQuote, UnstakeQuote } from './staking/quote';
import type { Address, Wei } from './units';
import { createFetchText } from './web/fetch-text';
import { createNodeRequest } from './web/node';
import type { PostFetch } from './web/post-json';

/** How a pool is reached: through a wallet or library (`request`), or a node's address (`rpcUrl`). */
export type OpenPoolOptions = ({ readonly request: Request } | { readonly rpcUrl: string }) & {
  /** Base addresses of the gateways for rewards files; absent: those of the network. */
  readonly rewardsGateways?: readonly string[];
  /** Where to keep what was read, so that the next read costs only what is new; absent: every read begins anew. */
  readonly store?: Store;
  /** Fetches rewards files, and asks the node at `rpcUrl`; absent: the platform's own. */
  readonly fetch?: PostFetch;
};

/** A position, and how its rewards came about. */
export type AccountBooks = { readonly position: Position; readonly books: Books };

/**
 * A pool within reach. Everything is read at one block; nothing is sent. All reads and quotes throw StakingError:
 * CHAIN_UNAVAILABLE where the node fails, CHAIN_INCONSISTENT where it is on another chain or contradicts itself, and quotes
 * what the chain or the pool would refuse, with its reason.
 */
export type OpenPool = PoolOnNetwork & {
  /** Its state, rates over some windows and how stakes come back. @param minBlock no older block than this. */
  readPool(minBlock?: number): Promise<PoolView>;
  /** What an account has: stake, exits and lifetime rewards, in the smallest unit of the pool's asset. */
  readPosition(account: Address, options?: PositionOptions): Promise<Position>;
  /**
   * The lines that an account's rewards add up from, to the wei, each with the asset's price at its time.
   * Throws HISTORY_INCOMPLETE as well, where logs are missing.
   */
  readBooks(account: Address, options: BooksOptions): Promise<AccountBooks>;
  quoteStake(account: Address, amount: Wei, options?: ChangeOptions): Promise<StakeQuote>;
  quoteUnstake(account: Address, amount: Wei | 'max', options?: ChangeOptions): Promise<UnstakeQuote>;
  /** @param ids exits to claim; absent: all that one transaction pays. */
  quoteClaim(account: Address, ids?: readonly bigint[]): Promise<ClaimQuote>;
};

/** @throws TypeError for what is no address. */
function requireAddress(account: unknown): void {
  if (typeof account !== 'string' || !/^0x[\da-f]{40}$/iu.test(account)) {
    throw new TypeError(`account: "${String(account)}" is no address; give 0x and 40 hexadecimal digits.`);
  }
}

/** @throws TypeError for what is no amount in the smallest unit. */
function requireAmount(amount: unknown): void {
  if (typeof amount !== 'bigint') {
    throw new TypeError(`amount: "${String(amount)}" is no amount; give wei as a bigint, such as 10n ** 18n.`);
  }
}

/**
 * Opens a pool by its CAIP-10 id. Nothing is asked of the chain before the first read.
 * @throws StakingError UNSUPPORTED_CHAIN or UNKNOWN_POOL for an id of no known pool; {@link allPools} has them all.
 * @example
 * ```ts
 * import { openPool, plainPosition } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const position = await pool.readPosition('0x70997970C51812dc3A010C7d01b50e0d17dc79C8');
 * console.log(plainPosition(position).reconciled); // true
 * ```
 */
export function openPool(poolId: string, options: OpenPoolOptions): OpenPool {
  const { network, pool } = poolById(poolId);
  const fetch: PostFetch = options.fetch ?? (async (url, init) => globalThis.fetch(url, init));
  const request = 'rpcUrl' in options ? createNodeRequest(fetch, options.rpcUrl, network) : options.request;
  const context: PoolContext = {
    request,
    network,
    pool,
    fetchText: createFetchText(fetch),
    rewardsGateways: options.rewardsGateways ?? network.rewardsGateways,
    store: options.store,
  };
  const protocol = protocolOf(pool);
  // A wallet may change its network at any time: what was read counts where it is on the pool's, before and after.
  const requireChain = async (): Promise<void> => {
    const chainId = Number(await request({ method: 'eth_chainId' }));
    if (chainId !== network.chainId) {
      throw new StakingError('CHAIN_INCONSISTENT', {
        kind: 'rpcUrl' in options ? 'node-on-other-chain' : 'other-chain',
        chainId,
        expected: network.chainId,
        network,
      });
    }
  };
  const read = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await requireChain();
    const result = await work();
    await requireChain();
    return result;
  };
  return {
    network,
    pool,
    readPool: async (minBlock) => read(async () => protocol.readPool(context, minBlock)),
    readPosition: async (account, how) => {
      requireAddress(account);
      return read(async () => protocol.readPosition(context, account, how));
    },
    readBooks: async (account, span) => {
      requireAddress(account);
      return read(async () => {
        const position = await protocol.readPosition(context, account, { withEntryTimes: true });
        return { position, books: await readBooks(context, position, span) };
      });
    },
    quoteStake: async (account, amount, how) => {
      requireAddress(account);
      requireAmount(amount);
      return read(async () => protocol.quoteStake(context, account, amount, how));
    },
    quoteUnstake: async (account, amount, how) => {
      requireAddress(account);
      if (amount !== 'max') {
        requireAmount(amount);
      }
      return read(async () => protocol.quoteUnstake(context, account, amount, how));
    },
    quoteClaim: async (account, ids) => {
      requireAddress(account);
      return read(async () => protocol.quoteClaim(context, account, ids));
    },
  };
}
