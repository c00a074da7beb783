import format, { type CompiledMessage, type FormatOptions } from 'icu-minify/format';
import type { Messages, MessagesByArea } from './generated/messages';

/** What goes around a part of a message, such as a link: named in the text, made by whoever shows it. */
export type Tag = { readonly isTag: true };

/** Compiled messages by name: plain data, of which nothing is run. */
export type Catalog = Readonly<Record<string, CompiledMessage>>;

/** A part of the texts: those of a product, or those that products share. */
export type Area = keyof MessagesByArea;

type HasTag<Values> = Values extends undefined ? false : Tag extends Values[keyof Values] ? true : false;

/** The names of an area's messages, with tags in them or without. */
type KeyOf<SomeArea extends Area, Tagged extends boolean> = {
  [Each in SomeArea]: {
    [Key in keyof MessagesByArea[Each]]: HasTag<MessagesByArea[Each][Key]> extends Tagged ? Key : never;
  }[keyof MessagesByArea[Each]];
}[SomeArea];

/** The names of the messages that an area has; `t` takes them. */
export type MessageKey<SomeArea extends Area> = KeyOf<SomeArea, false>;

/** The names of the messages for which some values are enough; `object` for those that take none. */
export type KeyTaking<SomeArea extends Area, Values extends object> = {
  [Each in SomeArea]: {
    [Key in keyof MessagesByArea[Each]]: MessagesByArea[Each][Key] extends undefined
      ? Key
      : Values extends MessagesByArea[Each][Key]
        ? Key
        : never;
  }[keyof MessagesByArea[Each]];
}[SomeArea];

type ToIntersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

type Arguments<Key> = Key extends keyof Messages ? Messages[Key] : never;

/** What has to be given beside a name: nothing, or what all messages that it may stand for take. */
type ValuesOf<Key> = [Arguments<Key>] extends [undefined]
  ? []
  : [values: ToIntersection<Exclude<Arguments<Key>, undefined>>];

/** A message in the person's language. Values are put in as they are. */
export type Translate<SomeArea extends Area> = <Key extends MessageKey<SomeArea>>(
  key: Key,
  ...values: ValuesOf<Key>
) => string;

type RichValues<Values, Element> = {
  readonly [Name in keyof Values]: Tag extends Values[Name] ? (parts: (string | Element)[]) => Element : Values[Name];
};

/** A message with tags in it: its parts in order, each tag's made by the function that is given for it. */
export type TranslateRich<SomeArea extends Area> = <Element, Key extends KeyOf<SomeArea, true>>(
  key: Key,
  values: RichValues<Arguments<Key>, Element>,
) => (string | Element)[];

/** An asset as texts name it. */
export type Money = { readonly symbol: string; readonly decimals: number };

const ether: Money = { symbol: 'ETH', decimals: 18 };

/** The texts of some areas in one language. */
export type Translator<SomeArea extends Area> = {
  /** For `Intl`: the person's own where its language is the texts', so that a sentence is not of two languages. */
  readonly locale: string;
  readonly t: Translate<SomeArea>;
  readonly rich: TranslateRich<SomeArea>;
  /** What the texts speak of: `{asset}` in a message is what is staked, `{native}` what fees are paid in. */
  readonly asset: Money;
  readonly native: Money;
  /** The same texts for the pools of another asset, or of another chain. */
  readonly of: (asset: Money, native: Money) => Translator<SomeArea>;
};

const options: FormatOptions = {
  formatters: {
    getNumberFormat: (...args) => new Intl.NumberFormat(...args),
    getPluralRules: (...args) => new Intl.PluralRules(...args),
    getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
  },
};

/**
 * Makes a translator.
 * @param locale BCP 47, of the catalogs' language.
 * @param catalogs as they were compiled. The later ones count where several have a message: those of a language behind
 * those in English.
 */
export function createTranslator<SomeArea extends Area>(
  locale: string,
  ...catalogs: readonly object[]
): Translator<SomeArea> {
  const messages = Object.assign({}, ...catalogs) as Catalog;
  const of = (asset: Money, native: Money): Translator<SomeArea> => {
    const always = { asset: asset.symbol, native: native.symbol };
    const translate = (key: string, values?: object): unknown =>
      format<unknown>(messages[key] ?? key, locale, { ...always, ...values }, options);
    return {
      locale,
      t: (key, ...values) => translate(key as string, values[0] as object | undefined) as string,
      rich: (key, values) => [translate(key as string, values)].flat() as never,
      asset,
      native,
      of,
    };
  };
  return of(ether, ether);
}
