import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const rule = 'eslint-js(no-restricted-syntax)';

type Piece = readonly [name: string, code: string];
const sentence = "const text = 'You can claim it now.';";

const found: readonly Piece[] = [
  ['a text between tags', 'const view = <p>Staked so far</p>;'],
  ['a label', 'const view = <Row label="Staked" />;'],
  ['the name of a button for who hears it', 'const view = <button aria-label="close" />;'],
  ['a sentence', sentence],
  ['a sentence that is handed on', "show('Nothing staked yet');"],
  ['a sentence with a value in it', 'const text = `You staked ${amount} so far.`;'],
  ['a sentence behind a value', 'const text = `${amount}. Try again later.`;'],
  ['a sentence of an error that is shown', "const text = new Message('Try it again.');"],
];

const left: readonly Piece[] = [
  ['a name of the catalog', "const text = t('stakeTitle', { amount });"],
  ['a key', "const key = 'transaction.sentText';"],
  ['an error for developers', "throw new Error('A batch was asked for a value before it ran.');"],
  ['the same with a value', 'throw new RangeError(`The block ${number} is none.`);'],
  ['what an error hands to its like', "class Own extends Error { constructor() { super('The call reverted.'); } }"],
  ['a name of a thing', "const network = { name: 'Local chain' };"],
  ['a value', 'const view = <Row label={t("pool")}>{amount}</Row>;'],
  ['what machines read', "const abi = ['function deposit(address receiver) payable'];"],
];

type Diagnostic = { readonly code: string; readonly filename: string };

/** The rules that each file breaks. */
const broken = new Map<string, string[]>();
const folder = mkdtempSync(join(tmpdir(), 'no-sentences-'));

/** The project's own rules, at pieces of code as the site would have them. */
beforeAll(() => {
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const write = (path: string, code: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  };
  [...found, ...left].forEach(([name, code]) => {
    write(`packages/site/src/${name}.tsx`, code);
  });
  write('packages/site/test/words.test.ts', sentence);
  const oxlint = join(dirname(createRequire(__filename).resolve('oxlint/package.json')), 'bin', 'oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'json'], { cwd: folder, encoding: 'utf8' });
  (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics.forEach(({ code, filename }) => {
    broken.set(filename, [...(broken.get(filename) ?? []), code]);
  });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the rule that words for people come from the catalogs', () => {
  it.each(found)('finds %s', (name) => {
    expect(broken.get(`packages/site/src/${name}.tsx`)).toContain(rule);
  });

  it.each(left)('leaves %s', (name) => {
    expect(broken.get(`packages/site/src/${name}.tsx`) ?? []).not.toContain(rule);
  });

  it('leaves what a test says', () => {
    expect(broken.get('packages/site/test/words.test.ts') ?? []).not.toContain(rule);
  });
});
