import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import {
  chainOfNode,
  createNodeRequest,
  createFetchText,
  createGuard,
  createPostJson,
  governanceLimits,
  guardStore,
  type Address,
  type FetchText,
  type Hex,
  type Network,
  type PostFetch,
  type PostJson,
  type Request,
  type Store,
} from '@pooled-staking/core';
import { createChainStore } from './chain-store';
import { readInsightState, writeInsightState } from './insight-state';
import { defaultPreferences, readPreferences, type Preferences } from './preferences';
import { createWithChain, type WithChain } from './provider';
import { createReadTexts, type ReadTexts } from './read-texts';
import { createSending, type Sending } from './session';
import { signTypedData } from './sign';
import { defaultSettings, settingsPart, type Settings } from './settings';
import { createState, type SnapRequest, type State } from './state';

/**
 * Everything of the wallet that the Snap uses; the only way to it. Its state and its preferences may hang or fail: what is
 * read through `readSettings` and `readPreferences` is the default then, and nothing waits for it.
 */
export type Wallet = {
  readonly withChain: WithChain;
  /** What the Snap keeps; rejects where the wallet does not hand it out. */
  readonly state: State;
  readonly readSettings: () => Promise<Settings>;
  /** The person's own where they have chosen any in the settings, else the wallet's. */
  readonly readPreferences: () => Promise<Preferences>;
  readonly readTexts: ReadTexts;
  /** What insights kept of a pool, by its id. Rejects where the state cannot be read: that is not the same as nothing. */
  readonly readInsightState: (pool: string) => Promise<unknown>;
  readonly writeInsightState: (pool: string, value: object) => Promise<void>;
  /** Makes an interface whose buttons come back with the context; gives its id. */
  readonly createInterface: (ui: JSXElement, context: Record<string, unknown>) => Promise<string>;
  readonly updateInterface: (id: string, ui: JSXElement, context: Record<string, unknown>) => Promise<void>;
  /** What an interface was made or updated with last. Rejects when it is gone. */
  readonly readContext: (id: string) => Promise<unknown>;
  readonly fetchText: FetchText;
  /** Posts to servers of governance; `null` where the Snap reaches none. */
  readonly postJson: PostJson | null;
  /** Whether the Snap reaches servers: without the permission there are no files of reports and no nodes of one's own. */
  readonly canFetch: boolean;
  /** The chain of a node of the person's own; `null` for one that does not answer. */
  readonly chainOfNode: (url: string) => Promise<number | null>;
  /** Where what was read of chains is kept. */
  readonly store: Store;
  /** Asks the person; true when they approve. */
  readonly confirm: (content: JSXElement) => Promise<boolean>;
  /** Tells the person something, until they close it. */
  readonly tell: (content: JSXElement) => Promise<void>;
  /** Proposes transactions in the wallet's own confirmation. */
  readonly sending: Sending;
  /** Has typed data signed by an account, in the wallet's own confirmation; `null` where the wallet does not do so for the Snap. */
  readonly signTypedData: (account: Address, data: object) => Promise<Hex | null>;
  /** Has the Snap woken for a job after so many seconds. Rejects in wallets that know no such events. */
  readonly schedule: (seconds: number, job: string, params?: Record<string, string>) => Promise<void>;
  /** The id that the wallet installed the Snap under. Rejects in wallets that do not tell it. */
  readonly ownId: () => Promise<string>;
  /** Whether the wallet is locked, as far as it says. */
  readonly isLocked: () => Promise<boolean>;
  /** Shows a notification, as `snap_notify` takes it. Rejects as the wallet does. */
  readonly notify: (params: Record<string, unknown>) => Promise<void>;
  /** Deletes all that is stored. */
  readonly clear: () => Promise<void>;
};

