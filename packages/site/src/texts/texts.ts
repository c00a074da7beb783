import type { PoolOnNetwork } from '@pooled-staking/core';
import { recall, remember } from '@pooled-staking/react';
import { isBundled, type Catalog } from '@pooled-staking/texts';
import {
  createSiteTranslator,
  siteLanguages,
  type SiteKey,
  type SiteTranslate,
  type SiteTranslator,
} from '@pooled-staking/texts/site';
import { createElement, Fragment, useSyncExternalStore, type ReactElement } from 'react';
import { storageKeys } from '../storage';
import { preferredLanguage } from './preferred-language';

export type { SiteKey };

/** What the pages are built with: English, with its dates as most of the world writes them. */
const english = createSiteTranslator('en-GB');

let current = english;

/** Texts in English that came with a page, and all texts in the language of the page, if that is another one. */
let added: Catalog = {};
let translated: Catalog = {};

/**
 * Adds the English texts of an area that only some pages need, before anything of it is said. In other languages all texts come
 * together.
 */
export function addTexts(texts: object): void {
  added = { ...added, ...texts };
  current = createSiteTranslator(current.locale, added, translated).of(current.asset, current.native);
}

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

/** The language of the page. */
export const language = (): string => current.locale.split('-')[0] ?? current.locale;

/** True while the page is in the language that it was built in. */
export const isInSourceLanguage = (): boolean => current.locale === english.locale;

const preferred = (): ReturnType<typeof preferredLanguage> =>
  preferredLanguage(recall(storageKeys.language), navigator.languages, siteLanguages);

/**
 * Changes to the language that is preferred now.
 * @throws where its texts don't come; the page stays as it was.
 */
async function loadTexts(): Promise<void> {
  const { language, locale } = preferred();
  const catalog = isBundled(language)
    ? {}
    : ((await import(/* webpackChunkName: "texts-[request]" */ `./catalogs/${language}.json`)) as { default: Catalog })
        .default;
  // Another may have been chosen in the meantime.
  if (preferred().language === language) {
    translated = catalog;
    current = createSiteTranslator(locale, added, catalog).of(current.asset, current.native);
    for (const listener of listeners) {
      listener();
    }
  }
}

/** How long a page waits for its texts before it shows itself in English, in milliseconds; they may still come. */
const patience = 3_000;

/** Makes the page ready to be drawn in the person's language; in English where the texts don't come. */
export async function prepareTexts(): Promise<void> {
  const loading = loadTexts().catch(() => undefined);
  await Promise.race([loading, new Promise((resolve) => setTimeout(resolve, patience))]);
}

/**
 * Chooses a language, and remembers it.
 * @throws where its texts don't come: the page stays as it was.
 */
export async function chooseLanguage(chosen: string): Promise<void> {
  const before = recall(storageKeys.language);
  remember(storageKeys.language, chosen);
  try {
    await loadTexts();
  } catch (error) {
    remember(storageKeys.language, before);
    throw error;
  }
}

/**
 * Hides the page, in its head, where somebody may want another language than it was built in, so that they do not see it change:
 * until it is drawn, or a few seconds (`base.css`).
 */
export const languageScript =
  `try{var l=localStorage.getItem('${storageKeys.language}')}catch(e){}` +
  `if(!/^en\\b/.test(l||navigator.language))document.documentElement.dataset.waiting='';`;

/** Shows a page that {@link languageScript} has hidden. */
export function showPage(): void {
  delete document.documentElement.dataset['waiting'];
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
