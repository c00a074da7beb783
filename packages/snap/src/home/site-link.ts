import { toDecimal, type Pool, type Wei } from '@pooled-staking/core';
import type { Intent } from '../sending/sent';

/** Where the site is, as the build says. */
const siteUrl = process.env['SITE_URL'] ?? '';

/** The address of the site with a form filled in: what the site reads in `site/src/forms/asked-form.ts`. */
export function siteLink(intent: Intent, { id, asset }: Pool, amount: Wei | 'max', base: string = siteUrl): string {
  const filled = intent === 'claim' ? {} : { amount: amount === 'max' ? amount : toDecimal(amount, asset.decimals) };
  return `${base}#${intent}?${new URLSearchParams({ pool: id, ...filled }).toString()}`;
}
