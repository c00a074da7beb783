import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** A server on this machine that answers JSON with JSON. */
export class JsonServer {
  readonly #server: Server;

  constructor(answer: (body: string) => Promise<string>) {
    this.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        void answer(body).then((text) => response.setHeader('content-type', 'application/json').end(text));
      });
    });
    // Whoever asks may pause for longer than Node waits.
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Begins to listen. Returns its address. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
