import common from './generated/en/common.json';
import reasons from './generated/en/reasons.json';
import { createTranslator, type Translator } from './translator';

/** What command lines and the tools of the devnet say: the reasons alone, in English. */
export const inEnglish: Translator<'common' | 'reasons'> = createTranslator('en', common, reasons);
