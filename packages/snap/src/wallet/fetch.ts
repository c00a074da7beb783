import type { FetchText } from '@pooled-staking/core';

const timeLimit = 10_000;
// A real rewards file names some hundred pools with about 1 kB each.
const sizeLimit = 20_000_000;

/** The part of `fetch` that is used here. */
type Fetch = (
  url: string,
  options: { signal: AbortSignal; credentials: 'omit'; referrerPolicy: 'no-referrer' },
) => Promise<{ ok: boolean; status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>;

/**
 * Fetches public files: no cookies, no referrer, ten seconds and 20 MB at most, and only an answer of success counts.
 * The functions reject with an Error in words.
 */
export function createFetchText(fetch: Fetch, limits = { milliseconds: timeLimit, size: sizeLimit }): FetchText {
  return async (url) => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort();
    }, limits.milliseconds);
    try {
      const response = await fetch(url, {
        signal: controller.signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      if (!response.ok) {
        throw new Error(`the server answered ${response.status}`);
      }
      const announced = Number(response.headers.get('content-length') ?? 0);
      const text = announced > limits.size ? null : await response.text();
      if (text === null || text.length > limits.size) {
        throw new Error('the file is too large');
      }
      return text;
    } catch (error) {
      throw controller.signal.aborted ? new Error('the server did not answer in time', { cause: error }) : error;
    } finally {
      clearTimeout(timer);
    }
  };
}
