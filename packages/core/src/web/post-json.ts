import { createFetchText, type Fetch } from './fetch-text';

/** `fetch` as far as posting needs it. */
export type PostFetch = (
  url: string,
  options: Parameters<Fetch>[1] & {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    redirect?: 'error';
  },
) => ReturnType<Fetch>;

/** Posts JSON over HTTP and gives the answer whatever its status; rejects when there is none. Tests bring their own. */
export type PostJson = (url: string, body: unknown) => Promise<{ readonly status: number; readonly text: string }>;

/**
 * Posts JSON within a time and a size, without cookies or a referrer. A server is asked where the caller said and nowhere
 * else: an answer that sends on counts as none. Some servers refuse with a status beside the words of the refusal, so every
 * status is an answer. The functions reject with a FileError, or with what `fetch` throws.
 * @param limits absent: those of any file.
 */
export function createPostJson(fetch: PostFetch, limits?: { milliseconds: number; size: number }): PostJson {
  return async (url, given) => {
    const body = JSON.stringify(given);
    let status = 0;
    const read = createFetchText(async (address, options) => {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch(address, { ...options, method: 'POST', headers, body, redirect: 'error' });
      ({ status } = answer);
      return { ok: true, status, headers: answer.headers, body: answer.body, text: async () => answer.text() };
    }, limits);
    const text = await read(url);
    return { status, text };
  };
}
