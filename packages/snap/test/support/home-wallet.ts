import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { createState } from '../../src/wallet/state';
import type { Wallet } from '../../src/wallet/wallet';
import { refusingWallet } from './refusing-wallet';

/** What an interface shows, with what the wallet keeps beside it. */
export type Shown = { readonly ui: JSXElement; readonly context: Record<string, unknown> };

/** A wallet that keeps the Snap's state and shows its interfaces, and does nothing else. */
export function createHomeWallet(): { readonly wallet: Wallet; readonly shown: Shown[] } {
  const shown: Shown[] = [];
  let own: Record<string, unknown> = {};
  const state = createState(async ({ method, params = {} }) => {
    const [, part] = String(params['key']).split('.');
    if (method === 'snap_setState') {
      const value = JSON.parse(JSON.stringify(params['value'])) as typeof own;
      own = part === undefined ? value : { ...own, [part]: value };
    }
    return Promise.resolve(part === undefined ? own : own[part]);
  });
  const show = (ui: JSXElement, context: Record<string, unknown>): void => {
    shown.push({ ui, context: JSON.parse(JSON.stringify(context)) as Record<string, unknown> });
  };
  const wallet: Wallet = {
    ...refusingWallet,
    state,
    readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
    createInterface: async (ui, context) => {
      show(ui, context);
      return Promise.resolve('interface');
    },
    updateInterface: async (_, ui, context) => {
      show(ui, context);
      return Promise.resolve();
    },
    readContext: async () => Promise.resolve(shown.at(-1)?.context),
  };
  return { wallet, shown };
}
