import { createHash } from 'node:crypto';

/** An account as the Snaps platform knows it: hex letters small, for every EVM network. */
export type SnapAccount = {
  id: string;
  address: string;
  scopes: readonly string[];
  metadata: Readonly<Record<string, never>>;
};

/** The scope that stands for every EVM network. */
const EVERY_EVM_NETWORK = 'eip155:0';

/** An id of the form that wallets use, which is the same for the same address. */
function idOf(address: string): string {
  const hex = createHash('sha256').update(address).digest('hex').slice(0, 32);
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20)].join('-');
}

export function snapAccountOf(address: string): SnapAccount {
  const lower = address.toLowerCase();
  return { id: idOf(lower), address: lower, scopes: [EVERY_EVM_NETWORK], metadata: {} };
}

/** The value of an AccountSelector: the account's id, and its address on each of the networks that were asked for. */
export function accountValue({ id, address, scopes }: SnapAccount, chainIds: unknown) {
  const wanted = Array.isArray(chainIds) ? chainIds.filter((chain): chain is string => typeof chain === 'string') : [];
  const evm = wanted.filter((chain) => chain.startsWith('eip155:'));
  const named = wanted.length === 0 ? scopes : evm;
  return { accountId: id, addresses: named.map((scope) => `${scope}:${address}`) };
}
