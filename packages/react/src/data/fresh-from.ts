const blocks = new Map<string, number>();

const keyOf = (chainId: number, account: string): string => `${chainId}:${account.toLowerCase()}`;

/** The block of an account's own last transaction: no answer about it may be older. */
export function freshFrom(chainId: number, account: string): number {
  return blocks.get(keyOf(chainId, account)) ?? 0;
}

/** Notes that a transaction of the account was mined in a block. */
export function noteOwnBlock(chainId: number, account: string, blockNumber: number): void {
  blocks.set(keyOf(chainId, account), Math.max(blockNumber, freshFrom(chainId, account)));
}
