import { networks } from '../networks/index';
import { local } from '../networks/local';
import { artemisContracts } from './artemis';
import { descriptorOf, type DescribedContract, type Descriptor } from './descriptor';
import { enkiContracts } from './enki';
import { sequencerContracts } from './sequencers';
import { stakewiseContracts } from './stakewise';

/** Chains whose addresses mean the same to everybody: a local one is anybody's. */
const publicNetworks = networks.filter((each) => each !== local);

/** Every contract of a pool's protocol that people call, as far as its address is known beforehand. */
export const describedContracts: readonly DescribedContract[] = [
  stakewiseContracts,
  sequencerContracts,
  artemisContracts,
  enkiContracts,
].flatMap((contractsOn) => contractsOn(publicNetworks));

/** The descriptors of clear signing (ERC-7730), by the names of their files. */
export function clearSigningFiles(): readonly { readonly name: string; readonly descriptor: Descriptor }[] {
  return describedContracts.map((contract) => ({
    name: `calldata-${contract.file}.json`,
    descriptor: descriptorOf(contract),
  }));
}
