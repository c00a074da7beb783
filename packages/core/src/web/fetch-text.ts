import type { FileFault } from '../problems';
/** Fetches a text over HTTP; rejects when the server fails. Tests bring their own. */
export type FetchText = (url: string) => Promise<string>;

const timeLimit = 10_000;
// A real rewards file names some hundred pools with about 1 kB each.
const sizeLimit = 20_000_000;

/** The part of a stream of bytes that is used here. */
type Bytes = {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
};

/** The part of a `Response` that is used here; `body` is missing where the platform cannot hand it out in parts. */
type Answer = {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body?: Bytes | null | undefined;
  text(): Promise<string>;
};

/** The part of `fetch` that is used here. */
export type Fetch = (
  url: string,
  options: { signal: AbortSignal; credentials: 'omit'; referrerPolicy: 'no-referrer' },
) => Promise<Answer>;

/** A public file that cannot be used, and why. */
export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(
    readonly fault: FileFault,
    readonly said?: string,
  ) {
    super(said === undefined ? fault : `${fault} ${said}`);
  }
}

function tooLarge(): FileError {
  return new FileError('too-large');
}

/**
 * The text of an answer, read in parts and counted as it comes out of any compression, so that a body which never ends, or
 * a small one that unfolds to gigabytes, is given up once it is over the limit.
 */
async function readText(answer: Answer, mostBytes: number): Promise<string> {
  const { headers, body } = answer;
  const announced = headers.get('content-length');
  if (Number(announced ?? 0) > mostBytes) {
    throw tooLarge();
  }
  if (body === null) {
    return '';
  }
  if (!body) {
    // Without parts only an announced length that nothing unfolds tells beforehand what comes.
    if (announced === null || headers.get('content-encoding') !== null) {
      throw new FileError('size-not-told');
    }
    return answer.text();
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let read = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return read + decoder.decode();
    }
    size += value?.byteLength ?? 0;
    if (size > mostBytes) {
      reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    read += decoder.decode(value, { stream: true });
  }
}

/**
 * Fetches public files: no cookies, no referrer, ten seconds and 20 MB at most, and only an answer of success counts.
 * The functions reject with a FileError, or with what `fetch` throws.
 */
export function createFetchText(fetch: Fetch, limits = { milliseconds: timeLimit, size: sizeLimit }): FetchText {
  return async (url) => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new FileError('timed-out'));
      }, limits.milliseconds);
    });
    const read = async (): Promise<string> => {
      const answer = await fetch(url, {
        signal: controller.signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      if (!answer.ok) {
        throw new FileError('refused', String(answer.status));
      }
      return readText(answer, limits.size);
    };
    try {
      return await Promise.race([read(), late]);
    } finally {
      clearTimeout(timer);
      // Ends what is still under way: an answer that came too late, the rest of one that is refused.
      controller.abort();
    }
  };
}
