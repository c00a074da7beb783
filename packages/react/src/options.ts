import { local } from '@pooled-staking/core';
import type { ReasonTexts } from '@pooled-staking/texts';
import { createContext, useContext } from 'react';

/** What whoever makes the page decides. */
export type StakingOptions = {
  /** The Snap that is asked where the wallet has it. */
  readonly snapId: string;
  /** By chain id: the node that reads for who has no wallet. An address may be a path of the page's own server. */
  readonly nodes: Readonly<Record<string, string>>;
  /** By chain id: IPFS gateways for the files of reports, in place of the network's usual ones. */
  readonly gateways: Readonly<Record<string, readonly string[]>>;
  /** By pool id: the books of the pool (`docs/books.md`), which say where an account's past is. May be a path, as `nodes`. */
  readonly books: Readonly<Record<string, string>>;
  /** How often the newest block of a chain is asked for, in milliseconds. Everything else follows from it. */
  readonly pollInterval: (chainId: number) => number;
  /** What the names of everything begin with that is kept in the browser. */
  readonly storage: string;
  /** The language of what the hooks say where there is no Snap to say it; English without it. */
  readonly texts?: (() => ReasonTexts) | undefined;
};

/** What holds for options that are not given. The local chain's blocks come at once, so it is asked more often. */
export const usualOptions: StakingOptions = {
  snapId: 'npm:pooled-staking-snap',
  nodes: {},
  gateways: {},
  books: {},
  pollInterval: (chainId) => (chainId === local.chainId ? 3_000 : 12_000),
  storage: 'pooled-staking',
};

export const OptionsContext = createContext<StakingOptions>(usualOptions);

export const useOptions = (): StakingOptions => useContext(OptionsContext);
