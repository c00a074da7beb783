import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(__dirname, '../../..');

/** The tests of all packages by the name of their file; some names are there twice. */
const files = ['site/test', 'site/src', 'react/src', 'core/test'].flatMap((folder) =>
  readdirSync(join(root, 'packages', folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(spec|test)\.tsx?$/u.test(path))
    .map((path) => join(root, 'packages', folder, path)),
);

/** The rows of the tables in `docs/features.md`. */
const rows = readFileSync(join(root, 'docs/features.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|\s*(-|feature)/u.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, feature = '', here = '', , , , proof = '']) => ({ feature, here, proof }));

describe('a feature that the docs claim', () => {
  it('is one of many', () => {
    expect(rows.length).toBeGreaterThan(35);
  });

  it.each(rows)('is proved: $feature', ({ here, proof }) => {
    expect(here).toMatch(/^yes/u);
    const [, file = '', title = ''] = /^`([\w.-]+)`: (.+)$/u.exec(proof) ?? [];
    const texts = files.filter((path) => basename(path) === file).map((path) => readFileSync(path, 'utf8'));
    const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
    const said = new RegExp(`(test|it|name:)\\(? ?'${escaped}'`, 'u');
    expect(texts.filter((text) => said.test(text))).toHaveLength(1);
  });
});
