import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux, macOS and Windows give to whoever asks for any port, a connection among them. */
const FIRST = 10_000;
const LAST = 32_000;

/** True when a port of the loopback interface can be listened on. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/**
 * The first of ports in a row that nobody uses, for a program that is told its ports. Nobody gets them by chance either before
 * the program asks for them: the system gives none of them away, and two tests that run beside each other draw their own.
 */
export async function findFreePorts(count: number): Promise<number> {
  for (;;) {
    const first = randomInt(FIRST, LAST);
    const ports = Array.from({ length: count }, (_, offset) => first + offset);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) {
      return first;
    }
  }
}
