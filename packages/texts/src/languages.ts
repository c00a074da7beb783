import type { Catalog } from './translator';

/** The one of some languages that a locale is of; English where it is of none. */
export function languageOf(locale: string, available: readonly string[]): string {
  const parts = locale.split('-');
  const names = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  return names.find((name) => available.includes(name)) ?? 'en';
}

/** True for a language whose texts are in the bundle; the others come as a file each. */
export const isBundled = (language: string): boolean => language === 'en';

/**
 * The file of a language.
 * @throws SyntaxError when it is none.
 */
export const parseCatalog = (file: string): Catalog => JSON.parse(file) as Catalog;
