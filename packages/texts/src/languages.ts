import { languages } from './generated/messages';
import type { Catalog } from './translator';

/** The language of a locale that there are texts in; English for every other. */
export function languageOf(locale: string, available: readonly string[] = languages): string {
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
