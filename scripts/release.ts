/**
 * `npm run release -- major|minor|patch|X.Y.Z`: a new version in every package, in the lock, in the Snap's manifest and in the
 * changelog, with the documents and checksums that follow from it. It neither commits nor publishes, and pushes nothing.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextVersion, releaseFiles } from './release-files';

const folder = join(import.meta.dirname, '..');
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const ask = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function release(wanted: string | undefined): void {
  if (wanted === undefined) {
    throw new Error('Which version? npm run release -- major, minor, patch, or the version itself.');
  }
  const { version: present } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const version = nextVersion(present, wanted);
  const changed = ask('git', 'status', '--porcelain').trimEnd();
  if (changed !== '') {
    throw new Error(`A release begins with a clean tree. Commit or put away:\n${changed}`);
  }
  const paths = ask('git', 'ls-files', 'CHANGELOG.md', '*package.json', '*package-lock.json', '*/snap.manifest.json');
  const files = new Map(
    paths
      .trim()
      .split('\n')
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  for (const [path, text] of releaseFiles(files, version, new Date().toISOString().slice(0, 10))) {
    writeFileSync(join(folder, path), text);
  }
  say(`${present} is ${version} now. The documents and the Snap follow …`);
  ask('npm', 'run', '--silent', 'docs');
  ask('npm', 'run', '--silent', 'build', '-w', 'packages/snap');
  say(`Done. Next:
  npm test && npm run test:long
  git commit -am "Release ${version}" && git tag v${version}
and docs/publishing.md for the rest.`);
}

try {
  release(process.argv[2]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
