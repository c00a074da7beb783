import { poolById, type Address, type PoolOnNetwork } from '@pooled-staking/core';
import { intents, type Intent } from '../sending/sent';
import { isAddress } from '../wallet/settings';
import { isObject } from '../wallet/state';

/** A form that is being filled in. */
export type Form = {
  readonly intent: Intent;
  /** The key of what it is about, where a pool has several; empty for the first. */
  readonly subject: string;
  /** What the person typed. */
  readonly text: string;
  /** All that can be staked, or everything that is. */
  readonly isAll: boolean;
  /** The person wanted to go on with it: then an empty field is a mistake. */
  readonly isTried: boolean;
  /** The terms of what stands in it are shown. */
  readonly isShown: boolean;
};

/** What an interface of the home page is about, as the wallet keeps it beside it. */
export type HomeContext = {
  readonly account: Address | null;
  readonly pool: PoolOnNetwork | null;
  readonly form: Form | null;
  /** A transaction was sent from the page just now. */
  readonly isSent: boolean;
};

/** The same as plain JSON. */
export function toContext({ account, pool, form, isSent }: HomeContext): Record<string, unknown> {
  const page = account === null ? 'choose' : pool === null ? 'list' : (form?.intent ?? 'pool');
  return { surface: 'home', page, account, pool: pool?.pool.id ?? null, form, isSent };
}

/** A pool by its id; `null` for one that nobody knows. */
export function parsePool(id: unknown): PoolOnNetwork | null {
  try {
    return typeof id === 'string' ? poolById(id) : null;
  } catch {
    // A pool that an update took out.
    return null;
  }
}

function parseForm(value: unknown): Form | null {
  const { intent, subject, text, isAll, isTried, isShown } = isObject(value) ? value : {};
  const known = intents.find((each) => each === intent);
  return known === undefined
    ? null
    : {
        intent: known,
        subject: typeof subject === 'string' ? subject : '',
        text: typeof text === 'string' ? text : '',
        isAll: isAll === true,
        isTried: isTried === true,
        isShown: isShown === true,
      };
}

/** What an interface is about; `null` where it is none of the home page. */
export function parseContext(value: unknown): HomeContext | null {
  if (!isObject(value) || value['surface'] !== 'home') {
    return null;
  }
  const { account, pool, form, isSent } = value;
  return {
    account: isAddress(account) ? account : null,
    pool: parsePool(pool),
    form: parseForm(form),
    isSent: isSent === true,
  };
}
