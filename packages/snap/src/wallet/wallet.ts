import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { createFetchText, type Fetch, type FetchText, type Request, type Store } from '@pooled-staking/core';
import { createChainStore } from './chain-store';
import { readInsightState, writeInsightState } from './insight-state';
import { readPreferences, type Preferences } from './preferences';
import { createWithChain, type WithChain } from './provider';
import { readState, type SnapRequest, type SnapState } from './state';

/** Everything of the wallet that the Snap uses; the only way to it. */
export type Wallet = {
  readonly withChain: WithChain;
  readonly readState: () => Promise<SnapState>;
  readonly readPreferences: () => Promise<Preferences>;
  /** What insights kept of a pool, by its id. */
  readonly readInsightState: (pool: string) => Promise<unknown>;
  readonly writeInsightState: (pool: string, value: object) => Promise<void>;
  /** Makes an interface whose buttons come back with the context; gives its id. */
  readonly createInterface: (ui: JSXElement, context: Record<string, unknown>) => Promise<string>;
  readonly updateInterface: (id: string, ui: JSXElement, context: Record<string, unknown>) => Promise<void>;
  readonly fetchText: FetchText;
  /** Where what was read of chains is kept. */
  readonly store: Store;
  /** Asks the person; true when they approve. */
  readonly confirm: (content: JSXElement) => Promise<boolean>;
};

/** The wallet as the Snap's globals give it. */
export function createWallet(globals: {
  readonly snap: SnapRequest;
  readonly ethereum: Request;
  readonly fetch: Fetch;
}): Wallet {
  return {
    withChain: createWithChain(globals.ethereum),
    readState: async () => readState(globals.snap),
    readPreferences: async () => readPreferences(globals.snap),
    readInsightState: async (pool) => readInsightState(globals.snap, pool),
    writeInsightState: async (pool, value) => writeInsightState(globals.snap, pool, value),
    createInterface: async (ui, context) =>
      String(await globals.snap({ method: 'snap_createInterface', params: { ui, context } })),
    updateInterface: async (id, ui, context) => {
      await globals.snap({ method: 'snap_updateInterface', params: { id, ui, context } });
    },
    fetchText: createFetchText(globals.fetch),
    store: createChainStore(globals.snap),
    confirm: async (content) =>
      (await globals.snap({ method: 'snap_dialog', params: { type: 'confirmation', content } })) === true,
  };
}
