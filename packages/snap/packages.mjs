/**
 * Writes the Snap in its variants, each as a package of its own: what wallets install from this machine, what the tests run
 * and what is published. All have the same code and ask for different permissions. Run after `mm-snap build`, which
 * renews the checksum of the full manifest.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkManifest, loadManifest } from '@metamask/snaps-utils/node';

const folder = dirname(fileURLToPath(import.meta.url));

/** Manifest of each variant; a later one extends an earlier one. */
const variants = { open: 'snap.manifest.json', full: 'snap.manifest.full.json' };

/** Renews the checksum of a manifest, and nothing else of it. */
async function renewChecksum(manifest) {
  const { files, reports } = await checkManifest(join(folder, manifest), {
    writeFileFn: async (path, fixed) => {
      const { shasum } = JSON.parse(fixed).source;
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replace(/(?<="shasum": ")[^"]*/u, shasum));
    },
  });
  const faults = reports.filter(({ severity, wasFixed }) => severity === 'error' && !wasFixed);
  if (!files || faults.length > 0) {
    throw new Error(`${manifest}: ${faults.map(({ message }) => message).join(' ')}`);
  }
}

/** The package without what only its development needs. */
async function readPackage() {
  const { name, version, license, description, repository, main, files } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  return { name, version, description, license, repository, main, files };
}

const toJson = (value) => `${JSON.stringify(value, null, 2)}\n`;

await renewChecksum(variants.open);
for (const [variant, file] of Object.entries(variants)) {
  const { mergedManifest: manifest } = await loadManifest(join(folder, file));
  const target = join(folder, 'dist', variant);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const { location, locales = [], files = [] } = manifest.source;
  for (const path of [location.npm.filePath, location.npm.iconPath, ...locales, ...files]) {
    await cp(join(folder, path), join(target, path));
  }
  await writeFile(join(target, 'package.json'), toJson(await readPackage()));
  await cp(join(folder, 'README.md'), join(target, 'README.md'));
  await cp(join(folder, '..', '..', 'LICENSE'), join(target, 'LICENSE'));
  // Last: whoever looks for it finds a complete package.
  await writeFile(join(target, 'snap.manifest.json'), toJson(manifest));
}
