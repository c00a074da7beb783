import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { repositoryRoot } from '../src/paths';

const read = (name: string): string => readFileSync(join(repositoryRoot, name), 'utf8');

it('has every command in the README or among those of contributors', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
  const pages = read('README.md') + read('CONTRIBUTING.md');
  const isNamed = (name: string): boolean =>
    new RegExp(`npm (?:run )?(?:--silent )?${name}(?![\\w:-])`, 'u').test(pages);
  expect(Object.keys(scripts).filter((name) => !isNamed(name))).toEqual([]);
});

it.each([
  'bench',
  'pack',
  'pictures',
  'release',
  'replay',
  'replay:faults',
  'reproduce',
  'screenshots',
  'clear-signing',
])('says what npm run %s does where it is asked for help, and does nothing', (name) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
  const [program = '', ...args] = (scripts[name] ?? '').split(' ');
  const node = program === 'tsx' ? ['--import', 'tsx'] : [];
  const { stdout, status } = spawnSync(process.execPath, [...node, ...args, '--help'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  expect(stdout).toMatch(new RegExp(`npm run (--silent )?${name}\\b`, 'u'));
  expect(status).toBe(0);
});
