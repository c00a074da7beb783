import type { Struct, StructError } from 'superstruct';
import { validate } from 'superstruct';
import { methods, type Methods } from './methods/index';
import { paramStructs, type MethodName } from './methods/params';

/** A field that does not fit the schema. `path` is dotted, such as `exits.0`; empty for the whole of the params. */
export class InvalidFieldError extends Error {
  override readonly name = 'InvalidFieldError';

  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(path === '' ? `The parameters ${problem}.` : `${path}: ${problem}.`);
  }
}

/** superstruct's failure in words that name the field and say what to do. */
function toInvalidField(error: StructError): InvalidFieldError {
  const path = error.path.join('.');
  if (error.type === 'never') {
    return new InvalidFieldError(path, 'is not a field of this method; leave it out');
  }
  if (error.value === undefined) {
    return new InvalidFieldError(path, path === '' ? 'are missing; pass an object' : 'is missing');
  }
  if (path === '') {
    return new InvalidFieldError('', 'must be an object with named fields');
  }
  // The error's own message repeats the path; the failure's does not.
  const [failure] = error.failures();
  return new InvalidFieldError(path, failure?.message ?? error.message);
}

/** A value that fits a struct. */
function parse<Value>(struct: Struct<Value>, value: unknown): Value {
  let refusal: InvalidFieldError;
  try {
    const [error, parsed] = validate(value, struct);
    if (!error) {
      return parsed;
    }
    refusal = toInvalidField(error);
  } catch {
    // superstruct writes values into its own words, which throws for one such as {"toString": 1}.
    refusal = new InvalidFieldError('', 'hold a value that fits no field');
  }
  throw refusal;
}

/**
 * The params of a method, checked against its schema; absent params count as an empty object.
 * @throws InvalidFieldError naming the first field that does not fit.
 * @example
 * ```ts
 * import { InvalidFieldError, parseParams } from '@pooled-staking/api';
 *
 * try {
 *   parseParams('getPosition', { account: 'somebody' });
 * } catch (error) {
 *   console.log(error instanceof InvalidFieldError && error.path); // account
 * }
 * ```
 */
export function parseParams<Name extends MethodName>(name: Name, params: unknown): Methods[Name]['params'] {
  return parse(paramStructs[name] as Struct<Methods[Name]['params']>, params ?? {});
}

/**
 * The result of a method, checked against its schema.
 * @throws InvalidFieldError naming the first field that does not fit.
 * @example
 * ```ts
 * import { parseResult } from '@pooled-staking/api';
 *
 * console.log(parseResult('getPools', { pools: [], unavailable: [] }).pools.length); // 0
 * ```
 */
export function parseResult<Name extends MethodName>(name: Name, result: unknown): Methods[Name]['result'] {
  return parse(methods[name].result, result);
}
