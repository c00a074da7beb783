import { Agent, request } from 'node:http';

export type JsonAnswer = { readonly status: number; readonly text: string };

/** Posts JSON to one server over connections that it keeps: an exchange costs a fraction of what `fetch` takes for it. */
export type JsonPoster = {
  /** Rejects when the connection breaks before the answer is complete. */
  post(body: unknown): Promise<JsonAnswer>;
  /** Closes the connections. */
  stop(): void;
};

/** @param url with scheme `http:`. */
export function createJsonPoster(url: string): JsonPoster {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port, pathname } = new URL(url);
  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        const text = Buffer.from(JSON.stringify(body));
        const headers = { 'content-type': 'application/json', 'content-length': text.length };
        const sent = request({ agent, hostname, port, path: pathname, method: 'POST', headers }, (response) => {
          let answer = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, text: answer });
          });
          response.on('error', reject);
        });
        sent.on('error', reject);
        sent.end(text);
      }),
    stop: () => {
      agent.destroy();
    },
  };
}
