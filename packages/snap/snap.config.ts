import type { SnapConfig } from '@metamask/snaps-cli';
import TerserPlugin from 'terser-webpack-plugin';

const config: SnapConfig = {
  input: 'src/index.tsx',
  // All handlers have their permission in it; `packages.mjs` sees to the other one.
  manifest: { path: 'snap.manifest.full.json' },
  // Where the site is that sends what the wallet does not send for a Snap; without one, that of a local devnet.
  environment: { SITE_URL: process.env['SITE_URL'] ?? 'http://127.0.0.1:8546/' },
  stats: { buffer: false },
  customizeWebpackConfig: (webpackConfig) => ({
    ...webpackConfig,
    optimization: {
      ...webpackConfig.optimization,
      minimizer: [
        new TerserPlugin({
          // By default Terser goes over the code once, and the bundle is larger by 1 kB. No names of properties are shortened,
          // which answers and stored state are made of. Functions become arrows where nothing in them says `this`; none of the
          // bundle's is made an object with `new`.
          terserOptions: { compress: { passes: 3, hoist_funs: true, unsafe_arrows: true } },
        }),
      ],
    },
  }),
};

export default config;
