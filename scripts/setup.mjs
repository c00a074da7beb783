/**
 * What has to be there before anything runs: dependencies, compiled contracts, the built Snap and the built site. Each
 * step is skipped when what it would make is up to date. Plain Node, since it runs before the dependencies are there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkStartArguments } from '../packages/devnet/src/start-options.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFolder = join(root, '.devnet');
const NOT_SOURCES = new Set(['node_modules', 'dist', 'build', 'public', '.cache', 'coverage', 'test-results', 'test']);
const PARENT_CHECK_MS = 500;
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a command and keeps what it says for the case that it fails. */
export function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(output);
      } else {
        const line = [command, ...args].join(' ');
        reject(new Error(`${output.trimEnd()}\n\n"${line}" ended with ${signal ?? `exit code ${code}`}.`));
      }
    });
  });
}

/** The process of npm that runs this script, with a shell between them or without one. */
function findNpm() {
  for (let pid = process.ppid, step = 0; step < 2; step += 1) {
    const { stdout = '' } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, command] = /^\s*(\d+)\s+(.*)$/mu.exec(stdout ?? '') ?? [];
    if (parent === undefined) {
      return undefined;
    }
    if (/^npm\b|\bnpm-cli\b/u.test(command)) {
      return pid;
    }
    pid = Number(parent);
  }
  return undefined;
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Calls back when npm is gone, or the shell through which it started this: a shell dies of a signal without passing it
 * on, and stays when npm is killed.
 */
function watchNpm(onGone) {
  const parent = process.ppid;
  const npmProcess = findNpm();
  const isGone = () => process.ppid !== parent || (npmProcess !== undefined && !isRunning(npmProcess));
  setInterval(() => isGone() && onGone(), PARENT_CHECK_MS).unref();
}

/**
 * Runs a program in the foreground and ends with it: its exit code, and signals passed on.
 * @param onEnd done before that; told the exit code.
 */
export function runInForeground(command, args, onEnd = async () => {}) {
  // The channel closes when this process is gone, however it ended: the program listens for that.
  const child = spawn(command, args, { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal tells the whole group; whoever starts this otherwise tells this process only.
    process.on(signal, () => child.kill(signal));
  }
  if (process.env.npm_lifecycle_event !== undefined) {
    watchNpm(() => child.kill('SIGTERM'));
  }
  child.on('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    const status = code ?? 128 + (constants.signals[signal] ?? 0);
    onEnd(status).then(
      () => process.exit(status),
      (error) => fail(error),
    );
  });
}

/** Carries out a step and says how long it took. */
async function step(title, work) {
  const start = Date.now();
  console.log(`- ${title} ...`);
  await work();
  console.log(`  ${title}: done in ${seconds(start)}`);
}

/** Refuses a Node.js that `engines` in package.json does not allow. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22)) {
    throw new Error(
      `This is Node.js ${version}; the project needs 20.19 or newer, or 22.12 or newer. Get it from https://nodejs.org.`,
    );
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** True when each package of a folder's lock file is installed in its version; optional ones may lack on this platform. */
function isInstalled(folder) {
  const wanted = readJson(join(folder, 'package-lock.json'))?.packages ?? {};
  const installed = readJson(join(folder, 'node_modules', '.package-lock.json'))?.packages;
  return (
    installed !== undefined &&
    Object.entries(wanted).every(
      ([path, { version, optional, devOptional, link }]) =>
        !path.startsWith('node_modules/') ||
        (link === true && installed[path]?.link === true) ||
        (link !== true && installed[path]?.version === version) ||
        (installed[path] === undefined && (optional === true || devOptional === true)),
    )
  );
}

/** Installs the dependencies of the lock file when they are not there. */
export async function ensureDependencies() {
  if (!isInstalled(root)) {
    await step('Installing dependencies (npm ci, a minute or two)', () =>
      run(npm, ['ci', '--include=dev', '--no-audit', '--no-fund']),
    );
  }
}

/** Installs what the pool's books are indexed with, outside of the workspaces: only who keeps books waits for it. */
export async function ensureBooks() {
  const folder = join(root, 'packages', 'books', 'ponder');
  if (!isInstalled(folder)) {
    await step("Installing the books' indexer (npm ci, half a minute)", () =>
      run(npm, ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']),
    );
  }
}

function sourceFiles(path) {
  if (!existsSync(path)) {
    return [];
  }
  if (statSync(path).isFile()) {
    return [path];
  }
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCES.has(name))
    .flatMap(({ name }) => sourceFiles(join(path, name)));
}

