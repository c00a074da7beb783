import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Folder of this package. Found through the package name from the working directory, because neither `import.meta`
 * (which Jest's CommonJS lacks) nor `__dirname` (which ES modules lack) exists everywhere this code runs.
 */
export const packageRoot = dirname(
  createRequire(join(process.cwd(), 'package.json')).resolve('@pooled-staking/devnet/package.json'),
);

/** Folder of the whole repository; npm links workspace packages by their real path. */
export const repositoryRoot = join(packageRoot, '..', '..');
