/** Finds a Chromium for what needs a browser, or installs Debian's; says what to do where it can do neither. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './apt.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium without its windows: the same engine for two thirds of the processor. */
const headlessShell = 'chromium-headless-shell';

const onPath = (names) =>
  (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
const firstThatIsThere = (paths) => paths.find((path) => path !== undefined && path !== '' && existsSync(path));

/** The path of an installed Chromium; `undefined` when there is none. `CHROMIUM_BIN` goes first. */
export const findChromium = () => firstThatIsThere([process.env.CHROMIUM_BIN, ...onPath(programs), ...applications]);

/** Finds Chromium, or installs it where this may be done without asking. */
export function ensureChromium() {
  const found = findChromium();
  if (found) {
    return found;
  }
  console.log('- No Chromium found; installing it with apt-get ...');
  const installed = installWithApt('chromium') ? findChromium() : undefined;
  if (!installed) {
    throw new Error(
      'The browser tests need Chromium, and it could not be installed. Install it (Debian and Ubuntu: ' +
        '"sudo apt-get install chromium"; macOS: "brew install --cask chromium"), or set CHROMIUM_BIN to its path.',
    );
  }
  return installed;
}

/** The browser for tests, in which nobody looks at a window: a headless shell where there is one or it can be installed. */
export function ensureTestBrowser() {
  const findShell = () => firstThatIsThere([process.env.CHROMIUM_BIN, ...onPath([headlessShell])]);
  const found = findShell();
  if (found) {
    return found;
  }
  return (installWithApt(headlessShell) && findShell()) || ensureChromium();
}
