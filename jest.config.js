/** TypeScript as Jest runs it: to CommonJS, with the JSX runtime of the package at hand. */
const transform = (importSource) => ({
  '^.+\\.(?:[jt]sx?|mjs)$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        target: 'es2022',
        transform: { react: { runtime: 'automatic', importSource } },
      },
      module: { type: 'commonjs' },
    },
  ],
});

/** Packages that are published as ES modules alone. */
const esModules = (...names) => [`/node_modules/(?!(?:${names.join('|')})/)`];

/**
 * The language's own objects, handed to every module: looked up in the sandbox that Jest runs a module in, each costs far
 * more, and the arithmetic of the ledger asks for them all the time. None that a test may replace (`Date`, timers, `fetch`).
 */
const injected = [
  ...['Array', 'BigInt', 'DataView', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'RegExp', 'Set'],
  ...['String', 'Symbol', 'TypeError', 'Uint8Array', 'WeakMap', 'parseInt'],
];

/** One project a package; every test file sits beside its source or in the package's `test` folder. */
const project = (name, importSource = 'react') => ({
  displayName: name,
  rootDir: `packages/${name}`,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{src,test}/**/*.test.{ts,tsx}'],
  sandboxInjectedGlobals: injected,
  transform: transform(importSource),
  transformIgnorePatterns: esModules('icu-minify', '@formatjs'),
});

export default {
  // One more than cores: they wait for chains and browsers a third of their time.
  maxWorkers: 3,
  testTimeout: 120_000,
  testSequencer: '<rootDir>/scripts/slow-first.cjs',
  projects: [
    project('api'),
    { ...project('books'), modulePathIgnorePatterns: ['<rootDir>/ponder/'] },
    project('core'),
    project('texts'),
    project('react'),
    {
      ...project('devnet'),
      // Modules of the Snaps simulation give such names to variables of their own.
      sandboxInjectedGlobals: [],
      transformIgnorePatterns: esModules('icu-minify', 'multiformats'),
      testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'module-sync'] },
    },
    { ...project('site'), moduleNameMapper: { '\\.css$': '<rootDir>/test/no-styles.ts' } },
    // Pure modules of the Snap; the built bundle has a project of its own, in the simulation.
    {
      ...project('snap', '@metamask/snaps-sdk'),
      displayName: 'snap-unit',
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
      testMatch: ['<rootDir>/{src,test/second-protocol}/**/*.test.{ts,tsx}'],
      moduleNameMapper: { '^multiformats/(.*)$': '<rootDir>/../../node_modules/multiformats/dist/src/$1.js' },
      transformIgnorePatterns: esModules('icu-minify', 'multiformats'),
    },
    '<rootDir>/packages/snap/jest.config.js',
  ],
};
