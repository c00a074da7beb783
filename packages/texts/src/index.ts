/**
 * Every word that a person reads.
 *
 * **To add a message**: write it into the file of its area in `messages/en`, run `npm run texts`, and use it by its name:
 * `t('stakeTitle', { amount })`. TypeScript knows the names and what each message takes.
 *
 * - An area is a file: `snap` and `site` are what these show, `common` and `votes` what both say with the same words, `reasons`
 *   what core's codes and facts mean; `pools` is said by the site's pages about pools, `help`, `governance` and `sequencers` by one
 *   page each, and come with these (`addTexts`). A name is in one area only. Names are in alphabetical order; the site's begin with the
 *   place, `header.connect`.
 * - A message is ICU MessageFormat: `{name}` is a text, `{count, plural, one {# exit} other {# exits}}` and
 *   `{count, number}` take a number, `{way, select, queue {…} other {…}}` one of these names, `<link>…</link>` a part that
 *   whoever shows it makes (`rich` instead of `t`). Say whole sentences: other languages have another order of words.
 * - `{asset}` is what the pool stakes and `{native}` what its chain's fees are paid in; both are always there.
 * - Amounts, money, days and waits are written by `formats.ts` before they are put in.
 * - What core says goes by code and facts; `reasons.ts` has the rules that lead from them to a message.
 *
 * **To add a language**: copy `messages/en` to a folder of its code, translate, run `npm run texts`, and name the Snap's file
 * of it in `source.files` of `packages/snap/snap.manifest.json`, where a test asks for it. English is in the
 * bundles; other languages are one file for each product, read when somebody wants them.
 *
 * **How it works**: `npm run texts` (and every build) compiles the messages by `icu-minify` to plain data in `src/generated`,
 * with the types; the translator interprets that. Nothing is evaluated as code, which the Snap's lockdown and the site's
 * policy forbid. `icu-minify` (MIT) was chosen by weight: 2 kB minified in a bundle, against 5 of `@lingui/core`, which
 * also turns `\u0041` in values into letters, and 33 of `intl-messageformat`. It reads messages by the parser of FormatJS.
 */
export * from './formats';
export * from './reasons';
export { isBundled, languageOf, parseCatalog } from './languages';
export {
  createTranslator,
  type Area,
  type Catalog,
  type KeyTaking,
  type MessageKey,
  type Money,
  type Tag,
  type Translate,
  type Translator,
} from './translator';
