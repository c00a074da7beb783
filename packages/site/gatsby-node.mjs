import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { writePolicies } from './page-policy.mjs';

/**
 * Gatsby writes CommonJS files into `.cache` and loads them with `require`; this package is an ES module, so the folder
 * has to say that it is not.
 * @type {import('gatsby').GatsbyNode['onPreBootstrap']}
 */
export const onPreBootstrap = ({ store }) => {
  const folder = join(store.getState().program.directory, '.cache');
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
};

/**
 * The workspace packages are bundled from their TypeScript source, which has private methods; Gatsby's preset compiles
 * class properties in loose mode and needs the plugins for private methods, in the same mode.
 * @type {import('gatsby').GatsbyNode['onCreateBabelConfig']}
 */
export const onCreateBabelConfig = ({ actions }) => {
  for (const name of [
    '@babel/plugin-transform-private-methods',
    '@babel/plugin-transform-private-property-in-object',
  ]) {
    actions.setBabelPlugin({ name, options: { loose: true } });
  }
};

/**
 * Where the site lies is known only in the browser: the same files work under any path (`place.mjs`). Gatsby puts a prefix that
 * is fixed into its scripts; in its place they read what the page says.
 * @type {import('gatsby').GatsbyNode['onCreateWebpackConfig']}
 */
export const onCreateWebpackConfig = ({ stage, getConfig, actions }) => {
  if (stage !== 'build-javascript') {
    return;
  }
  const config = getConfig();
  const { definitions } = config.plugins.find(({ definitions }) => definitions && '__PATH_PREFIX__' in definitions);
  for (const name of ['__PATH_PREFIX__', '__BASE_PATH__']) {
    definitions[name] = '(self.stakingBase||"")';
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
