import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createFetchText } from './fetch';

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
    await expect(createFetchText(fetch)(url)).rejects.toThrow('the server answered 504');
  });

  it('refuses a file that is too large, whether it is announced or not', async () => {
    const long = 'x'.repeat(101);
    const announced = await serve((_, response) => response.setHeader('content-length', 101).end(long));
    const chunked = await serve((_, response) => {
      response.write(long);
      response.end();
    });
    await expect(createFetchText(fetch, small)(announced)).rejects.toThrow('the file is too large');
    await expect(createFetchText(fetch, small)(chunked)).rejects.toThrow('the file is too large');
    const fits = await serve((_, response) => response.end('x'.repeat(100)));
    expect(await createFetchText(fetch, small)(fits)).toHaveLength(100);
  });

  it('does not wait for ever: neither for the answer nor for the rest of it', async () => {
    const silent = await serve(() => undefined);
    const endless = await serve((_, response) => response.write('a'));
    const impatient = createFetchText(fetch, { milliseconds: 50, size: 100 });
    await expect(impatient(silent)).rejects.toThrow('the server did not answer in time');
    await expect(impatient(endless)).rejects.toThrow('the server did not answer in time');
  });
});
