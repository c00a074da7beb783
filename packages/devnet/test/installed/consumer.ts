import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../../src/paths';

const runFile = promisify(execFile);

/** Runs a program and gives what it prints. Throws with all that it said where it fails. */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = { ...process.env, FORCE_COLOR: '0', ...environment };
  const options = { cwd, shell: process.platform === 'win32', maxBuffer: 50_000_000, env };
  try {
    return (await runFile(command, args, options)).stdout;
  } catch (error) {
    const { message, stdout = '' } = error as Error & { stdout?: string };
    throw new Error(`${message}\n${stdout}`, { cause: error });
  }
}

/** A file of one of the repository's dependencies. */
export const ofDependency = (path: string): string => join(repositoryRoot, 'node_modules', path);

type Names = Readonly<Record<string, string>>;
type Manifest = { readonly dependencies?: Names; readonly peerDependencies?: Names };

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(ofDependency(join(name, 'package.json')), 'utf8')) as Manifest;

/** What draws a page of hooks beside them. */
const ofPages = ['react-dom', '@types/react', '@types/react-dom'];

/** The folders of what packages of ours and their pages depend on, with all below: installed without asking a registry. */
function dependenciesOf(names: readonly string[]): string[] {
  const found = new Set<string>();
  const follow = (name: string): void => {
    if (!name.startsWith('@pooled-staking/') && !found.has(name)) {
      found.add(name);
      Object.keys(manifestOf(name).dependencies ?? {}).forEach(follow);
    }
  };
  names.forEach((name) => {
    const { dependencies, peerDependencies } = manifestOf(name);
    Object.keys({ ...dependencies, ...peerDependencies }).forEach(follow);
  });
  ofPages.forEach(follow);
  return [...found].map(ofDependency);
}

export const libraries = ['core', 'api', 'texts', 'react'].map((name) => `@pooled-staking/${name}`);

/** The packed packages, and a project outside of the repository that has installed them. */
export class Consumer {
  private constructor(
    readonly folder: string,
    readonly tarballs: readonly string[],
  ) {}

  static async create(): Promise<Consumer> {
    const folder = mkdtempSync(join(tmpdir(), 'installed-'));
    const packed = join(folder, 'packed');
    const printed = await run(process.execPath, ['scripts/pack.mjs', '--to', packed], repositoryRoot);
    const tarballs = printed.split('\n').filter((line) => line.endsWith('.tgz'));
    const consumer = new Consumer(join(folder, 'project'), tarballs);
    consumer.write('package.json', JSON.stringify({ name: 'project', private: true, type: 'module' }));
    const ours = tarballs.filter((path) => dirname(path) !== join(packed, 'open'));
    const quiet = ['--offline', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...quiet, ...ours, ...dependenciesOf(libraries)], consumer.folder);
    return consumer;
  }

  /** The folder of an installed package. */
  installed(name: string): string {
    return join(this.folder, 'node_modules', name);
  }

  write(name: string, text: string): string {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Runs a module in the project and gives the lines that it prints. */
  async node(name: string, text: string): Promise<string[]> {
    return (await run(process.execPath, [this.write(name, text)], this.folder)).trimEnd().split('\n');
  }

  remove(): void {
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }
}
