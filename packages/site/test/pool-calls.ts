import { expect } from '@playwright/test';
import { Interface } from 'ethers';
import { person, type Devnet } from './devnet';

/** What the tests of exits call past the site, and the event by which they know what a claim paid. */
export const pool = new Interface([
  'function deposit(address receiver, address referrer) payable returns (uint256)',
  'function enterExitQueue(uint256 shares, address receiver) returns (uint256)',
  'function convertToShares(uint256 assets) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function getShares(address account) view returns (uint256)',
  'event ExitedAssetsClaimed(address indexed receiver, uint256 prevPositionTicket, uint256 newPositionTicket, uint256 withdrawnAssets)',
]);

type Receipt = {
  readonly status: string;
  readonly gasUsed: string;
  readonly effectiveGasPrice: string;
  readonly logs: readonly { readonly topics: readonly string[]; readonly data: string }[];
};

/** The receipt of a transaction, once the chain has mined it: the hash is answered before. */
export async function receiptOf({ rpc }: Devnet, hash: unknown): Promise<Receipt> {
  let receipt: unknown = null;
  await expect.poll(async () => (receipt = await rpc('eth_getTransactionReceipt', [hash]))).not.toBeNull();
  return receipt as Receipt;
}

/** Sends a call of the pool past the site, and waits for its block. */
export async function send(devnet: Devnet, method: string, args: readonly unknown[], value = 0n): Promise<void> {
  const data = pool.encodeFunctionData(method, args);
  const call = { from: person, to: devnet.pool.address, data, value: `0x${value.toString(16)}`, gas: '0x1e8480' };
  expect((await receiptOf(devnet, await devnet.rpc('eth_sendTransaction', [call]))).status).toBe('0x1');
}

/** What the person has, in wei. */
export const balanceOf = async ({ rpc }: Devnet): Promise<bigint> =>
  BigInt(String(await rpc('eth_getBalance', [person, 'latest'])));
