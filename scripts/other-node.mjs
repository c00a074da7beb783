/** A second Node.js, of the line that does not run this: 22, or 20 where 22 or later does. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './setup.mjs';

const versions = { 20: '20.20.2', 22: '22.23.3' };

/**
 * Where it is; fetched once with npm, from the package by which the package `node` brings the program of a platform.
 * @throws Error with npm's words where it cannot be had.
 */
export async function otherNode() {
  const isOlder = Number(process.versions.node.split('.')[0]) < 22;
  const version = versions[isOlder ? 22 : 20];
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(root, '.devnet', `node-${version}`);
  const program = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(program)) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const quietly = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run(npm, ['install', '--prefix', folder, ...quietly, `${name}@${version}`]);
  }
  return program;
}
