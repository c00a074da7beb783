/** An amount of ETH in wei (1e-18 ETH). */
export type Wei = bigint;

/** An amount of vault shares, 18 decimals like the asset. */
export type Shares = bigint;

/** A lower- or mixed-case `0x` address of 20 bytes; the networks registry holds them checksummed. */
export type Address = `0x${string}`;

export const zeroAddress: Address = `0x${'0'.repeat(40)}`;

/** Any `0x` hex string. */
export type Hex = `0x${string}`;

/** Seconds since 1970-01-01 UTC, as block headers count. */
export type Seconds = number;

/** What an amount is counted in. */
export type Asset = {
  readonly symbol: string;
  /** Digits behind the point: an amount of 1 is 10 to the power of minus this. */
  readonly decimals: number;
  /** `null` for the money that the chain's fees are paid in. */
  readonly address: Address | null;
};

export const ether: Asset = { symbol: 'ETH', decimals: 18, address: null };

/** METIS on its own chain, where fees are paid in it. */
export const metis: Asset = { symbol: 'METIS', decimals: 18, address: null };

/** True when two addresses are the same account, whatever their letter case. */
export function isSameAddress(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
