import { isBundled, languageOf, parseCatalog } from '@pooled-staking/texts';
import { createSiteTranslator, type SiteTranslator } from '@pooled-staking/texts/site';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

const english = createSiteTranslator('en');

const TextsContext = createContext(english);

/** The texts in the language of a locale; in English where there are none in it, or they cannot be loaded. */
async function loadTexts(locale: string): Promise<SiteTranslator> {
  const language = languageOf(locale);
  if (isBundled(language)) {
    return english;
  }
  try {
    const answer = await fetch(`/texts/${language}.json`);
    return answer.ok ? createSiteTranslator(locale, parseCatalog(await answer.text())) : english;
  } catch {
    return english;
  }
}

/** Gives the pages their texts in the browser's language, as soon as they are loaded. */
export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const [texts, setTexts] = useState(english);
  useEffect(() => {
    void loadTexts(navigator.language).then(setTexts);
  }, []);
  return <TextsContext.Provider value={texts}>{children}</TextsContext.Provider>;
}

/** The texts of the site, in the language of whoever reads them: `const { t, locale } = useTexts()`. */
export function useTexts(): SiteTranslator {
  return useContext(TextsContext);
}
