/**
 * Puts the built site under a path: `node place.mjs --prefix /staking` for one that is known, `node place.mjs --any` for any at all, as
 * IPFS gateways have. Makes a copy in `build` (`--to` names another folder); what `gatsby build` left stays as it is, for the top
 * of a host. Only pages and style sheets differ: scripts read the path from the page.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isPage, withChanges } from './page-policy.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Addresses in markup that begin at the top of the host. */
const addresses = /(\s(?:src|href|data-href)=")\/(?!\/)/gu;
const addressesInStyles = /(url\(["']?)\/(?!\/)/gu;

/** Gatsby looks for its style sheet under its bare name too, wherever that lies. */
const styleSheetName = /(<style data-href=")[^"]*?([^"/]+\.css")/gu;

/** The way from a page's folder to the top of the site: `./`, `../`. */
const wayUp = (page) => (page.includes('/') ? '../'.repeat(page.split('/').length - 1) : './');

/** Takes the page's own part off the address that it is shown at; what is left is where the site lies. */
function scriptOfAnyPath(page) {
  const own = page.replace(/(^|\/)index\.html$/u, '');
  return `self.stakingBase=location.pathname.replace(/${own === '' ? '' : `\\/${own.replaceAll(/[./]/gu, '\\$&')}`}(\\/(index\\.html)?)?$/,'')`;
}

/**
 * Copies a built site so that it works under a path.
 * @param prefix the path, or `null` for any.
 */
export function placeSite(from, to, prefix) {
  if (!existsSync(join(from, 'index.html'))) {
    throw new Error('The site is not built. Run `npm run build -w packages/site` first.');
  }
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  const files = readdirSync(to, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(to, join(parentPath, name)).replaceAll('\\', '/'));
  for (const name of files) {
    const file = join(to, name);
    const top = prefix === null ? wayUp(name) : `${prefix}/`;
    const withStyles = (sheet) => sheet.replaceAll(addressesInStyles, `$1${top}`);
    if (name.endsWith('.css')) {
      writeFileSync(file, withStyles(readFileSync(file, 'utf8')));
    } else if (name.endsWith('.html')) {
      const html = readFileSync(file, 'utf8');
      if (isPage(html)) {
        const script = prefix === null ? scriptOfAnyPath(name) : `self.stakingBase=${JSON.stringify(prefix)}`;
        const change = (page) =>
          page
            .replaceAll(addresses, `$1${top}`)
            .replaceAll(styleSheetName, '$1$2')
            .replaceAll(/<style[^]*?<\/style>/gu, withStyles);
        writeFileSync(file, withChanges(html, name, script, change));
      }
    }
  }
}

/** A path as it is put in front of others: `/staking`, with each part in letters that no browser escapes. */
const fixedPath = /^(?:\/[\w.~-]+)+$/u;

/** What the command line asks for. */
function parseCommand(args) {
  const { values } = parseArgs({
    args,
    options: { any: { type: 'boolean' }, prefix: { type: 'string' }, to: { type: 'string' } },
  });
  const { any = false, prefix, to = join(here, 'build') } = values;
  if (any === (prefix !== undefined)) {
    throw new Error('Say where the site will lie: --prefix /path for a path that is known, --any for any.');
  }
  if (prefix !== undefined && !fixedPath.test(prefix)) {
    throw new Error(`--prefix ${prefix}: give a path such as /staking, without a slash at its end.`);
  }
  return { prefix: prefix ?? null, to: resolve(process.env.INIT_CWD ?? '.', to) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { prefix, to } = parseCommand(process.argv.slice(2));
    placeSite(join(here, 'public'), to, prefix);
    console.log(`The site for ${prefix ?? 'any path'} is in ${to}.`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
