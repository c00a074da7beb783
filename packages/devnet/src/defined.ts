/**
 * A value that the code around it guarantees to be there, such as an element at an index within bounds.
 *
 * @throws Error when it is not there after all.
 */
export function defined<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) {
    throw new Error('A value that must be there is missing');
  }
  return value;
}
