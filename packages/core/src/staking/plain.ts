/**
 * What a protocol tells, as plain JSON: amounts as decimal strings in the smallest unit, times ISO 8601 in UTC, addresses
 * with their checksum. This is how pages are told, and how sites that read for themselves go on.
 */
import { toIsoTime, toIsoTimeOrNull, toQuantity, type Block } from '../chain/block';
import { getAddress } from '../chain/hash';
import type { PoolOnNetwork } from '../networks/index';
import type { Address, Hex } from '../units';
import type { ClaimDelay, Exit } from './exit';
import type { PoolStatus, PoolTrouble, PoolView } from './pool';
import type { Position, PositionItem } from './position';
import type { ClaimQuote, Quote } from './quote';
import { formatRate, type AprWindow } from './rate';
import type { Transaction } from './transaction';

/** The block that an answer rests on. */
export function plainBlock({ number, hash, timestamp }: Block): {
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly timestamp: string;
} {
  return { blockNumber: number, blockHash: hash, timestamp: toIsoTime(timestamp) };
}

/** What makes a pool look dead. */
export type PlainTrouble = {
  readonly kind: PoolTrouble['kind'];
  readonly since: string | null;
  readonly missing: string | null;
};

export function plainTrouble(trouble: PoolTrouble): PlainTrouble {
  return {
    kind: trouble.kind,
    since: trouble.kind === 'no-recent-rewards' ? toIsoTimeOrNull(trouble.since) : null,
    missing: trouble.kind === 'exits-unfunded' ? trouble.missing.toString() : null,
  };
}

/** The same back from {@link plainTrouble}. */
export function troubleOf({ kind, since, missing }: PlainTrouble): PoolTrouble {
  switch (kind) {
    case 'no-recent-rewards':
      return { kind, since: since === null ? null : Date.parse(since) / 1_000 };
    case 'exits-unfunded':
      return { kind, missing: BigInt(missing ?? 0) };
    default:
      return { kind };
  }
}

/** One basis point as a rate with 18 decimals. */
const basisPoint = 10n ** 14n;

type PlainRate = Pick<AprWindow, 'days' | 'harvests'> & Readonly<Record<'apr' | 'from' | 'to', string | null>>;

function plainRate({ days, apr, from, to, harvests }: AprWindow): PlainRate {
  return {
    days,
    apr: apr === null ? null : formatRate(apr),
    from: toIsoTimeOrNull(from),
    to: toIsoTimeOrNull(to),
    harvests,
  };
}

/** A pool's facts as plain JSON: what {@link plainPool} gives. Rates are decimal fractions. */
export type PlainPool = {
  /** CAIP-10 and CAIP-2. */
  readonly id: string;
  readonly chainId: string;
  readonly name: string;
  readonly protocol: string;
  readonly asset: string;
  readonly status: PoolStatus;
  readonly apr: PlainRate[];
  readonly fee: string;
  readonly totals: Readonly<Record<'assets' | 'shares', string>>;
  /** `unlimited` without a limit. */
  readonly capacityLeft: string;
  readonly exitTerms: Pick<PoolView['exitTerms'], 'way'> & {
    readonly claimDelaySeconds: number;
    readonly claimDelayBasis: ClaimDelay['basis'];
    readonly queuedAssets: string | null;
    readonly freeAssets: string;
  };
  readonly troubles: PlainTrouble[];
  readonly contract: {
    readonly address: Address;
    readonly version: number | null;
    readonly implementation: Address | null;
  };
  readonly asOf: ReturnType<typeof plainBlock>;
};

/**
 * What a pool tells of itself.
 * @param protocol as people call it.
 * @param view what its protocol has read.
 */
export function plainPool({ network, pool }: PoolOnNetwork, protocol: string, view: PoolView): PlainPool {
  const { state, apr, exitTerms, troubles = [] } = view;
  return {
    id: pool.id,
    chainId: `eip155:${network.chainId}`,
    name: pool.name,
    protocol,
    asset: pool.asset.symbol,
    status: state.status,
    apr: apr.map(plainRate),
    fee: formatRate(BigInt(state.feeBps) * basisPoint),
    totals: { assets: state.totalAssets.toString(), shares: state.totalShares.toString() },
    capacityLeft: state.capacityLeft?.toString() ?? 'unlimited',
    exitTerms: {
      claimDelaySeconds: exitTerms.claimDelay.seconds,
      claimDelayBasis: exitTerms.claimDelay.basis,
      way: exitTerms.way,
      queuedAssets: exitTerms.queuedAssets?.toString() ?? null,
      freeAssets: exitTerms.freeAssets.toString(),
    },
    troubles: troubles.map(plainTrouble),
    contract: {
      address: pool.address,
      version: state.version,
      implementation: state.implementation && getAddress(state.implementation),
    },
    asOf: plainBlock(state.block),
  };
}

/** An open exit as plain JSON: what {@link plainExit} gives. */
export type PlainExit = Pick<Exit, 'owner' | 'receiver' | 'status'> &
  Record<'id' | 'ticket' | 'shares' | 'exitedAssets' | 'claimableAssets' | 'totalAssets' | 'requestedAt', string> &
  Record<'earliest' | 'latest', string | null> & { readonly claimBringsReport: boolean };

