/**
 * What the standard's JSON schema of version 2 asks of a descriptor of calls, as far as our files use it; in words of our own,
 * since no package carries the schema. What a file has beyond that is a fault here, though the schema may allow it.
 */
import { getAddress } from '../../src/chain/hash';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const isList = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);
const isOf =
  (...known: readonly unknown[]) =>
  (value: unknown): boolean =>
    known.includes(value);

/** A rule: true for what it allows. A name that ends with a question mark may lack. */
type Rules = Readonly<Record<string, (value: unknown) => boolean>>;

function isShaped(value: unknown, rules: Rules): boolean {
  if (!isFields(value)) {
    return false;
  }
  const allowed = Object.entries(rules).map(([key, rule]) => [key.replace('?', ''), key.endsWith('?'), rule] as const);
  return (
    Object.keys(value).every((key) => allowed.some(([name]) => name === key)) &&
    allowed.every(([name, mayLack, rule]) => (name in value ? rule(value[name]) : mayLack))
  );
}

const shaped =
  (rules: Rules) =>
  (value: unknown): boolean =>
    isShaped(value, rules);

const addressName = shaped({
  'types?': (value) => isList(value, isOf('wallet', 'eoa', 'contract', 'token', 'collection')),
  'sources?': (value) => isList(value, isText),
});

const paramsOf: Rules = {
  raw: (value) => value === undefined,
  amount: (value) => value === undefined,
  addressName,
  // One of both names the token.
  tokenAmount: (value) =>
    isShaped(value, { token: isText, 'nativeCurrencyAddress?': isText }) || isShaped(value, { tokenPath: isText }),
  unit: shaped({ base: isText, 'decimals?': Number.isInteger, 'prefix?': (value) => typeof value === 'boolean' }),
  date: shaped({ encoding: isOf('timestamp', 'blockheight') }),
  enum: shaped({ $ref: (value) => typeof value === 'string' && value.startsWith('$.metadata.enums.') }),
  calldata: shaped({ calleePath: isText, 'spenderPath?': isText }),
};

const isVisible = (value: unknown): boolean =>
  ['always', 'never', 'optional'].includes(value as string) ||
  isShaped(value, { ifNotIn: (list) => isList(list, isText) && (list as unknown[]).length > 0 });

const isField = (value: unknown): boolean =>
  isShaped(value, {
    path: isText,
    label: isText,
    format: (format) => typeof format === 'string' && format in paramsOf,
    'params?': () => true,
    'visible?': isVisible,
  }) && paramsOf[(value as Fields)['format'] as string]?.((value as Fields)['params']) === true;

/** The schema's own pattern in short: a name, and parameters of a type and a name each, structs among them. */
const parameter = String.raw`(?:\w+|\([^()]*\))(?:\[\d*\])* [A-Za-z_]\w*`;
const signature = new RegExp(String.raw`^[A-Za-z_]\w*\((?:${parameter}(?:, ${parameter})*)?\)$`, 'u');

const isFormat = shaped({ intent: isText, 'interpolatedIntent?': isText, fields: (value) => isList(value, isField) });

const isDeployment = shaped({
  chainId: Number.isInteger,
  address: (value) => typeof value === 'string' && value === getAddress(value),
});

/** Where a descriptor is not what the standard asks for; empty for one that is. */
export function faultsOf(descriptor: unknown): readonly string[] {
  const { context, metadata, display, ...rest } = isFields(descriptor) ? descriptor : {};
  const formats = isFields(display) && isFields(display['formats']) ? display['formats'] : {};
  const contract = shaped({ deployments: (value) => isList(value, isDeployment) && (value as unknown[]).length > 0 });
  const parts: readonly (readonly [string, boolean])[] = [
    ['beside the three parts', isShaped(rest, { $schema: isText })],
    ['context', isShaped(context, { $id: isText, contract })],
    ['metadata', isShaped(metadata, { owner: isText, contractName: isText, 'enums?': isFields })],
    ['display', isShaped(display, { formats: (value) => isFields(value) && Object.keys(value).length > 0 })],
    ...Object.entries(formats).map(([key, value]) => [key, signature.test(key) && isFormat(value)] as const),
  ];
  return parts.filter(([, isRight]) => !isRight).map(([name]) => name);
}
