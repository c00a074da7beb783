import { readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { writePolicies } from './page-policy.mjs';

const { browserslist } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'));

/**
 * Gatsby writes CommonJS files into `.cache` and loads them with `require`; this package is an ES module, so the folder
 * has to say that it is not.
 * @type {import('gatsby').GatsbyNode['onPreBootstrap']}
 */
export const onPreBootstrap = ({ store }) => {
  const folder = join(store.getState().program.directory, '.cache');
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
};

/** The packages of this repository, which are bundled from their TypeScript source. */
const workspace = join(import.meta.dirname, '..');
const isOfWorkspace = (file) => file.startsWith(`${workspace}${sep}`) && !file.startsWith(import.meta.dirname + sep);

/**
 * SWC compiles them, for the browsers of this package: Babel, through which Gatsby looks into pages for what it generates, takes
 * many times as long and finds nothing in them. What is left goes through it once: Gatsby has a rule for all scripts and one
 * more for TypeScript, and would compile each file by both.
 */
function compileWorkspace({ module }) {
  const [scripts, ...again] = module.rules.filter(({ test, use }) => use && test?.test?.('page.tsx'));
  const { include } = scripts;
  scripts.include = (file) => !isOfWorkspace(file) && include(file);
  module.rules = module.rules.filter((rule) => !again.includes(rule));
  module.rules.push({
    test: /\.tsx?$/u,
    include: isOfWorkspace,
    loader: 'swc-loader',
    options: {
      jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
      env: { targets: browserslist.join(', ') },
    },
  });
}

/**
 * Where the site lies is known only in the browser: the same files work under any path (`place.mjs`). Gatsby puts a prefix that
 * is fixed into its scripts; in its place they read what the page says.
 */
function readPlaceFromPage({ plugins }) {
  const { definitions } = plugins.find(({ definitions }) => definitions && '__PATH_PREFIX__' in definitions);
  for (const name of ['__PATH_PREFIX__', '__BASE_PATH__']) {
    definitions[name] = '(self.stakingBase||"")';
  }
}

/** @type {import('gatsby').GatsbyNode['onCreateWebpackConfig']} */
export const onCreateWebpackConfig = ({ stage, getConfig, actions }) => {
  const config = getConfig();
  compileWorkspace(config);
  if (stage === 'build-javascript') {
    readPlaceFromPage(config);
  }
  actions.replaceWebpackConfig(config);
};

/**
 * What Gatsby writes into its pages is known only now.
 * @type {import('gatsby').GatsbyNode['onPostBuild']}
 */
export const onPostBuild = async ({ store }) => {
  const { networks, snapshotServers } = await tsImport('@pooled-staking/core', import.meta.url);
  const gateways = networks.filter(({ isTestnet }) => !isTestnet).flatMap(({ rewardsGateways }) => rewardsGateways);
  const urlsIn = (variable) => Object.values(JSON.parse(process.env[variable] ?? '{}'));
  const governance = { ...snapshotServers, ...JSON.parse(process.env['GATSBY_GOVERNANCE'] ?? '{}') };
  const originsOf = (urls) => [...new Set(urls.map((url) => new URL(url).origin))];
  writePolicies(
    join(store.getState().program.directory, 'public'),
    originsOf([...gateways, ...urlsIn('GATSBY_NODES'), ...urlsIn('GATSBY_BOOKS')]),
    originsOf(Object.values(governance)),
  );
};
