export type DevWalletOptions = {
  /** JSON-RPC address of the chain; its node holds the keys of the accounts. */
  chainUrl: string;
  chainId: number;
  /** Address of the folder with `snap.manifest.json`; the Snap's id is `local:` and this. */
  snapUrl: string;
  /** Accounts of the wallet, in the order of the node's mnemonic. */
  accounts: readonly string[];
  /** Gateways for rewards files that the Snap's settings start with; null leaves the Snap's own. */
  rewardsGateways: readonly string[] | null;
  /** Where the panel posts operator commands; null: the panel has no chain controls. */
  operatorUrl: string | null;
};
