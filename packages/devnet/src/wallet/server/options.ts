export type DevWalletOptions = {
  /** The chains and the JSON-RPC addresses of their nodes, which hold the keys of the accounts; it begins with the first. */
  chains: readonly { chainId: number; url: string }[];
  /** Address of the folder with `snap.manifest.json`; the Snap's id is `local:` and this. */
  snapUrl: string;
  /** Accounts of the wallet, in the order of the node's mnemonic. */
  accounts: readonly string[];
  /** Gateways for rewards files that the Snap's settings start with; null leaves the Snap's own. */
  rewardsGateways: readonly string[] | null;
  /** Servers of votes that the Snap's settings start with; null leaves the Snap's own. */
  governance: { hub: string; sequencer: string } | null;
  /** Where the panel posts operator commands; null: the panel has no chain controls. */
  operatorUrl: string | null;
};
