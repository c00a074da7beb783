/** What every recorded life is checked with before it is replayed. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The file is no trace; says where and why. */
export class TraceFormatError extends Error {
  override readonly name = 'TraceFormatError';
}

export type Check = (value: unknown, path: string) => void;

function check(words: string, test: (value: unknown) => boolean): Check {
  return (value, path) => {
    if (!test(value)) {
      throw new TraceFormatError(`${path} is not ${words}`);
    }
  };
}

const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const amount = check('an amount in wei (a decimal string)', matches(/^-?\d+$/u));
export const address = check('an address', matches(/^0x[0-9a-fA-F]{40}$/u));
export const hex = check('a hex string', matches(/^0x([0-9a-fA-F]{2})*$/u));
export const text = check('a text', (value) => typeof value === 'string');
export const integer = check('a whole number', Number.isSafeInteger);
export const flag = check('true or false', (value) => typeof value === 'boolean');

export const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!isObject(value)) {
      throw new TraceFormatError(`${path} is not an object`);
    }
    for (const [name, checkField] of Object.entries(fields)) {
      checkField(value[name], `${path}.${name}`);
    }
  };
export const list =
  (checkItem: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) {
      throw new TraceFormatError(`${path} is not a list`);
    }
    value.forEach((item, position) => {
      checkItem(item, `${path}[${position}]`);
    });
  };
export const record =
  (checkItem: Check, checkKey?: Check): Check =>
  (value, path) => {
    object({})(value, path);
    for (const [key, item] of Object.entries(value as object)) {
      checkKey?.(key, `the key ${key} of ${path}`);
      checkItem(item, `${path}.${key}`);
    }
  };
export const optional =
  (checkPresent: Check): Check =>
  (value, path) => {
    if (value !== undefined && value !== null) {
      checkPresent(value, path);
    }
  };

/**
 * Reads a record, gzipped or not, without a look at what it says.
 * @throws TraceFormatError when it is no JSON object; the error of `fs` when there is no file.
 */
export function readRecord(file: string): Readonly<Record<string, unknown>> {
  const bytes = readFileSync(file);
  let value: unknown;
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    value = JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (error) {
    throw new TraceFormatError(`it cannot be parsed as JSON (${error instanceof Error ? error.message : 'damaged'})`);
  }
  if (!isObject(value)) {
    throw new TraceFormatError('it is no object');
  }
  return value;
}