/** Runs reads over the wallet's node, or over the person's own where the settings name one. */
function createWithNode(ethereum: Request, fetch: PostFetch | null, readSettings: () => Promise<Settings>): WithChain {
  const ofWallet = createWithChain(ethereum);
  if (!fetch) {
    return ofWallet;
  }
  const ofNodes = new Map<string, WithChain>();
  const ofNode = (network: Network, url: string): WithChain => {
    const key = `${network.chainId} ${url}`;
    const known = ofNodes.get(key) ?? createWithChain(createNodeRequest(fetch, url, network));
    ofNodes.set(key, known);
    return known;
  };
  return async (network, turn, work) => {
    const url = (await readSettings()).nodes[`eip155:${network.chainId}`];
    return (url === undefined ? ofWallet : ofNode(network, url))(network, turn, work);
  };
}

/** The wallet as the Snap's globals give it. */
export function createWallet(globals: {
  readonly snap: SnapRequest;
  readonly ethereum: Request;
  /** `null` without the permission for it. */
  readonly fetch: PostFetch | null;
}): Wallet {
  const { snap, ethereum, fetch } = globals;
  const guardState = createGuard();
  const guardPreferences = createGuard();
  const state = createState(snap);
  const chainStore = createChainStore(snap);
  const readSettings = async (): Promise<Settings> =>
    (await guardState(async () => state.read(settingsPart))) ?? defaultSettings;
  return {
    withChain: createWithNode(ethereum, fetch, readSettings),
    state,
    readSettings,
    readPreferences: async () => {
      const [{ language, currency, showsTestnets }, preferences = defaultPreferences] = await Promise.all([
        readSettings(),
        guardPreferences(async () => readPreferences(snap)),
      ]);
      return {
        locale: language ?? preferences.locale,
        currency: currency ?? preferences.currency,
        showsTestnets: showsTestnets || preferences.showsTestnets,
      };
    },
    readTexts: createReadTexts(snap),
    readInsightState: async (pool) => {
      const read = await guardState(async () => ({ kept: await readInsightState(snap, pool) }));
      if (!read) {
        throw new Error('The wallet does not hand out what was kept.');
      }
      return read.kept;
    },
    writeInsightState: async (pool, value) => {
      await guardState(async () => writeInsightState(snap, pool, value));
    },
    createInterface: async (ui, context) =>
      String(await snap({ method: 'snap_createInterface', params: { ui, context } })),
    updateInterface: async (id, ui, context) => {
      await snap({ method: 'snap_updateInterface', params: { id, ui, context } });
    },
    readContext: async (id) => snap({ method: 'snap_getInterfaceContext', params: { id } }),
    fetchText: createFetchText(fetch ?? (async () => Promise.reject(new Error('There is no access to servers.')))),
    postJson: fetch && createPostJson(fetch, governanceLimits),
    canFetch: fetch !== null,
    chainOfNode: async (url) => fetch && chainOfNode(fetch, url),
    store: guardStore(chainStore, guardState),
    confirm: async (content) =>
      (await snap({ method: 'snap_dialog', params: { type: 'confirmation', content } })) === true,
    tell: async (content) => {
      await snap({ method: 'snap_dialog', params: { type: 'alert', content } });
    },
    sending: createSending(snap),
    signTypedData: async (account, data) => signTypedData(ethereum, account, data),
    schedule: async (seconds, method, params = {}) => {
      const request = { method, params };
      await snap({ method: 'snap_scheduleBackgroundEvent', params: { duration: `PT${seconds}S`, request } });
    },
    ownId: async () => {
      // Only a background event carries it: one is asked for, read and taken back.
      const params = { duration: 'P1D', request: { method: 'follow' } };
      const id = await snap({ method: 'snap_scheduleBackgroundEvent', params });
      const events = (await snap({ method: 'snap_getBackgroundEvents' })) as { id?: unknown; snapId?: unknown }[];
      await snap({ method: 'snap_cancelBackgroundEvent', params: { id } }).catch(() => undefined);
      const { snapId } = events.find((event) => event.id === id) ?? {};
      if (typeof snapId !== 'string') {
        throw new Error('The wallet tells no id.');
      }
      return snapId;
    },
    isLocked: async () => {
      const status = await snap({ method: 'snap_getClientStatus' }).catch(() => null);
      return (status as { locked?: unknown } | null)?.locked === true;
    },
    notify: async (params) => {
      await snap({ method: 'snap_notify', params });
    },
    clear: async () => {
      await state.clear();
      chainStore.forget();
    },
  };
}
