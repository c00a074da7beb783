import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from './free-ports';

const installed = '/usr/lib/postgresql';

/** Where Debian's package keeps the programs of its newest PostgreSQL; `null` where it is not installed. */
export function findPostgres(): string | null {
  const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(installed, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** PostgreSQL does not run as root: there, it runs as the user that its package made. */
function findUser(): { readonly uid?: number; readonly gid?: number } {
  const idOf = (option: string): number => Number(execFileSync('id', [option, 'postgres']).toString());
  return process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
}

/** A PostgreSQL of its own on this machine, in a folder that goes with it. */
export class PostgresServer {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #bin: string;

  private constructor(
    readonly url: string,
    child: ChildProcess,
    folder: string,
    bin: string,
  ) {
    this.#child = child;
    this.#folder = folder;
    this.#bin = bin;
  }

  /** @param bin of {@link findPostgres}. @throws Error with what it said when it does not start. */
  static async start(bin: string): Promise<PostgresServer> {
    const user = findUser();
    const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
    if (user.uid !== undefined && user.gid !== undefined) {
      chownSync(folder, user.uid, user.gid);
    }
    const data = join(folder, 'data');
    const options = { ...user, cwd: folder };
    execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'books', '--auth', 'trust', '--no-sync'], options);
    const port = await findFreePorts(1);
    const args = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-F'];
    const child = spawn(join(bin, 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('ready to accept connections')) {
          resolve();
        }
      });
      child.on('exit', () => {
        reject(new Error(`PostgreSQL ended:\n${said}`));
      });
    });
    return new PostgresServer(`postgresql://books@127.0.0.1:${port}/postgres`, child, folder, bin);
  }

  /** Asks the server itself, past whoever writes there. Returns the rows as text, one a line. */
  ask(query: string): string {
    const args = ['--no-psqlrc', '--tuples-only', '--no-align', '--dbname', this.url, '--command', query];
    return execFileSync(join(this.#bin, 'psql'), args).toString().trim();
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    // Ends its connections rather than waiting for them.
    this.#child.kill('SIGINT');
    await ended;
    rmSync(this.#folder, { recursive: true });
  }
}
