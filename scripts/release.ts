/**
 * `npm run release -- major|minor|patch|X.Y.Z`: a new version in every package, in the lock, in the Snap's manifest and in the
 * changelog, with the documents and checksums that follow from it. It neither commits nor publishes, and pushes nothing. Where a step
 * fails, all files are put back.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerHelp } from './help.mjs';
import { nextVersion, releaseFiles } from './release-files';

answerHelp(import.meta.filename);
const folder = join(import.meta.dirname, '..');
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const ask = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** Does what changes the tree, which was clean before and is so again where it fails. */
function changeTree(change: () => void): void {
  try {
    change();
  } catch (error) {
    ask('git', 'restore', '.');
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\nNothing is released: all files are as they were.`, { cause: error });
  }
}

function release([wanted, ...others]: readonly string[]): void {
  if (wanted === undefined || wanted.startsWith('-') || others.length > 0) {
    throw new Error('Which version? npm run release -- major, minor, patch, or the version itself, and nothing else.');
  }
  const { version: present } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const version = nextVersion(present, wanted);
  const unclean = ask('git', 'status', '--porcelain').trimEnd();
  if (unclean !== '') {
    throw new Error(`A release begins with a clean tree. Commit or put away:\n${unclean}`);
  }
  const paths = ask('git', 'ls-files', 'CHANGELOG.md', '*package.json', '*package-lock.json', '*/snap.manifest.json');
  const files = new Map(
    paths
      .trim()
      .split('\n')
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  const changed = releaseFiles(files, version, new Date().toISOString().slice(0, 10));
  changeTree(() => {
    for (const [path, text] of changed) {
      writeFileSync(join(folder, path), text);
    }
    say(`${present} becomes ${version}. The documents and the Snap follow …`);
    ask('npm', 'run', '--silent', 'docs');
    ask('npm', 'run', '--silent', 'build', '-w', 'packages/snap');
  });
  say(`Done. Next:
  npm test && npm run test:long
  git commit -am "Release ${version}" && git tag v${version}
and docs/publishing.md for the rest.`);
}

try {
  release(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
