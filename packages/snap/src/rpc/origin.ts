import { UnauthorizedError } from './errors';

/**
 * The dapp that asks, as it is shown in every dialog: a web page's origin. The manifest keeps other Snaps out as well,
 * but not every wallet enforces it.
 * @throws UnauthorizedError for anything else.
 */
export function parseOrigin(origin: string): string {
  try {
    const url = new URL(origin);
    if (['http:', 'https:'].includes(url.protocol) && url.origin === origin) {
      return origin;
    }
  } catch {
    // No address at all: refused below.
  }
  throw new UnauthorizedError('Only web pages may use this Snap.');
}
