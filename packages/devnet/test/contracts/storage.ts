import { loadArtifact } from '../../src/contracts/artifacts';

/**
 * Where a state variable of the pool lies: both versions keep what they share in the same place, or an upgrade would
 * lose it. The offset is in bytes from the slot's low end.
 */
export function slotOf(label: string): { slot: bigint; offset: number } {
  const [first, second] = ['PoolV1', 'PoolV2'].map((name) =>
    loadArtifact(name).storage.find((candidate) => candidate.label === label),
  );
  if (first === undefined || first.slot !== second?.slot || first.offset !== second.offset) {
    throw new Error(`The versions of the pool do not agree on a state variable ${label}`);
  }
  return { slot: BigInt(first.slot), offset: first.offset };
}
