import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

/** The built Snap in the simulation, against a live chain. Build first. */
export default {
  displayName: 'snap',
  rootDir: root,
  preset: '@metamask/snaps-jest',
  testEnvironmentOptions: { server: { root } },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
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
