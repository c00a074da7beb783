import type { Wallet } from './discovery';

/**
 * The one wallet that gives itself a name (an `rdns`), or `null`: of two that give themselves the same name one is not
 * what it says, and only the person can tell which.
 */
export function onlyNamesake(wallets: readonly Wallet[], rdns: string): Wallet | null {
  const [wallet, ...namesakes] = wallets.filter((each) => each.rdns === rdns);
  return wallet && namesakes.length === 0 && rdns !== '' ? wallet : null;
}

/** A name that more than one wallet shows to the person, or `null`. */
export function sharedName(wallets: readonly Wallet[]): string | null {
  const plain = ({ name }: Wallet): string => name.trim().toLowerCase();
  return (
    wallets.find((wallet, index) => wallets.findIndex((each) => plain(each) === plain(wallet)) < index)?.name ?? null
  );
}
