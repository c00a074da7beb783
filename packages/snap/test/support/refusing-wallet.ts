import { CannotSendError } from '../../src/wallet/session';
import { defaultSettings } from '../../src/wallet/settings';
import type { Wallet } from '../../src/wallet/wallet';

const refuse = async (): Promise<never> => Promise.reject(new Error('Nobody asks for this.'));

/** A wallet that hands out nothing but the usual settings: tests put in place of it what they are about. */
export const refusingWallet: Wallet = {
  withChain: refuse,
  state: { read: refuse, update: refuse, clear: refuse },
  readSettings: async () => Promise.resolve(defaultSettings),
  readPreferences: async () => Promise.resolve({ locale: 'en', currency: 'USD', showsTestnets: false }),
  readTexts: refuse,
  readInsightState: refuse,
  writeInsightState: refuse,
  createInterface: refuse,
  updateInterface: refuse,
  readContext: refuse,
  fetchText: refuse,
  postJson: null,
  canFetch: false,
  chainOfNode: refuse,
  store: { read: refuse, write: refuse },
  confirm: refuse,
  tell: refuse,
  sending: { open: async () => Promise.reject(new CannotSendError('unsupported')), send: refuse },
  signTypedData: refuse,
  schedule: refuse,
  ownId: refuse,
  isLocked: refuse,
  notify: refuse,
  clear: refuse,
};
