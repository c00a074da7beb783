import { compileContracts } from './compile';
import type { Artifact, Artifacts } from './compile';

export type { AbiItem, Artifact, StorageEntry } from './compile';

let loaded: Artifacts | undefined;

/**
 * The compiled contract of that name, for example `PoolV1`; compiles when the sources have changed.
 *
 * @throws Error when no contract has that name.
 */
export function loadArtifact(name: string): Artifact {
  loaded ??= compileContracts().artifacts;
  const artifact = loaded[name];
  if (artifact === undefined) {
    throw new Error(`There is no contract ${name}; there are ${Object.keys(loaded).join(', ')}`);
  }
  return artifact;
}
