import { createAskBooks, lookAtBooks, type Address, type BooksLook, type PoolContext } from '@pooled-staking/core';

/** Looks at the books at an address; see {@link lookAtBooks}. In a file of its own, which only pages with books load. */
export async function lookAtBooksAt(
  url: string,
  context: PoolContext,
  account: Address | null,
  signal: AbortSignal,
): Promise<BooksLook> {
  return lookAtBooks(
    context,
    createAskBooks(async (path, options) => fetch(path, options), url),
    account,
    { signal },
  );
}
