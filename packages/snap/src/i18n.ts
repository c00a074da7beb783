import english from '../locales/en.json';

/** Names of all texts. */
export type MessageKey = keyof typeof english.messages;

/** A text in the person's language, with `{name}` replaced by the values. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string>>) => string;

type Messages = Readonly<Record<MessageKey, { readonly message: string }>>;

/** Languages in the bundle. */
const languages = new Map<string, Messages>([['en', english.messages]]);

/** The texts of a locale's language, English where the Snap has no such language. */
export function translatorFor(locale: string): Translate {
  const messages = languages.get(locale.split('-')[0] ?? '') ?? english.messages;
  return (key, values = {}) =>
    messages[key].message.replace(/\{(\w+)\}/gu, (placeholder, name: string) => values[name] ?? placeholder);
}