/**
 * An open exit, but for the words of its estimate.
 * @example
 * ```ts
 * import { openPool, plainExit } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const { exits } = await pool.readPosition('0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC');
 * console.log(exits.map(plainExit)[0]?.receiver); // 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC
 * ```
 */
export function plainExit(exit: Exit): PlainExit {
  return {
    id: exit.id.toString(),
    ticket: exit.ticket.toString(),
    owner: getAddress(exit.owner),
    receiver: getAddress(exit.receiver),
    requestedAt: toIsoTime(exit.requestedAt),
    status: exit.status,
    claimBringsReport: exit.needsReport,
    shares: exit.shares.toString(),
    exitedAssets: exit.exitedAssets.toString(),
    claimableAssets: exit.claimableAssets.toString(),
    totalAssets: exit.totalAssets.toString(),
    earliest: toIsoTimeOrNull(exit.estimate.earliest),
    latest: toIsoTimeOrNull(exit.estimate.latest),
  };
}

/** A position as plain JSON: what {@link plainPosition} gives. */
export type PlainPosition = {
  readonly account: Address;
  readonly shares: string;
  readonly assets: string;
  readonly pendingRewards: string | null;
  readonly lifetimeRewards: string | null;
  /** The chain proves the lifetime rewards. */
  readonly reconciled: boolean;
  readonly asOf: ReturnType<typeof plainBlock>;
};

/**
 * What an account has in a pool, but for its exits and what its history lacks.
 * @example
 * ```ts
 * import { openPool, plainPosition } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const position = await pool.readPosition('0x70997970C51812dc3A010C7d01b50e0d17dc79C8');
 * console.log(JSON.stringify(plainPosition(position)));
 * ```
 */
export function plainPosition({
  account,
  shares,
  assets,
  pendingRewards,
  lifetimeRewards,
  state,
}: Position): PlainPosition {
  return {
    account,
    shares: shares.toString(),
    assets: assets.toString(),
    pendingRewards: pendingRewards?.toString() ?? null,
    lifetimeRewards: lifetimeRewards?.toString() ?? null,
    reconciled: lifetimeRewards !== null,
    asOf: plainBlock(state.block),
  };
}

/** A part of a position that is acted on by itself, but for the words of what would be refused. */
export function plainItem({ id, name, address, asset, assets, rewards }: PositionItem): {
  readonly name: string;
  readonly address: Address | null;
  readonly asset: string;
} & Readonly<Record<'id' | 'assets' | 'rewards', string>> {
  return {
    id: id.toString(),
    name,
    address: address ? getAddress(address) : null,
    asset: asset.symbol,
    assets: assets.toString(),
    rewards: rewards.toString(),
  };
}

/** Quantities as `eth_sendTransaction` wants them. */
export type PlainTransaction = Readonly<Record<'from' | 'to', Address> & Record<'value' | 'data' | 'gas', Hex>>;

/**
 * A transaction as `eth_sendTransaction` takes it.
 * @example
 * ```ts
 * import { openPool, plainTransaction } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const { transaction } = await pool.quoteStake('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', 10n ** 18n);
 * // As `eth_sendTransaction` takes it.
 * console.log(plainTransaction(transaction).value); // 0xde0b6b3a7640000
 * ```
 */
export function plainTransaction({ from, to, value, data, gas }: Transaction): PlainTransaction {
  return { from, to, value: toQuantity(value), data, gas: toQuantity(gas) };
}

/** Transactions for whoever sends them: what {@link plainQuote} gives. */
export type PlainPreparation = {
  readonly status: 'prepared';
  /** CAIP-2. */
  readonly chainId: string;
  /** In the order in which they are to be mined. */
  readonly transactions: PlainTransaction[];
  readonly validUntil: string;
};

/**
 * The transactions of a quote for whoever sends them, in their order.
 * @param validFor seconds after the quote's block for which they are worth sending.
 * @example
 * ```ts
 * import { openPool, plainQuote } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const quote = await pool.quoteStake('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', 10n ** 18n);
 * // Half an hour, as the Snap has it.
 * const { transactions } = plainQuote(quote, pool.network.chainId, 1800);
 * console.log(transactions.map(({ value }) => value).join()); // 0xde0b6b3a7640000
 * ```
 */
export function plainQuote(
  { approvals, transaction, state }: Quote,
  chainId: number,
  validFor: number,
): PlainPreparation {
  return {
    status: 'prepared',
    chainId: `eip155:${chainId}`,
    transactions: [...approvals, transaction].map(plainTransaction),
    validUntil: toIsoTime(state.block.timestamp + validFor),
  };
}

/** The exits that a claim pays. */
export function plainClaimed({ exits }: ClaimQuote): { readonly id: string; readonly assets: string }[] {
  return exits.map(({ id, claimableAssets }) => ({ id: id.toString(), assets: claimableAssets.toString() }));
}
