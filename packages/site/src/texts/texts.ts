import type { PoolOnNetwork } from '@pooled-staking/core';
import { isBundled, languageOf, parseCatalog } from '@pooled-staking/texts';
import {
  createSiteTranslator,
  siteLanguages,
  type SiteKey,
  type SiteTranslate,
  type SiteTranslator,
} from '@pooled-staking/texts/site';
import { createElement, Fragment, useSyncExternalStore, type ReactElement } from 'react';

export type { SiteKey };

/** What the pages are built with: English, with its dates as most of the world writes them. */
const english = createSiteTranslator('en-GB');

let current = english;

/** Speaks of a pool from now on: in its asset, and in what its chain's fees are paid in. */
export function speakOf({ network, pool }: PoolOnNetwork): void {
  if (current.asset !== pool.asset || current.native !== network.nativeAsset) {
    current = current.of(pool.asset, network.nativeAsset);
  }
}
const listeners = new Set<() => void>();

/** The texts in the language of the page. */
export const texts = (): SiteTranslator => current;

/** The language of the page as `Intl` takes it. */
export const locale = (): string => current.locale;

/** A text of the site by its name, in the language of the page. */
export const t: SiteTranslate = (key, ...values) => current.t(key, ...values);

type RichKey = Parameters<typeof current.rich>[0];

/**
 * A text with elements in it, each made by the function of its tag. Where an element has content of its own, an amount or
 * a time, what stands between the tags is an example for translators.
 */
export function rich<Key extends RichKey>(
  key: Key,
  values: Parameters<typeof current.rich<ReactElement, Key>>[1],
): ReactElement {
  return createElement(Fragment, null, ...current.rich<ReactElement, Key>(key, values));
}

/** A whole number with its thousands apart: `12,345`. */
export function formatNumber(number: number | bigint): string {
  return new Intl.NumberFormat(locale()).format(number);
}

/**
 * Changes to the language of a locale, where there are texts in it. Texts that cannot be loaded leave the page in English.
 */
export async function loadTexts(wanted: string): Promise<void> {
  const language = languageOf(wanted, siteLanguages);
  if (isBundled(language)) {
    return;
  }
  try {
    const answer = await fetch(`/texts/${language}.json`);
    if (answer.ok) {
      current = createSiteTranslator(wanted, parseCatalog(await answer.text())).of(current.asset, current.native);
      document.documentElement.lang = language;
      for (const listener of listeners) {
        listener();
      }
    }
  } catch {
    // The page stays in English.
  }
}

/** Draws a page anew when its language changes. */
export function useLanguage(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    locale,
    () => english.locale,
  );
}
