/**
 * `npm test`: sets everything up, then checks style and types and runs the unit, contract, Snap and browser tests. All
 * checks run even when one fails; the exit code is 0 only when every one passed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { fail, root, setUp } from './setup.mjs';

const manifest = join(root, 'packages', 'snap', 'snap.manifest.json');
const manifestBefore = readFileSync(manifest, 'utf8');

let chromium;
try {
  await setUp();
  chromium = ensureChromium();
} catch (error) {
  fail(error);
}

const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const environment = { ...process.env, CHROMIUM_BIN: chromium, GATSBY_TELEMETRY_DISABLED: '1' };

/** Runs a command; true when it ended well. */
async function succeeds(command, args, stdio = 'inherit') {
  const child = spawn(command, args, { cwd: root, stdio, env: environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const [status] = await once(child, 'close').catch((error) => {
    console.error(`${command} could not be run: ${error.message}`);
    return [1];
  });
  process.stdout.write(output);
  return status === 0;
}

/** Beside the style, on the other core; what it says is printed when it ends. */
const types = succeeds('npm', ['run', '--silent', 'types'], 'pipe');

const checks = [
  {
    name: "the Snap's manifest is that of the sources",
    run: () => {
      const isCurrent = readFileSync(manifest, 'utf8') === manifestBefore;
      if (!isCurrent) {
        console.error('packages/snap/snap.manifest.json was stale. The build has renewed it: commit it.');
      }
      return isCurrent;
    },
  },
  {
    name: 'style',
    run: async () =>
      (await succeeds(npx, ['eslint', '.'])) &&
      (await succeeds(npx, ['prettier', '--check', '--log-level', 'warn', '.'])),
  },
  { name: 'types', run: () => types },
  { name: 'unit, contract and Snap tests', run: () => succeeds(npx, ['jest']) },
  {
    name: 'browser tests',
    run: () => succeeds(npx, ['playwright', 'test', '--config', 'packages/site/playwright.config.ts']),
  },
];

const failed = [];
for (const { name, run } of checks) {
  console.log(`\n== ${name} ==`);
  const start = Date.now();
  const passed = await run();
  console.log(`== ${name}: ${passed ? 'passed' : 'FAILED'} (${((Date.now() - start) / 1000).toFixed(0)} s) ==`);
  if (!passed) {
    failed.push(name);
  }
}
console.log(`\n${checks.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join('; ')}.`);
}
process.exitCode = failed.length > 0 ? 1 : 0;
