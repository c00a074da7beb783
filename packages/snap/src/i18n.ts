import english from '../locales/en.json';

/** Names of all texts. */
export type MessageKey = keyof typeof english.messages;

/** A text in the person's language, with `{name}` replaced by the values. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string>>) => string;

/** As the file of a language has it; the build leaves only the text itself, see `snap.config.ts`. */
type Message = string | { readonly message: string };

type Messages = Readonly<Record<MessageKey, Message>>;

/** Languages in the bundle. */
const languages = new Map<string, Messages>([['en', english.messages]]);

/** The texts of a locale's language, English where the Snap has no such language. */
export function translatorFor(locale: string): Translate {
  const messages: Messages = languages.get(locale.split('-')[0] ?? '') ?? english.messages;
  const textOf = (message: Message): string => (typeof message === 'string' ? message : message.message);
  return (key, values = {}) =>
    textOf(messages[key]).replace(/\{(\w+)\}/gu, (placeholder, name: string) => values[name] ?? placeholder);
}
