import { enums, nullable, object, type Infer } from 'superstruct';
import { limits } from './limits';
import { patternString, positive, TimeStruct, wholeNumber } from './structs';

/** An amount in wei that may be negative: rewards after a penalty. */
export const SignedWeiStruct = patternString(
  'SignedWei',
  new RegExp(`^(0|-?${positive})$`, 'u'),
  'wei, a decimal string, may be negative',
  'must be a whole number of wei as a decimal string',
);

/** A rate as a decimal string; 0.0312 is 3.12 %. */
export const RateStruct = patternString(
  'Rate',
  /^-?[0-9]+([.][0-9]+)?$/u,
  'a rate; 0.0312 is 3.12 %',
  'must be a decimal string such as "0.0312"',
);

/** Any hex data. */
export const HexStruct = patternString(
  'Hex',
  /^0x[0-9a-fA-F]*$/u,
  '0x and hexadecimal digits',
  'must be 0x and hexadecimal digits',
);

/** How many of something, or which: blocks, seconds, days. */
export const CountStruct = wholeNumber(
  'Count',
  0,
  limits.blockNumber,
  'a whole number',
  'must be a whole number, not negative',
);

/** The block that all of an answer was read at. */
export const AsOfStruct = object({ blockNumber: CountStruct, blockHash: HexStruct, timestamp: TimeStruct });
export type AsOf = Infer<typeof AsOfStruct>;

/** One yearly rate with what it stands on. */
export const AprWindowStruct = object({
  /** Days asked for; the window really covered is `from` to `to`. */
  days: CountStruct,
  /** Simple yearly rate after the pool's fee; `null` when there are too few reports. */
  apr: nullable(RateStruct),
  from: nullable(TimeStruct),
  to: nullable(TimeStruct),
  harvests: CountStruct,
});
export type AprWindow = Infer<typeof AprWindowStruct>;

export const PoolStatusStruct = enums(['open', 'needs-harvest', 'paused', 'full']);
export type PoolStatus = Infer<typeof PoolStatusStruct>;

export const ExitStatusStruct = enums(['queued', 'exiting', 'claimable', 'dust']);
export type ExitStatus = Infer<typeof ExitStatusStruct>;
