import { formHash } from '@pooled-staking/api';
import { toDecimal, type Pool, type Wei } from '@pooled-staking/core';
import type { Intent } from '../sending/sent';

/** Where the site is, as the build says. */
const siteUrl = process.env['SITE_URL'] ?? '';

/** The address of the site with a form filled in; without an amount where it is `null`. */
export function siteLink(intent: Intent, { id, asset }: Pool, amount: Wei | 'max' | null): string {
  const filled = amount === null ? '' : amount === 'max' ? amount : toDecimal(amount, asset.decimals);
  return `${siteUrl}${formHash({ kind: intent, pool: id, amount: intent === 'claim' ? '' : filled })}`;
}
