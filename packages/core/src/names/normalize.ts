import { NameError } from './name-error';

/** Longer texts are no names, and not worth looking at. */
const longestName = 1_000;

/** Bytes of one part of a name that the encoding of DNS can hold. */
const longestPart = 255;

/** What was given, short enough to be shown. */
const mostShown = 60;

/** Whether a text may be meant as a name: it has parts between points, and is no address. */
export function mayBeName(text: string): boolean {
  return text.trim().includes('.');
}

/**
 * A name as it is looked up (ENSIP-15): in lower case, without what cannot be seen, and refused where it mixes scripts or
 * has characters of one that look like another's. The library with Unicode's tables is loaded at the first name.
 * @throws NameError `not-a-name`, `not-normalizable`.
 */
export async function normalizeName(given: string): Promise<string> {
  const text = given.trim();
  const shown = text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
  const parts = text.split('.');
  if (parts.length < 2 || parts.includes('') || text.length > longestName) {
    throw new NameError('not-a-name', shown);
  }
  const { ens_normalize: normalize } = await import('@adraffy/ens-normalize');
  let name: string;
  try {
    name = normalize(text);
  } catch (error) {
    throw new NameError('not-normalizable', shown, { cause: error });
  }
  if (name.split('.').some((part) => part === '' || new TextEncoder().encode(part).length > longestPart)) {
    throw new NameError('not-a-name', shown);
  }
  return name;
}
