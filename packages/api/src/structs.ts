import type { Struct } from 'superstruct';
import { define, enums, nullable, number, object, union, type Infer } from 'superstruct';

/** A struct of strings that match a pattern, with words that say what is expected. */
function patternString(name: string, pattern: RegExp, expected: string): Struct<string, null> {
  return define<string>(name, (value) => (typeof value === 'string' && pattern.test(value) ? true : expected));
}

/** Either of two structs; unlike superstruct's own `union` it keeps them as its schema, so that documents can be made. */
export function either<First, Second>(first: Struct<First>, second: Struct<Second>): Struct<First | Second> {
  const struct = union([first, second]) as Struct<First | Second>;
  struct.schema = [first, second];
  return struct;
}

/** The longest decimal that a 256-bit number can have. */
const weiDigits = 78;

/** An amount in wei: a whole, non-negative decimal string, at most 78 digits. */
export const WeiStruct = patternString(
  'Wei',
  new RegExp(`^(0|[1-9]\\d{0,${weiDigits - 1}})$`, 'u'),
  'must be a whole number of wei, not negative, as a decimal string such as "1500000000000000000" for 1.5 ETH',
);

/** An amount in wei that may be negative: rewards after a penalty. */
export const SignedWeiStruct = patternString(
  'SignedWei',
  new RegExp(`^(0|-?[1-9]\\d{0,${weiDigits - 1}})$`, 'u'),
  'must be a whole number of wei as a decimal string',
);

/** An Ethereum address; the checksum of a mixed-case one is checked where it is used. */
export const AddressStruct = patternString(
  'Address',
  /^0x[0-9a-fA-F]{40}$/u,
  'must be an Ethereum address: 0x and 40 hexadecimal digits',
);

/** A CAIP-2 chain id of the eip155 namespace. */
export const ChainIdStruct = patternString(
  'ChainId',
  /^eip155:[1-9]\d{0,14}$/u,
  'must be a CAIP-2 chain id such as "eip155:1"',
);

/** A CAIP-10 pool id. */
export const PoolIdStruct = patternString(
  'PoolId',
  /^eip155:[1-9]\d{0,14}:0x[0-9a-fA-F]{40}$/u,
  'must be a CAIP-10 id such as "eip155:1:0x4FEF9D741011476750A243aC70b9789a63dd47Df"',
);

/** An exit's id: the position ticket it was first given, as a decimal string. "0" is a legal id. */
export const ExitIdStruct = patternString(
  'ExitId',
  new RegExp(`^(0|[1-9]\\d{0,${weiDigits - 1}})$`, 'u'),
  'must be the id of an exit as getPosition gives it, a decimal string',
);

/** A time, ISO 8601 in UTC. */
export const TimeStruct = patternString(
  'Time',
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/u,
  'must be an ISO 8601 time in UTC such as "2026-01-31T00:00:00Z"',
);

/** A rate as a decimal string; 0.0312 is 3.12 %. */
export const RateStruct = patternString('Rate', /^-?\d+(\.\d+)?$/u, 'must be a decimal string such as "0.0312"');

/** Any hex data. */
export const HexStruct = patternString('Hex', /^0x[0-9a-fA-F]*$/u, 'must be 0x and hexadecimal digits');

/** The oldest block that an answer may rest on: a dapp passes the block of its own transaction. */
export const MinBlockStruct = define<number>('MinBlock', (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? true : 'must be a block number, a whole number',
);

/** The block that all of an answer was read at. */
export const AsOfStruct = object({ blockNumber: number(), blockHash: HexStruct, timestamp: TimeStruct });
export type AsOf = Infer<typeof AsOfStruct>;

/** One yearly rate with what it stands on. */
export const AprWindowStruct = object({
  /** Days asked for; the window really covered is `from` to `to`. */
  days: number(),
  /** Simple yearly rate after the pool's fee; `null` when there are too few reports. */
  apr: nullable(RateStruct),
  from: nullable(TimeStruct),
  to: nullable(TimeStruct),
  harvests: number(),
});
export type AprWindow = Infer<typeof AprWindowStruct>;

export const PoolStatusStruct = enums(['open', 'needs-harvest', 'paused', 'full']);
export type PoolStatus = Infer<typeof PoolStatusStruct>;

export const ExitStatusStruct = enums(['queued', 'exiting', 'claimable', 'dust']);
export type ExitStatus = Infer<typeof ExitStatusStruct>;
