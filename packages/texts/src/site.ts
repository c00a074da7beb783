import common from './generated/en/common';
import reasons from './generated/en/reasons';
import site from './generated/en/site';
export { siteLanguages } from './generated/messages';
import { createTranslator, type Catalog, type KeyTaking, type Translate, type Translator } from './translator';

/** What only some pages say: it comes with them, by `@pooled-staking/texts/areas/…`. */
type AddedArea = 'pools' | 'votes' | 'help' | 'governance' | 'sequencers';

type Areas = 'common' | 'reasons' | 'site' | AddedArea;

/** The name of a text of the site that takes the given values, or none. */
export type SiteKey<Values extends object = object> = KeyTaking<Areas, Values>;

/** The site's texts by name. */
export type SiteTranslate = Translate<Areas>;

/** The site's texts in a language. */
export type SiteTranslator = Translator<Areas>;

/**
 * The site's texts.
 * @param locale of the language of `catalog`, or of English without one.
 * @param added English texts of areas that came with a page.
 * @param catalog another language's; what it lacks is said in English.
 */
export function createSiteTranslator(locale: string, added: Catalog = {}, catalog: Catalog = {}): SiteTranslator {
  return createTranslator<Areas>(locale, common, reasons, site, added, catalog);
}
