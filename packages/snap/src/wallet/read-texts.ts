import { createGuard } from '@pooled-staking/core';
import { isBundled, languageOf, parseCatalog, type Catalog } from '@pooled-staking/texts';
import { createSnapTranslator, snapLanguages, type SnapTranslator } from '@pooled-staking/texts/snap';
import type { SnapRequest } from './state';

/** Gives the Snap's texts in the language of a locale; in English where there are none in it, or they cannot be read. */
export type ReadTexts = (locale: string) => Promise<SnapTranslator>;

/** English is there at once; the file of another language is read from the Snap's own, once. */
export function createReadTexts(request: SnapRequest, languages: readonly string[] = snapLanguages): ReadTexts {
  const guard = createGuard();
  const catalogs = new Map<string, Catalog>();
  return async (locale) => {
    const language = languageOf(locale, languages);
    if (isBundled(language)) {
      return createSnapTranslator(language === locale.split('-')[0] ? locale : language);
    }
    const params = { path: `texts/${language}.json`, encoding: 'utf8' };
    const catalog =
      catalogs.get(language) ??
      (await guard(async () => parseCatalog(String(await request({ method: 'snap_getFile', params })))));
    if (!catalog) {
      return createSnapTranslator('en');
    }
    catalogs.set(language, catalog);
    return createSnapTranslator(locale, catalog);
  };
}
