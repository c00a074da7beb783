import { createReadStream, existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

export type Served = { readonly url: string; readonly stop: () => Promise<void> };

/** Serves on this machine until it is stopped. */
export async function serve(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Serves a built variant of the Snap; its id is `local:` and the address. */
export async function serveVariant(variant: 'open' | 'full'): Promise<Served> {
  const folder = join(__dirname, '..', '..', 'dist', variant);
  return serve((request, response) => {
    const file = join(folder, normalize(new URL(request.url ?? '/', 'http://localhost').pathname));
    response.setHeader('access-control-allow-origin', '*');
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
    } else {
      createReadStream(file).pipe(response);
    }
  });
}
