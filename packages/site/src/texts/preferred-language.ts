/**
 * The language of a page: the chosen one, else the first that the browser wants and that there is, else English. With the way in
 * which numbers and dates are written: of the person's own locale where that is of the same language.
 *
 * @param chosen as it was stored; anything.
 * @param wanted BCP 47, the best first: `navigator.languages`.
 * @param available what there are texts in.
 */
export function preferredLanguage(
  chosen: string | null,
  wanted: readonly string[],
  available: readonly string[],
): { readonly language: string; readonly locale: string } {
  const bare = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? '';
  const language = [chosen ?? '', ...wanted.map(bare)].find((each) => available.includes(each)) ?? 'en';
  const own = wanted.find((locale) => bare(locale) === language);
  // English has its dates as most of the world writes them.
  return { language, locale: language === 'en' ? 'en-GB' : (own ?? language) };
}
