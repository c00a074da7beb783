import { isPool, type Address, type Insight, type Network } from '@pooled-staking/core';

/** More escrows of one chain than these are forgotten, the oldest first. */
const mostEscrows = 20;

/**
 * Escrows that pools named, by chain, for as long as the Snap runs: so that ETH sent to one is known
 * without a request and without the wallet's state, which a transaction that concerns no pool must not cost.
 */
const known = new Map<string, readonly Address[]>();

/** The escrows that are known of a chain, as wallets name it: `eip155:1`. */
export function escrowsOf(chainId: unknown): readonly Address[] {
  return typeof chainId === 'string' ? (known.get(chainId) ?? []) : [];
}

/** Keeps the escrow that a pool told. */
export function rememberEscrow({ chainId }: Pick<Network, 'chainId'>, escrow: Address): void {
  const key = `eip155:${chainId}`;
  const address = escrow.toLowerCase() as Address;
  const others = escrowsOf(key).filter((each) => each !== address);
  known.set(key, [...others, address].slice(-mostEscrows));
}

/** Keeps the escrows of the pools that an insight read; what a contract says that is no pool counts for nothing. */
export function rememberEscrows({ facts, otherFacts }: Pick<Insight, 'facts' | 'otherFacts'>): void {
  for (const each of [facts, ...otherFacts]) {
    const { subject, pool } = each;
    if (subject && pool && isPool(each)) {
      pool.escrows.forEach((escrow) => {
        rememberEscrow(subject.network, escrow);
      });
    }
  }
}