/** Changes with the content of any of the files and folders; with an ending, of the files that have it. */
function hashOf(paths, ending = '') {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  const files = paths.flatMap((path) => sourceFiles(join(root, path)));
  for (const file of files.filter((each) => each.endsWith(ending)).sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const SHARED = ['package-lock.json', 'tsconfig.json', 'packages/core', 'packages/api', 'packages/texts'];

/**
 * What is built, from which sources, and the file that shows that it was. `startsAnew`: sources (of an ending) of
 * which the tool that builds does not notice a change, and what it has to be without then.
 */
const builds = {
  contracts: {
    title: 'Compiling the contracts',
    sources: ['package-lock.json', 'packages/devnet/contracts', 'packages/devnet/src/contracts'],
    workspace: 'packages/devnet',
    output: 'packages/devnet/build',
  },
  snap: {
    title: 'Building the Snap',
    sources: [...SHARED, 'packages/snap'],
    workspace: 'packages/snap',
    output: 'packages/snap/dist/full/snap.manifest.json',
  },
  site: {
    title: 'Building the site',
    sources: [...SHARED, 'packages/react', 'packages/site'],
    workspace: 'packages/site',
    output: 'packages/site/public/index.html',
    // Gatsby writes the styles into the pages, and keeps the pages where nothing else has changed.
    startsAnew: {
      sources: ['packages/site/src'],
      ending: '.css',
      folders: ['packages/site/.cache', 'packages/site/public'],
    },
  },
};

const stampOf = (name) => join(stampFolder, `${name}.hash`);

/** True when the sources are those of the stamp. */
function isStamped(name, { sources, ending }) {
  const stamp = stampOf(name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(sources, ending);
}

function putStamp(name, { sources, ending }) {
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stampOf(name), hashOf(sources, ending));
}

/** Builds a part (`contracts`, `snap` or `site`) when its sources have changed since the last time. */
export async function ensureBuilt(name) {
  const { title, sources, workspace, output, startsAnew } = builds[name];
  if (existsSync(join(root, output)) && isStamped(name, { sources })) {
    return;
  }
  rmSync(stampOf(name), { force: true });
  if (startsAnew && !isStamped(`${name}-anew`, startsAnew)) {
    for (const folder of startsAnew.folders) {
      rmSync(join(root, folder), { recursive: true, force: true });
    }
    // Before the build: one that breaks off leaves nothing old behind either.
    putStamp(`${name}-anew`, startsAnew);
  }
  await step(title, () =>
    run(npm, ['run', 'build', '-w', workspace], { GATSBY_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' }),
  );
  // Afterwards, since the Snap's build writes the checksum into its manifest.
  putStamp(name, { sources });
}

/**
 * Carries out a check of a part (`contracts`, `snap` or `site`), unless it passed before with the same sources.
 * @param work the check: false where it did not pass.
 */
export async function checkOnce(name, checkName, work) {
  const { sources } = builds[name];
  const hasPassed = isStamped(checkName, { sources }) || (await work());
  if (hasPassed) {
    putStamp(checkName, { sources });
  }
  return hasPassed;
}

/** Makes the given parts; the site, which takes longest, beside the others. */
export async function setUp(parts = ['contracts', 'snap', 'site']) {
  const start = Date.now();
  checkNode();
  await ensureDependencies();
  const others = async () => {
    for (const name of parts.filter((part) => part !== 'site')) {
      await ensureBuilt(name);
    }
  };
  const outcomes = await Promise.allSettled([others(), ...(parts.includes('site') ? [ensureBuilt('site')] : [])]);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
  console.log(`Set-up complete (${seconds(start)})`);
}

/** Ends the process with the words of a failed set-up. */
export function fail(error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** Refuses words behind a command that takes none, before it begins its work. */
export function refuseOptions(command, instead) {
  const [given] = process.argv.slice(2);
  if (given !== undefined) {
    fail(new Error(`${command} takes no options: '${given}' means nothing to it. ${instead}`));
  }
}

/** Runs the devnet's command line with the given arguments. */
export function runDevnet(args) {
  runInForeground(process.execPath, ['--import', 'tsx', join('packages', 'devnet', 'src', 'cli.ts'), ...args]);
}

/** Sets up what a devnet needs and runs it; options that do not fit are refused before that takes minutes. */
export async function startDevnet(args) {
  const asksForHelp = args.some((arg) => ['-h', '--help', 'help'].includes(arg));
  if (!asksForHelp) {
    checkStartArguments(args);
  }
  await setUp(asksForHelp ? [] : undefined);
  if (args.includes('--books') && !asksForHelp) {
    await ensureBooks();
  }
  runDevnet(args);
}
