import { formHash } from '@pooled-staking/api';
import { assetNamed, toDecimal, type Pool, type Subject, type Wei } from '@pooled-staking/core';
import type { Intent } from '../sending/sent';

/** Where the site is, as the build says. */
const siteUrl = process.env['SITE_URL'] ?? '';

/** The address of the site with a form filled in; without an amount where it is `null`. */
export function siteLink(intent: Intent, pool: Pool, amount: Wei | 'max' | null, of: Subject['of'] = {}): string {
  const { decimals } = assetNamed(pool, of.asset);
  const filled = amount === null || intent === 'claim' ? '' : amount === 'max' ? amount : toDecimal(amount, decimals);
  return `${siteUrl}${formHash({ kind: intent, pool: pool.id, amount: filled, ...of })}`;
}
