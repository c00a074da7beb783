import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import compileMessage from 'icu-minify/compile';
import type { Catalog } from '../translator';

/** What a message takes: a text, a number, one of some names, or a tag that goes around a part of it. */
export type ArgumentKind = 'text' | 'number' | 'tag' | readonly string[];

/** The arguments of a message by name. */
export type Arguments = ReadonlyMap<string, ArgumentKind>;

/** The texts of one area in one language, as translators write them. */
export type Messages = Readonly<Record<string, string>>;

/** A message that is no ICU MessageFormat, or uses a part of it that is not for this house. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
}

function* elementsOf(elements: readonly MessageFormatElement[]): Generator<MessageFormatElement> {
  for (const element of elements) {
    yield element;
    if (element.type === TYPE.tag) {
      yield* elementsOf(element.children);
    } else if (element.type === TYPE.select || element.type === TYPE.plural) {
      for (const { value } of Object.values(element.options)) {
        yield* elementsOf(value);
      }
    }
  }
}

function kindOf(element: MessageFormatElement): ArgumentKind | undefined {
  switch (element.type) {
    case TYPE.argument:
      return 'text';
    case TYPE.number:
    case TYPE.plural:
      return 'number';
    case TYPE.select:
      return Object.keys(element.options).sort();
    case TYPE.tag:
      return 'tag';
    case TYPE.date:
    case TYPE.time:
      throw new MessageError('a time is given as a text that src/formats.ts has written');
    default:
      return undefined;
  }
}

/**
 * The arguments that a message takes.
 * @throws MessageError for a message that is ill-formed, or takes one argument in two ways.
 */
export function argumentsOf(message: string): Arguments {
  let elements: MessageFormatElement[];
  try {
    elements = parse(message);
  } catch (error) {
    throw new MessageError(error instanceof Error ? error.message : String(error));
  }
  const found = new Map<string, ArgumentKind>();
  for (const element of elementsOf(elements)) {
    const kind = kindOf(element);
    if (kind !== undefined && 'value' in element && typeof element.value === 'string') {
      const other = found.get(element.value);
      if (other !== undefined && String(other) !== String(kind)) {
        throw new MessageError(`{${element.value}} stands for two kinds of things`);
      }
      found.set(element.value, kind);
    }
  }
  return found;
}

/**
 * Compiles an area to the data that the translator reads.
 * @throws MessageError with the name of a message that is ill-formed.
 */
export function compileArea(messages: Messages): Catalog {
  const compile = ([name, message]: [string, string]): [string, Catalog[string]] => {
    try {
      argumentsOf(message);
      return [name, compileMessage(message)];
    } catch (error) {
      throw new MessageError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return Object.fromEntries(Object.entries(messages).map(compile));
}

const typeOf = (kind: ArgumentKind): string => {
  switch (kind) {
    case 'text':
      return 'string';
    case 'number':
      return 'number';
    case 'tag':
      return 'Tag';
    default:
      return kind.map((name) => `'${name}'`).join(' | ');
  }
};

/** What the translator itself puts into every message. */
export const alwaysGiven: readonly string[] = ['asset', 'native'];

/** The TypeScript type of the arguments that an area's messages take. */
export function typesOfArea(typeName: string, messages: Messages): string {
  const lines = Object.entries(messages).map(([name, message]) => {
    const fields = [...argumentsOf(message)]
      .filter(([argument]) => !alwaysGiven.includes(argument))
      .map(([argument, kind]) => `readonly ${argument}: ${typeOf(kind)}`);
    return `  readonly '${name}': ${fields.length === 0 ? 'undefined' : `{ ${fields.join('; ')} }`};`;
  });
  return `export type ${typeName} = {\n${lines.join('\n')}\n};\n`;
}
