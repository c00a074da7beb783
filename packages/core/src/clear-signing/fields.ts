import { zeroAddress, type Address } from '../units';
import type { Field } from './descriptor';

/** An account: by its name where the wallet knows one. */
export const account = (path: string, label: string): Field => ({
  path,
  label,
  format: 'addressName',
  params: { types: ['wallet', 'eoa', 'contract'], sources: ['local', 'ens'] },
});

/** An account that is mostly not given. */
export const accountOrNone = (path: string, label: string): Field => ({
  ...account(path, label),
  visible: { ifNotIn: [zeroAddress] },
});

/** What the transaction itself carries, in the chain's money. */
export const sent = (label: string): Field => ({ path: '@.value', label, format: 'amount' });

/** An amount of a token at a known address. */
export const tokens = (path: string, label: string, token: Address): Field => ({
  path,
  label,
  format: 'tokenAmount',
  params: { token },
});

/** An amount of a token that is the contract called. */
export const ownTokens = (path: string, label: string): Field => ({
  path,
  label,
  format: 'tokenAmount',
  params: { tokenPath: '@.to' },
});

/** An amount of something that is no token, of 18 decimals. The blank is the unit's own: wallets put none before it. */
export const units = (path: string, label: string, unit: string): Field => ({
  path,
  label,
  format: 'unit',
  params: { base: ` ${unit}`, decimals: 18 },
});

/** A value that speaks for itself. */
export const plain = (path: string, label: string): Field => ({ path, label, format: 'raw' });

/** A value that says little to a person: shown where there is room. */
export const detail = (path: string, label: string): Field => ({ ...plain(path, label), visible: 'optional' });

/** A value that says nothing to a person. */
export const hidden = (path: string, label: string): Field => ({ ...plain(path, label), visible: 'never' });
