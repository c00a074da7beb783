import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

/** The built Snap in the simulation, against a live chain. Build first. */
export default {
  displayName: 'snap',
  rootDir: root,
  testEnvironment: join(root, 'test', 'support', 'environment.cjs'),
  testEnvironmentOptions: { server: { root: join(root, 'dist', 'full') } },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testMatch: ['<rootDir>/test/*.test.ts'],
  // The devnet's content ids come from it: published as ES modules alone. By its files, since the condition of its exports
  // that Jest could be given would hand out ES modules of other packages too.
  moduleNameMapper: { '^multiformats/(.*)$': '<rootDir>/../../node_modules/multiformats/dist/src/$1.js' },
  transformIgnorePatterns: ['/node_modules/(?!(?:icu-minify|multiformats)/)'],
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2022',
          transform: { react: { runtime: 'automatic', importSource: '@metamask/snaps-sdk' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
