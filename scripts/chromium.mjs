/** Finds a Chromium for the browser tests, or installs Debian's; says what to do where it can do neither. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './apt.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of an installed Chromium; `undefined` when there is none. `CHROMIUM_BIN` goes first. */
export function findChromium() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => programs.map((name) => join(folder, name)));
  return [process.env.CHROMIUM_BIN ?? '', ...onPath, ...applications].find((path) => path !== '' && existsSync(path));
}

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
