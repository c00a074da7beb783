import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import {
  createFetchText,
  createGuard,
  guardStore,
  type Fetch,
  type FetchText,
  type Request,
  type Store,
} from '@pooled-staking/core';
import { createChainStore } from './chain-store';
import { readInsightState, writeInsightState } from './insight-state';
import { defaultPreferences, readPreferences, type Preferences } from './preferences';
import { createReadTexts, type ReadTexts } from './read-texts';
import { createWithChain, type WithChain } from './provider';
import { defaultState, readState, type SnapRequest, type SnapState } from './state';

/**
 * Everything of the wallet that the Snap uses; the only way to it. Its state and its preferences may hang or fail: then
 * they are the defaults, and nothing waits for them.
 */
export type Wallet = {
  readonly withChain: WithChain;
  readonly readState: () => Promise<SnapState>;
  readonly readPreferences: () => Promise<Preferences>;
  readonly readTexts: ReadTexts;
  /** What insights kept of a pool, by its id. Rejects where the state cannot be read: that is not the same as nothing. */
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
  const guardState = createGuard();
  const guardPreferences = createGuard();
  return {
    withChain: createWithChain(globals.ethereum),
    readState: async () => (await guardState(async () => readState(globals.snap))) ?? defaultState,
    readPreferences: async () =>
      (await guardPreferences(async () => readPreferences(globals.snap))) ?? defaultPreferences,
    readTexts: createReadTexts(globals.snap),
    readInsightState: async (pool) => {
      const read = await guardState(async () => ({ kept: await readInsightState(globals.snap, pool) }));
      if (!read) {
        throw new Error('The wallet does not hand out what was kept.');
      }
      return read.kept;
    },
    writeInsightState: async (pool, value) => {
      await guardState(async () => writeInsightState(globals.snap, pool, value));
    },
    createInterface: async (ui, context) =>
      String(await globals.snap({ method: 'snap_createInterface', params: { ui, context } })),
    updateInterface: async (id, ui, context) => {
      await globals.snap({ method: 'snap_updateInterface', params: { id, ui, context } });
    },
    fetchText: createFetchText(globals.fetch),
    store: guardStore(createChainStore(globals.snap), guardState),
    confirm: async (content) =>
      (await globals.snap({ method: 'snap_dialog', params: { type: 'confirmation', content } })) === true,
  };
}
