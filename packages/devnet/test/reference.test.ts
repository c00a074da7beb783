import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { repositoryRoot } from '../src/paths';
import { ofDependency, run } from './installed/consumer';

const pagesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

it('has the reference of the packages that their comments give: run `npm run docs` when this fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    const how = ['--logLevel', 'Error', '--out', folder];
    await run(process.execPath, [ofDependency('typedoc/bin/typedoc'), ...how], repositoryRoot);
    expect(pagesIn(join(repositoryRoot, 'docs', 'api'))).toEqual(pagesIn(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);
