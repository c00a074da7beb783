import { build } from 'esbuild';
import { join } from 'node:path';

import { packageRoot } from '../../paths';

/** Bundles the script that the pages load; one file that needs nothing else. */
export async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(packageRoot, 'src', 'wallet', 'page', 'index.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) {
    throw new Error('The page script of the development wallet came out empty.');
  }
  return file.text;
}
