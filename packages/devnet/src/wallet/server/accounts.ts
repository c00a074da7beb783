import type { AccountView } from '../protocol';
import { formatMoney } from '../money-text';
import type { Network } from './networks';

/** Index of the last account that the devnet seeds with stakes and exits; the first one has none. */
const LAST_SEEDED = 4;

/** Name of the account at a place of the list. */
export function labelOf(index: number): string {
  const note = index === 0 ? ' (new)' : index <= LAST_SEEDED ? ' (with history)' : '';
  return `Account ${index + 1}${note}`;
}

/** Reads the balances of all accounts; null for each that the network does not tell. */
export async function readAccounts(network: Network, addresses: readonly string[]): Promise<AccountView[]> {
  return Promise.all(
    addresses.map(async (address, index) => ({
      address,
      label: labelOf(index),
      balance: await network.request('eth_getBalance', [address, 'latest']).then(
        (wei) => formatMoney(BigInt(String(wei)), network.symbol, 4),
        () => null,
      ),
    })),
  );
}
