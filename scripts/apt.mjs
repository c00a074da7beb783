/** Installs what Debian and Ubuntu have as a package, where that may be done without asking: as root. */
import { spawnSync } from 'node:child_process';

/** Where a server does not answer, soon. */
const patience = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20', '-o', 'Acquire::Retries=1'];

const apt = (...args) =>
  spawnSync('apt-get', [...patience, ...args], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

/** Returns whether it is installed now. */
export function installWithApt(name) {
  const isRoot = process.getuid?.() === 0;
  return isRoot && apt('update') && apt('install', '-y', '--no-install-recommends', name);
}
