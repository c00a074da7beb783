import { createFetchText, FileError, type Fetch } from '../web/fetch-text';

/**
 * Why a pool's books are of no use now.
 * - `unreachable`: nobody answers in time, or with something else than books.
 * - `not-ready`: they are still being written.
 * - `other-pool`: they are of another chain or vault.
 * - `unsound`: they say themselves that they do not add up.
 * - `elsewhere`: they stand at a block that the node does not have, or keeps no state of.
 * - `differs`: the chain says otherwise.
 */
export type BooksFault = 'unreachable' | 'not-ready' | 'other-pool' | 'unsound' | 'elsewhere' | 'differs';

/** Books that cannot be used, and why. */
export class BooksError extends Error {
  override readonly name = 'BooksError';

  constructor(
    readonly fault: BooksFault,
    /** The block at which they were held against the chain; `null` where they were not. */
    readonly block: number | null = null,
    options?: ErrorOptions,
  ) {
    super(fault, options);
  }
}

/** Asks a pool's books for a path such as `/pool`; `null` for what they do not have. Throws BooksError. */
export type AskBooks = (path: string) => Promise<unknown>;

/** A person waits for the page: books that are slower than the chain are of no use. */
const limits = { milliseconds: 5_000, size: 2_000_000 };

/** Asks the books at an address, within a time and a size. */
export function createAskBooks(fetch: Fetch, url: string): AskBooks {
  const fetchText = createFetchText(fetch, limits);
  const base = url.replace(/\/+$/u, '');
  return async (path) => {
    try {
      return JSON.parse(await fetchText(base + path)) as unknown;
    } catch (error) {
      const status = error instanceof FileError && error.fault === 'refused' ? error.said : undefined;
      if (status === '404') {
        return null;
      }
      throw new BooksError(status === '503' ? 'not-ready' : 'unreachable', null, { cause: error });
    }
  };
}
