import common from './generated/en/common';
import home from './generated/en/home';
import reasons from './generated/en/reasons';
import snap from './generated/en/snap';
import votes from './generated/en/votes';
export { snapLanguages } from './generated/messages';
import { createTranslator, type Catalog, type KeyTaking, type Translate, type Translator } from './translator';

type Areas = 'common' | 'home' | 'reasons' | 'snap' | 'votes';

/** The name of a text of the Snap that takes the given values, or none. */
export type SnapKey<Values extends object = object> = KeyTaking<Areas, Values>;

/** The Snap's texts by name. */
export type SnapTranslate = Translate<Areas>;

/** The Snap's texts in a language. */
export type SnapTranslator = Translator<Areas>;

/**
 * The Snap's texts.
 * @param locale of the language of `catalog`, or of English without one.
 * @param catalog another language's; what it lacks is said in English.
 */
export function createSnapTranslator(locale: string, catalog: Catalog = {}): SnapTranslator {
  return createTranslator<Areas>(locale, common, reasons, votes, snap, home, catalog);
}
