import type { GovernanceServers } from '@pooled-staking/core';

type StakingConfig = {
  readonly snapId?: string;
  readonly nodes?: Readonly<Record<string, string>>;
  readonly governance?: Partial<GovernanceServers>;
  readonly books?: Readonly<Record<string, string>>;
  readonly gateways?: Readonly<Record<string, readonly string[]>>;
};

/** What a server that serves the site with a Snap of its own puts into the page, in a script before all others. */
const served = (globalThis as { stakingConfig?: StakingConfig }).stakingConfig;

/** The Snap that the site works with. */
export const snapId: string = served?.snapId ?? process.env['GATSBY_SNAP_ORIGIN'] ?? 'npm:pooled-staking-snap';

/**
 * Nodes that pages without a wallet read at, by chain id: of whoever serves the site, or named when it was built, as JSON. A
 * visitor's own come before them.
 */
export const hostNodes: Readonly<Record<string, string>> =
  served?.nodes ?? (JSON.parse(process.env['GATSBY_NODES'] ?? '{}') as Record<string, string>);

/** Books of whole pools by pool id (`docs/books.md`): of whoever serves the site, or named when it was built, as JSON. */
export const hostBooks: Readonly<Record<string, string>> =
  served?.books ?? (JSON.parse(process.env['GATSBY_BOOKS'] ?? '{}') as Record<string, string>);

/** IPFS gateways for the files of reports in place of the network's usual ones, by chain id. */
export const hostGateways: Readonly<Record<string, readonly string[]>> = served?.gateways ?? {};

/**
 * Servers of proposals and votes in place of Snapshot's own: of whoever serves the site, or named when it was built, as JSON with
 * `hub` and `sequencer`.
 */
export const hostGovernance: Partial<GovernanceServers> =
  served?.governance ?? (JSON.parse(process.env['GATSBY_GOVERNANCE'] ?? '{}') as Partial<GovernanceServers>);

/** Where a person gets a wallet that runs this Snap. */
export const walletHelpUrl = 'https://docs.metamask.io/snaps/get-started/install-flask/';
