/** A module as it ships: one file, without what the development loader adds to every function. */
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles a TypeScript module and loads the result. */
export async function loadBuilt<Module>(entry: string): Promise<Module> {
  const folder = mkdtempSync(join(dirname(entry), '.bench-'));
  try {
    const outfile = join(folder, 'module.mjs');
    const target = `node${process.versions.node.split('.')[0] ?? ''}`;
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target });
    return (await import(pathToFileURL(outfile).href)) as Module;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
