import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { nextVersion, releaseFiles } from '../../../scripts/release-files';

const root = join(__dirname, '..', '..', '..');
const asked = ['CHANGELOG.md', '*package.json', '*package-lock.json', '*/snap.manifest.json'];
const paths = execFileSync('git', ['ls-files', ...asked], { cwd: root, encoding: 'utf8' });
const files = new Map(
  paths
    .trim()
    .split('\n')
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
const present = (JSON.parse(files.get('package.json') ?? '') as { version: string }).version;
const changelog =
  '# Changelog\n\n## Unreleased\n\n- A new thing.\n- Another.\n\n## 0.1.0 (2026-01-02)\n\n- An old thing.\n';

describe('the next version', () => {
  it('is one step on, or the one that is named', () => {
    expect(['major', 'minor', 'patch', '0.9.12', '1.0.0'].map((wanted) => nextVersion('0.9.11', wanted))).toEqual([
      '1.0.0',
      '0.10.0',
      '0.9.12',
      '0.9.12',
      '1.0.0',
    ]);
  });

  it.each([
    ['0.9.11', '0.9.11 is not above the present version, 0.9.11.'],
    ['0.8.12', '0.8.12 is not above the present version, 0.9.11.'],
    ['newest', '"newest" is no version: three numbers with points between them, such as 1.2.0.'],
    ['1.0', '"1.0" is no version: three numbers with points between them, such as 1.2.0.'],
  ])('is not %s', (wanted, message) => {
    expect(() => nextVersion('0.9.11', wanted)).toThrow(message);
  });
});

describe('a release', () => {
  const after = releaseFiles(new Map([...files, ['CHANGELOG.md', changelog]]), '9.8.7', '2026-11-30');

  it('has one version in every package, the lock and the Snap', () => {
    const all = [...after].filter(([path]) => path !== 'CHANGELOG.md');
    expect(all.length).toBeGreaterThan(9);
    for (const [path, text] of all) {
      const old = new RegExp(
        `"(?:@pooled-staking/\\w+|pooled-staking[\\w-]*)": "${present.replaceAll('.', '\\.')}"`,
        'u',
      );
      expect([path, old.exec(text)?.[0]]).toEqual([path, undefined]);
      // All else stays as it was.
      const others = text.replaceAll('"9.8.7"', `"${present}"`);
      expect(others).toBe(files.get(path)?.replace(/\n*$/u, '\n'));
    }
    const lock = JSON.parse(after.get('package-lock.json') ?? '') as { packages: Record<string, { version?: string }> };
    const ours = Object.entries(lock.packages).filter(([path]) => !path.includes('node_modules'));
    expect(ours.filter(([, { version }]) => version !== '9.8.7').map(([path]) => path)).toEqual([]);
    const snap = ['packages/snap/package.json', 'packages/snap/snap.manifest.json'].map(
      (path) => after.get(path) ?? '',
    );
    expect(snap.map((text) => (JSON.parse(text) as { version: string }).version)).toEqual(['9.8.7', '9.8.7']);
  });

  it('makes what is unreleased the newest part of the changelog, and nothing is lost', () => {
    const part = '## 9.8.7 (2026-11-30)\n\n- A new thing.\n- Another.\n';
    const older = '## 0.1.0 (2026-01-02)\n\n- An old thing.\n';
    expect(after.get('CHANGELOG.md')).toBe(`# Changelog\n\n## Unreleased\n\n${part}\n${older}`);
    const first = releaseFiles(
      new Map([['CHANGELOG.md', changelog.slice(0, changelog.indexOf('\n## 0.1.0'))]]),
      '9.8.7',
      '2026-11-30',
    );
    expect(first.get('CHANGELOG.md')).toBe(`# Changelog\n\n## Unreleased\n\n${part}`);
  });

  it('is refused where nobody would notice anything, or where it knows not what to do', () => {
    const releaseOf = (name: string, text: string) => () =>
      releaseFiles(new Map([[name, text]]), '9.8.7', '2026-11-30');
    expect(releaseOf('CHANGELOG.md', '# Changelog\n\n## Unreleased\n')).toThrow('nothing under "Unreleased"');
    expect(releaseOf('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n## 0.1.0 (2026-01-02)\n\n- Old.\n')).toThrow(
      'nothing under',
    );
    expect(releaseOf('CHANGELOG.md', '# Changelog\n\n- Old.\n')).toThrow('no part "## Unreleased"');
    expect(releaseOf('README.md', '')).toThrow('A release knows nothing of README.md.');
  });
});
