import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import noSentences from './scripts/no-sentences.cjs';

/** What may import what: data flows one way, site -> react -> api, core, texts; snap -> api, core, texts; devnet -> core, texts; books -> core; texts -> core's types. */
const forbiddenImports = (names) => ({
  'no-restricted-imports': [
    'error',
    { patterns: names.map((name) => ({ group: [name, `${name}/*`], message: 'The house has no door this way.' })) },
  ],
});

const own = [
  '@pooled-staking/core',
  '@pooled-staking/api',
  '@pooled-staking/books',
  '@pooled-staking/texts',
  '@pooled-staking/react',
  '@pooled-staking/devnet',
  '@pooled-staking/site',
  'pooled-staking-snap',
];
const except = (...allowed) => own.filter((name) => !allowed.includes(name));

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/build/',
      '**/public/',
      '**/.cache/',
      '**/coverage/',
      '**/.ponder/',
      'packages/books/ponder/**/generated/',
      '**/ponder-env.d.ts',
      '.types/',
      '.devnet/',
      'packages/texts/src/generated/',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allow: [{ name: 'bigint', from: 'lib' }] },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Asks for the `!` that another rule of the set forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // What it imports is installed for it alone, so its types are checked where it runs: by the long tests.
    files: ['packages/books/ponder/**'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  { files: ['packages/core/src/**'], rules: forbiddenImports(own) },
  { files: ['packages/api/src/**'], rules: forbiddenImports(own) },
  { files: ['packages/books/src/**'], rules: forbiddenImports(except('@pooled-staking/core')) },
  { files: ['packages/texts/src/**'], rules: forbiddenImports(except('@pooled-staking/core')) },
  {
    files: ['packages/snap/src/**', 'packages/react/src/**'],
    rules: forbiddenImports(except('@pooled-staking/core', '@pooled-staking/api', '@pooled-staking/texts')),
  },
  {
    files: ['packages/site/src/**'],
    rules: forbiddenImports(
      except('@pooled-staking/core', '@pooled-staking/api', '@pooled-staking/texts', '@pooled-staking/react'),
    ),
  },
  {
    files: ['packages/devnet/src/**'],
    rules: forbiddenImports(except('@pooled-staking/core', '@pooled-staking/texts')),
  },
  {
    // The launcher speaks to a terminal.
    files: ['packages/devnet/src/{cli,program}.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // typescript-eslint sees the Snap's JSX as untyped; the compiler does not.
    files: ['packages/snap/**/*.tsx'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['packages/{react/src,site/src,devnet/src/wallet/page}/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat.recommended,
  },
  {
    files: ['packages/core/src/**', 'packages/snap/src/**', 'packages/{react,site}/src/**'],
    // The words of tax programs' files are the programs' own; clear signing has one language by its standard.
    ignores: ['**/*.test.*', 'packages/core/src/rewards/tax/**', 'packages/core/src/clear-signing/**'],
    rules: noSentences,
  },
  prettier,
);
