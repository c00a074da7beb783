/**
 * `npm test`: sets everything up, checks style and types, and runs the unit, contract, Snap and browser tests. What does not
 * need each other runs side by side, so that no core waits: types and style take what the builds and the tests leave, most of
 * it beside the browser tests, which wait for pages half of their time; these come last. All checks run even when one fails; the exit code is 0 only when every one passed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { ensureTestBrowser } from './chromium.mjs';
import { reproduce, saying } from './reproduce.mjs';
import { checkNode, checkOnce, ensureDependencies, fail, refuseOptions, root, setUp } from './setup.mjs';

/** The Snap's manifests, whose checksums its build renews. */
const readManifests = () =>
  ['snap.manifest.json', 'snap.manifest.full.json'].map((name) =>
    readFileSync(join(root, 'packages', 'snap', name), 'utf8'),
  );
const manifestsBefore = readManifests().join();
const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const environment = { ...process.env, GATSBY_TELEMETRY_DISABLED: '1' };

/**
 * Runs a program of the dependencies. What it says is kept, so that nothing of two that run together is mixed, or printed
 * at once where somebody waits for it. One that yields has the cores only while nobody else asks for them.
 */
async function run(args, { isShownAtOnce = false, yields = false } = {}) {
  const child = spawn(npx, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  if (yields && child.pid !== undefined) {
    // Before it starts others, which take it over.
    setPriority(child.pid, constants.priority.PRIORITY_LOW);
  }
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      if (isShownAtOnce) {
        process.stdout.write(text);
      } else {
        output += text;
      }
    });
  }
  const [status] = await once(child, 'close').catch((error) => {
    output += `${args[0]} could not be run: ${error.message}\n`;
    return [1];
  });
  return { passed: status === 0, output };
}

const outcomes = [];

/** Carries out a check and says how it ended. */
async function check(name, work) {
  const start = Date.now();
  const { passed, output } = await work();
  outcomes.push({ name, passed });
  const time = `${((Date.now() - start) / 1000).toFixed(0)} s`;
  console.log(`\n== ${name} ==\n${output.trimEnd()}\n== ${name}: ${passed ? 'passed' : 'FAILED'} (${time}) ==`);
}

async function checkManifests() {
  const passed = readManifests().join() === manifestsBefore;
  const words = 'A manifest in packages/snap was stale. The build has renewed it: commit it.';
  return { passed, output: passed ? '' : words };
}

/** Types first: what does not compile makes the style's type-aware rules talk nonsense. */
async function checkSources() {
  await check('types', () => run(['tsgo', '-b'], { yields: true }));
  await check('style', async () => {
    const rules = await run(['oxlint'], { yields: true });
    const format = await run(['oxfmt', '--check'], { yields: true });
    return { passed: rules.passed && format.passed, output: rules.output + format.output };
  });
}

/** Makes what a check needs; false, with the reason among the outcomes, when that fails. */
async function isMade(make) {
  try {
    await make();
    return true;
  } catch (error) {
    await check('set-up', () => ({ passed: false, output: error.message }));
    return false;
  }
}

async function checkCode() {
  await check("the Snap's manifests are those of the sources", checkManifests);
  await check('unit, contract and Snap tests', () => run(['jest'], { isShownAtOnce: true }));
}

/** Whoever builds a version gets its checksums, wherever it is built. */
async function checkElsewhere() {
  await check('the Snap is the same when it is built in another folder', async () => {
    let output = 'Its sources are those of the last time.';
    const passed = await checkOnce('snap', 'snap-elsewhere', async () => {
      const outcome = await reproduce();
      output = saying(outcome);
      return outcome.different.length === 0;
    }).catch((error) => {
      output = `${error.stdout ?? ''}${error.stderr ?? error.message}`;
      return false;
    });
    return { passed, output };
  });
}

async function checkPages() {
  await check('browser tests', () => run(['playwright', 'test', '--config', 'packages/site/playwright.config.ts']));
}

refuseOptions('npm test', 'It runs everything; for a single file: npx jest packages/core/test/ledger.test.ts');
try {
  checkNode();
  const dependencies = ensureDependencies();
  environment.CHROMIUM_BIN = ensureTestBrowser();
  await dependencies;
} catch (error) {
  fail(error);
}
// Jest's tests do without the built site, which takes longest.
const code = isMade(() => setUp(['contracts', 'snap']));
const pages = isMade(() => setUp(['site']));
await Promise.all([
  checkSources(),
  code.then((isThere) => isThere && checkElsewhere()),
  // Pages show late what they wait for where other tests take the processor from them: theirs come last.
  Promise.all([code.then((isThere) => isThere && checkCode().then(() => true)), pages]).then(
    (parts) => parts.every(Boolean) && checkPages(),
  ),
]);

const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name);
console.log(`\n${outcomes.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join('; ')}.`);
}
process.exitCode = failed.length > 0 ? 1 : 0;
