import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createFetchText } from '../src/web/fetch-text';

describe('fetchText', () => {
  const servers: Server[] = [];

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const small = { milliseconds: 5_000, size: 100 };

  it('gives the text of a success, and sends neither cookies nor a referrer', async () => {
    let headers: Record<string, unknown> = {};
    const url = await serve((request, response) => {
      headers = request.headers;
      response.end('a file');
    });
    expect(await createFetchText(fetch)(url)).toBe('a file');
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
  });

  it('refuses any other status', async () => {
    const url = await serve((_, response) => response.writeHead(504).end('too slow'));
    await expect(createFetchText(fetch)(url)).rejects.toThrow('refused 504');
  });

  it('refuses a file that is too large, whether it is announced or not', async () => {
    const long = 'x'.repeat(101);
    const announced = await serve((_, response) => response.setHeader('content-length', 101).end(long));
    const chunked = await serve((_, response) => {
      response.write(long);
      response.end();
    });
    await expect(createFetchText(fetch, small)(announced)).rejects.toThrow('too-large');
    await expect(createFetchText(fetch, small)(chunked)).rejects.toThrow('too-large');
    const fits = await serve((_, response) => response.end('x'.repeat(100)));
    expect(await createFetchText(fetch, small)(fits)).toHaveLength(100);
  });

  it('counts bytes, not letters', async () => {
    const url = await serve((_, response) => response.end('€'.repeat(34)));
    await expect(createFetchText(fetch, small)(url)).rejects.toThrow('too-large');
    const fits = await serve((_, response) => response.end('€'.repeat(33)));
    expect(await createFetchText(fetch, small)(fits)).toBe('€'.repeat(33));
  });

  describe('where a gateway wants to fill the memory', () => {
    const most = 32_000_000;

    /** Bytes that this process holds at most while some work runs, above those at its start. */
    async function peakOf(work: () => Promise<unknown>): Promise<number> {
      const held = (): number => process.memoryUsage().rss;
      const before = held();
      let peak = before;
      const timer = setInterval(() => {
        peak = Math.max(peak, held());
      }, 5);
      try {
        await work();
      } finally {
        clearInterval(timer);
      }
      return Math.max(peak, held()) - before;
    }

    it('gives up a body that never ends: 2.7 GB came within the time limit', async () => {
      let sent = 0;
      const part = Buffer.alloc(65_536, 'a');
      const url = await serve((_, response) => {
        const send = (): void => {
          let isRoom = true;
          while (isRoom && !response.destroyed) {
            isRoom = response.write(part);
            sent += part.length;
          }
        };
        response.on('drain', send);
        send();
      });
      const peak = await peakOf(async () => expect(createFetchText(fetch)(url)).rejects.toThrow('too-large'));
      expect(sent).toBeLessThan(most);
      expect(peak).toBeLessThan(4 * most);
    });

    it('gives up a small body that unfolds to gigabytes', async () => {
      const member = gzipSync(Buffer.alloc(16_000_000));
      const bomb = Buffer.concat(Array.from({ length: 150 }, () => member));
      expect(bomb.length).toBeLessThan(3_000_000);
      const url = await serve((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
      const peak = await peakOf(async () => expect(createFetchText(fetch)(url)).rejects.toThrow('too-large'));
      expect(peak).toBeLessThan(4 * most);
    });

    it('takes no body in one piece unless its size is known before', async () => {
      const whole = (headers: Record<string, string>) => async () =>
        Promise.resolve({
          ok: true,
          status: 200,
          headers: new Headers(headers),
          text: async () => Promise.resolve('a'),
        });
      const read = async (headers: Record<string, string>): Promise<string> => createFetchText(whole(headers))('url');
      expect(await read({ 'content-length': '1' })).toBe('a');
      const words = 'size-not-told';
      await expect(read({})).rejects.toThrow(words);
      await expect(read({ 'content-length': '1', 'content-encoding': 'gzip' })).rejects.toThrow(words);
    });
  });

  it('does not wait for ever: neither for the answer nor for the rest of it', async () => {
    const silent = await serve(() => undefined);
    const endless = await serve((_, response) => response.write('a'));
    const impatient = createFetchText(fetch, { milliseconds: 50, size: 100 });
    await expect(impatient(silent)).rejects.toThrow('timed-out');
    await expect(impatient(endless)).rejects.toThrow('timed-out');
  });
});
