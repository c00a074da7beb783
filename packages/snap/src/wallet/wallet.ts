import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import type { FetchText, Request } from '@pooled-staking/core';
import { createFetchText } from './fetch';
import { readPreferences, type Preferences } from './preferences';
import { createWithChain, type WithChain } from './provider';
import { readState, type SnapRequest, type SnapState } from './state';

/** Everything of the wallet that the Snap uses; the only way to it. */
export type Wallet = {
  readonly withChain: WithChain;
  readonly readState: () => Promise<SnapState>;
  readonly readPreferences: () => Promise<Preferences>;
  readonly fetchText: FetchText;
  /** Asks the person; true when they approve. */
  readonly confirm: (content: JSXElement) => Promise<boolean>;
};

/** The wallet as the Snap's globals give it. */
export function createWallet(globals: {
  readonly snap: SnapRequest;
  readonly ethereum: Request;
  readonly fetch: Parameters<typeof createFetchText>[0];
}): Wallet {
  return {
    withChain: createWithChain(globals.ethereum),
    readState: async () => readState(globals.snap),
    readPreferences: async () => readPreferences(globals.snap),
    fetchText: createFetchText(globals.fetch),
    confirm: async (content) =>
      (await globals.snap({ method: 'snap_dialog', params: { type: 'confirmation', content } })) === true,
  };
}
