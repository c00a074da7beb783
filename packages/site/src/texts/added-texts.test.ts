import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import governance from '@pooled-staking/texts/areas/governance';
import help from '@pooled-staking/texts/areas/help';
import pools from '@pooled-staking/texts/areas/pools';
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

/** A file and all that it brings along at once: what it imports, types and parts that come later left out. */
function broughtBy(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) {
    return known;
  }
  known.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'(\.[^']+)';/gmu)) {
    const found = ['.ts', '.tsx'].map((ending) => join(dirname(file), path + ending)).find(existsSync);
    if (found !== undefined) {
      broughtBy(found, known);
    }
  }
  return known;
}

describe('the texts of pages about pools', () => {
  it.each(['index', '404', 'account', 'pool/index', 'pool/stake'])(
    'are said by nothing that %s brings along',
    (page) => {
      const brought = [...broughtBy(join(folder, 'pages', `${page}.tsx`))];
      expect(brought.length).toBeGreaterThan(20);
      const saying = brought.filter((file) => {
        const text = readFileSync(file, 'utf8');
        return Object.keys(pools).some((key) => text.includes(`'${key}'`));
      });
      expect(saying).toEqual([]);
    },
  );

  it.each(['pool-pages/pool-pages', 'positions/overview', 'accounts/account-pages', 'sequencers/sequencers-texts'])(
    'come with %s',
    (part) => {
      expect([...broughtBy(join(folder, `${part}.tsx`.replace('texts.tsx', 'texts.ts')))]).toContain(
        join(folder, 'pool-pages', 'pool-texts.ts'),
      );
    },
  );
});
