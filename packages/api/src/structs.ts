import { array, refine, Struct } from 'superstruct';
import type { JsonSchema } from './json-schema';
import { limits } from './limits';

/**
 * A struct that carries what it is in JSON Schema. The schema is all that its check goes by, so that the documents and
 * the validation cannot disagree.
 */
function documented<Value>(
  name: string,
  schema: JsonSchema,
  validator: (value: unknown) => true | string,
): Struct<Value, JsonSchema> {
  return new Struct<Value, JsonSchema>({ type: name, schema, validator });
}

/**
 * Strings that match a pattern.
 * @param pattern anchored, without what other languages read differently (such as `\\d`): it goes into the documents.
 * @param description what it is, for the documents; it names the limits.
 * @param expected the end of a sentence that says what to send instead.
 */
export function patternString(
  name: string,
  pattern: RegExp,
  description: string,
  expected: string,
): Struct<string, JsonSchema> {
  return documented(name, { type: 'string', pattern: pattern.source, description }, (value) =>
    typeof value === 'string' && pattern.test(value) ? true : expected,
  );
}

/** Whole numbers from `minimum` to `maximum`; the documents name a maximum only when it is less than JSON can carry. */
export function wholeNumber(
  name: string,
  minimum: number,
  maximum: number,
  description: string,
  expected: string,
): Struct<number, JsonSchema> {
  return documented(name, { type: 'integer', minimum, maximum, description }, (value) =>
    Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum ? true : expected,
  );
}

type ListSchema<Item> = {
  readonly item: Struct<Item>;
  readonly minItems: number;
  readonly maxItems: number;
};

/** Lists of `minItems` to `maxItems` entries. */
export function listOf<Item>(
  item: Struct<Item>,
  minItems: number,
  maxItems: number,
  expected: string,
): Struct<Item[], ListSchema<Item>> {
  const struct = refine(array(item), 'list', ({ length }) =>
    length >= minItems && length <= maxItems ? true : expected,
  ) as Struct<Item[]> as Struct<Item[], ListSchema<Item>>;
  struct.type = 'list';
  struct.schema = { item, minItems, maxItems };
  return struct;
}

/** Whether a value fits a struct. superstruct writes what does not into its own words, which throws for some values. */
function fits(struct: Struct, value: unknown): boolean {
  try {
    return struct.is(value);
  } catch {
    return false;
  }
}

/**
 * Either of two structs; unlike superstruct's own `union` it keeps them as its schema, so that documents can be made.
 * @param expected the end of a sentence that says what to send instead.
 */
export function either<First, Second>(
  first: Struct<First>,
  second: Struct<Second>,
  expected = 'has none of the forms that it may have',
): Struct<First | Second> {
  const validator = (value: unknown): true | string =>
    fits(first as Struct, value) || fits(second as Struct, value) || expected;
  return new Struct<First | Second>({ type: 'union', schema: [first, second], validator });
}

export const positive = `[1-9][0-9]{0,${limits.weiDigits - 1}}`;
const chainId = `eip155:[1-9][0-9]{0,${limits.chainIdDigits - 1}}`;
const weiExpected =
  'must be a whole number of wei, not negative, as a decimal string such as "1500000000000000000" for 1.5 ETH';

/** An amount in wei: a whole, non-negative decimal string. */
export const WeiStruct = patternString(
  'Wei',
  new RegExp(`^(0|${positive})$`, 'u'),
  'wei, a decimal string',
  weiExpected,
);

/** An amount in wei, or all of it. */
export const UnstakeAmountStruct = patternString(
  'UnstakeAmount',
  new RegExp(`^(max|0|${positive})$`, 'u'),
  'wei, a decimal string, or "max" for all',
  `${weiExpected}, or "max" for all of it`,
);

/** An Ethereum address; the checksum of a mixed-case one is checked where it is used. */
export const AddressStruct = patternString(
  'Address',
  /^0x[0-9a-fA-F]{40}$/u,
  'an Ethereum address',
  'must be an Ethereum address: 0x and 40 hexadecimal digits',
);

/** A CAIP-2 chain id of the eip155 namespace. */
export const ChainIdStruct = patternString(
  'ChainId',
  new RegExp(`^${chainId}$`, 'u'),
  'a CAIP-2 chain id',
  'must be a CAIP-2 chain id such as "eip155:1"',
);

/** A CAIP-10 pool id. */
export const PoolIdStruct = patternString(
  'PoolId',
  new RegExp(`^${chainId}:0x[0-9a-fA-F]{40}$`, 'u'),
  'a CAIP-10 pool id',
  'must be a CAIP-10 id such as "eip155:1:0x4FEF9D741011476750A243aC70b9789a63dd47Df"',
);

/** An exit's id: the position ticket it was first given, as a decimal string. "0" is a legal id. */
export const ExitIdStruct = patternString(
  'ExitId',
  new RegExp(`^(0|${positive})$`, 'u'),
  'the id of an exit',
  'must be the id of an exit as getPosition gives it, a decimal string',
);

/** The days of each month that exist, those of February by the leap years of the calendar. */
const daysOfYear = [
  '[0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])',
  '[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)',
  '[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])',
  '([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29',
].join('|');

/** A time that exists, ISO 8601 in UTC. Without 24:00 and leap seconds, which no block of a chain has. */
export const TimeStruct = patternString(
  'Time',
  new RegExp(`^(${daysOfYear})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{3})?Z$`, 'u'),
  'a time, ISO 8601 in UTC',
  'must be an ISO 8601 time in UTC that exists, such as "2026-01-31T00:00:00Z"',
);

/** The oldest block that an answer may rest on: a dapp passes the block of its own transaction. */
export const MinBlockStruct = wholeNumber(
  'MinBlock',
  0,
  limits.blockNumber,
  'the oldest block that the answer may rest on',
  'must be a block number, a whole number',
);
