import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import governance from '@pooled-staking/texts/areas/governance';
import help from '@pooled-staking/texts/areas/help';
import sequencers from '@pooled-staking/texts/areas/sequencers';
import votes from '@pooled-staking/texts/areas/votes';

const folder = join(__dirname, '..');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /(?<!\.test)\.tsx?$/u.test(path),
);

/** Texts that come with one page, by its name. */
const pages = { governance: { ...governance, ...votes }, help, sequencers };

describe.each(Object.entries(pages))('the texts of the page %s', (page, texts) => {
  it('are said by it alone', () => {
    const elsewhere = files
      .filter((path) => !path.startsWith(`${page}/`) && path !== `pages/${page}.tsx`)
      .filter((path) => {
        const text = readFileSync(join(folder, path), 'utf8');
        return Object.keys(texts).some((key) => text.includes(`'${key}'`));
      });
    expect(elsewhere).toEqual([]);
  });

  it('are there before all else of it', () => {
    const [first] = readFileSync(join(folder, 'pages', `${page}.tsx`), 'utf8').split('\n');
    expect(first).toBe(`import '../${page}/${page}-texts';`);
  });
});
