type StakingConfig = { readonly snapId?: string };

/** What a server that serves the site with a Snap of its own puts into the page, in a script before all others. */
const served = (globalThis as { stakingConfig?: StakingConfig }).stakingConfig;

/** The Snap that the site works with. */
export const snapId: string = served?.snapId ?? process.env['GATSBY_SNAP_ORIGIN'] ?? 'npm:pooled-staking-snap';

/** Where a person gets a wallet that runs this Snap. */
export const walletHelpUrl = 'https://docs.metamask.io/snaps/get-started/install-flask/';

/** The chain of the devnet: its blocks come at once, so the site looks more often. */
export const localChainId = 31337;

/** How often the site asks for the newest block, in milliseconds. */
export function pollInterval(chainId: number): number {
  return chainId === localChainId ? 3_000 : 12_000;
}
