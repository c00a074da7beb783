/**
 * Builds the Snap once more in another folder, deeper than this one, and holds every file of its packages against those of the
 * ordinary build: whoever builds a version gets the checksums that are published, wherever and with whichever Node.js. Third
 * parties' files are the same ones by hard links; everything of ours that a build makes is made anew.
 *
 * `npm run reproduce [-- --node FILE]`: FILE is another Node.js to build with.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { answerHelp } from './help.mjs';
import { ensureDependencies, fail, root, setUp } from './setup.mjs';

/** What the Snap is built from. */
const sources = [
  ...['LICENSE', 'package.json'],
  'tsconfig.json',
  ...['core', 'api', 'texts', 'snap'].map((name) => join('packages', name)),
];
/** What a build makes, or does not need. */
const made = new Set(['node_modules', 'dist', 'test', 'generated']);
const madeTexts = join(root, 'packages', 'snap', 'texts');

/** The same folder once more, without its files: they are the same ones. Links to packages of ours lead to the new ones. */
function linkTree(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) {
      symlinkSync(readlinkSync(source), target);
    } else if (entry.isDirectory()) {
      if (entry.name !== '.cache') {
        linkTree(source, target);
      }
    } else {
      linkSync(source, target);
    }
  }
}

/** The checksum of every file below a folder, by its path. */
function checksumsIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('base64')];
    }),
  );
}

/**
 * Builds the Snap elsewhere; the ordinary build must be there. It yields to whatever else runs.
 * @param node the Node.js to build with.
 * @returns the version of that Node.js, how many files were compared, and the names of those that are not the same.
 * @throws Error with what the build said, when it fails.
 */
export async function reproduce(node = process.execPath) {
  mkdirSync(join(root, '.devnet'), { recursive: true });
  const outside = mkdtempSync(join(root, '.devnet', 'again-'));
  const folder = join(outside, 'one', 'deeper');
  const snap = join(folder, 'packages', 'snap');
  try {
    for (const path of sources) {
      cpSync(join(root, path), join(folder, path), {
        recursive: true,
        filter: (each) => !made.has(basename(each)) && each !== madeTexts,
      });
    }
    linkTree(join(root, 'node_modules'), join(folder, 'node_modules'));
    const { SITE_URL: _, ...env } = process.env;
    const running = promisify(execFile)('npm', ['run', 'build'], {
      cwd: snap,
      env: { ...env, PATH: `${dirname(node)}${delimiter}${env.PATH}` },
      shell: process.platform === 'win32',
    });
    setPriority(running.child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    await running;
    const dist = join('packages', 'snap', 'dist');
    const [here, there] = [checksumsIn(join(root, dist)), checksumsIn(join(folder, dist))];
    const names = new Set([...here.keys(), ...there.keys()]);
    const { stdout: version } = await promisify(execFile)(node, ['-p', 'process.versions.node']);
    return {
      version: version.trim(),
      compared: names.size,
      different: [...names].filter((name) => here.get(name) !== there.get(name)),
    };
  } finally {
    rmSync(outside, { recursive: true, force: true });
  }
}

/** What came out of it, in words. */
export function saying({ compared, different, version }) {
  return different.length === 0
    ? `All ${compared} files of the Snap are the same when Node.js ${version} builds them in another folder.`
    : `Built in another folder by Node.js ${version}, these files of the Snap are not the same: ${different.join(', ')}.`;
}

async function runHere() {
  const { node = process.execPath } = parseArgs({ options: { node: { type: 'string' } } }).values;
  if (!existsSync(node)) {
    throw new Error(`There is no Node.js at ${node}: --node takes the path of its program.`);
  }
  await ensureDependencies();
  await setUp(['snap']);
  const outcome = await reproduce(node);
  console.log(saying(outcome));
  process.exitCode = outcome.different.length === 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) {
  answerHelp(import.meta.filename);
  runHere().catch(fail);
}
