import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePorts } from './free-ports';

const root = join(__dirname, '..', '..', '..');

/** Whether what the books are indexed with is installed: `npm run books` installs it, and the long tests do. */
export const isIndexerThere = existsSync(join(root, 'packages', 'books', 'ponder', 'node_modules', 'ponder'));

/** Books that run in a process of their own, as a person starts them. */
export class RunningBooks {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Set<{ readonly isOver: (line: string) => boolean; readonly resolve: () => void }>();
  output = '';

  private constructor(
    readonly url: string,
    child: ChildProcess,
  ) {
    this.#child = child;
    this.#ended = once(child, 'exit');
    let rest = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          for (const each of this.#waiting) {
            if (each.isOver(line)) {
              this.#waiting.delete(each);
              each.resolve();
            }
          }
        }
      });
    }
  }

  /** Starts books of the chain of a node, with a database in a folder. */
  static async start(rpc: string, folder: string, environment: NodeJS.ProcessEnv = {}): Promise<RunningBooks> {
    const port = await findFreePorts(1);
    const cli = join(root, 'packages', 'books', 'src', 'cli.ts');
    const args = ['--import', 'tsx', cli, '--rpc', rpc, '--port', String(port), '--folder', folder, '--polling', '100'];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of their own, so that a kill hits the indexer itself.
      detached: true,
      env: { ...process.env, ...environment },
    });
    return new RunningBooks(`http://127.0.0.1:${port}`, child);
  }

  /** Waits until the indexer says something, or has ended. @throws Error with all that it said, when it ends first. */
  async says(isOver: (line: string) => boolean): Promise<void> {
    if (this.output.split('\n').some(isOver)) {
      return;
    }
    const said = new Promise<void>((resolve) => {
      this.#waiting.add({ isOver, resolve });
    });
    await Promise.race([
      said,
      this.#ended.then(() => {
        throw new Error(`The books ended:\n${this.output}`);
      }),
    ]);
  }

  /** Waits until a block is in the books. */
  async reach(block: number): Promise<void> {
    await this.says((line) => {
      const [, live] = /Indexed block .*number=(\d+)/u.exec(line) ?? [];
      const [, finalized] = /Started live indexing .*finalized_block=(\d+)/u.exec(line) ?? [];
      return Number(live ?? finalized ?? -1) >= block;
    });
  }

  /** What the books answer to a path. */
  async ask(path: string): Promise<unknown> {
    const response = await fetch(this.url + path);
    return response.json();
  }

  /** The same once they have read all and no block is being written: until then they say to come back (503). */
  async askUntilThere(path: string): Promise<unknown> {
    for (;;) {
      const response = await fetch(this.url + path);
      const answer: unknown = await response.json();
      if (response.status !== 503) {
        return answer;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** All rows of all lists, by their paths. */
  async everything(): Promise<Readonly<Record<string, readonly unknown[]>>> {
    const rows: Record<string, unknown[]> = {};
    for (const path of ['/members', '/events', '/days', '/validators', '/changes', '/faults']) {
      const found: unknown[] = [];
      let next: string | null = '';
      while (next !== null) {
        const page = `${path}?limit=1000${next === '' ? '' : `&after=${next}`}`;
        const answer = (await this.askUntilThere(page)) as { items: unknown[]; next: string | null };
        found.push(...answer.items);
        next = answer.next;
      }
      rows[path] = found;
    }
    return rows;
  }

  /** Ends them as a person does. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }

  /** Kills all of it at once, as a power cut does. */
  async kill(): Promise<void> {
    if (this.#child.pid !== undefined && this.#child.exitCode === null) {
      process.kill(-this.#child.pid, 'SIGKILL');
      await this.#ended;
    }
  }
}
