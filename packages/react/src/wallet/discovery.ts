/** The wallet's interface to a page, EIP-1193. */
export type WalletProvider = {
  request(args: { method: string; params?: unknown }): Promise<unknown>;
  on?(event: string, listener: (value: unknown) => void): unknown;
  removeListener?(event: string, listener: (value: unknown) => void): unknown;
};

/** A wallet that announced itself, EIP-6963. */
export type Wallet = {
  /**
   * Given by this page, one to each provider: what a wallet says of itself, its `uuid` among it, any other extension can
   * say as well.
   */
  readonly id: string;
  readonly name: string;
  /** A data URI; empty when the wallet gave something else, which this page does not load. */
  readonly icon: string;
  readonly rdns: string;
  readonly provider: WalletProvider;
};

const ids = new WeakMap<object, string>();
let lastId = 0;

/** The same for each announcement of the same provider. */
function idOf(provider: object): string {
  const id = ids.get(provider) ?? String((lastId += 1));
  ids.set(provider, id);
  return id;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads the detail of an announcement; anything may be in there, since any extension may send one. */
export function readAnnouncement(detail: unknown): Wallet | undefined {
  if (!isRecord(detail) || !isRecord(detail['info']) || !isRecord(detail['provider'])) {
    return undefined;
  }
  const { uuid, name, icon, rdns } = detail['info'];
  const { provider } = detail;
  if (typeof uuid !== 'string' || typeof name !== 'string' || typeof provider['request'] !== 'function') {
    return undefined;
  }
  return {
    id: idOf(provider),
    name: name.slice(0, 60),
    icon: typeof icon === 'string' && icon.startsWith('data:image/') ? icon : '',
    rdns: typeof rdns === 'string' ? rdns.slice(0, 60) : '',
    provider: provider as unknown as WalletProvider,
  };
}

/** Listens for wallets and asks them to announce themselves. Returns the way to stop. */
export function discoverWallets(onWallet: (wallet: Wallet) => void): () => void {
  const listener = (event: Event): void => {
    const wallet = readAnnouncement((event as CustomEvent<unknown>).detail);
    if (wallet) {
      onWallet(wallet);
    }
  };
  window.addEventListener('eip6963:announceProvider', listener);
  window.dispatchEvent(new Event('eip6963:requestProvider'));
  return () => {
    window.removeEventListener('eip6963:announceProvider', listener);
  };
}
