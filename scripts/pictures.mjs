/**
 * `npm run pictures -- FOLDER [--languages en,de] [--grep WORDS]`: takes a picture of every page of the site, wide and narrow, light and
 * dark, into a folder, and fails where one breaks what can be measured of the list in `docs/design.md`. `--grep` takes some pages
 * alone. `npm run pictures -- --docs` takes the ones that the docs show.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from './chromium.mjs';
import { answerHelp } from './help.mjs';
import { fail, root, runInForeground, setUp } from './setup.mjs';

answerHelp(import.meta.filename);
const playwright = ['playwright', 'test', '--config', 'packages/site/test/pictures/playwright.config.ts'];
try {
  const { values, positionals } = parseArgs({
    options: { docs: { type: 'boolean' }, languages: { type: 'string' }, grep: { type: 'string' } },
    allowPositionals: true,
  });
  const [folder = values.docs ? join(root, 'docs', 'pages') : undefined] = positionals;
  if (folder === undefined) {
    throw new Error('Name the folder for the pictures: "npm run pictures -- FOLDER", or "npm run pictures -- --docs".');
  }
  process.env.CHROMIUM_BIN = ensureChromium();
  process.env.PICTURES_FOLDER = resolve(folder);
  process.env.PICTURES_FOR_DOCS = values.docs ? '1' : '';
  process.env.PICTURES_LANGUAGES = values.languages ?? 'en,de';
  playwright.push(...(values.grep === undefined ? [] : ['--grep', values.grep]));
  await setUp();
} catch (error) {
  fail(error);
}
runInForeground(process.platform === 'win32' ? 'npx.cmd' : 'npx', playwright);
