import type { ArtemisContracts, Network } from '../../../networks/types';

/**
 * What Artemis has on a chain beside its pool.
 * @throws RangeError on a chain without it: its pool does not stand there.
 */
export function artemisOn({ name, artemis }: Pick<Network, 'name' | 'artemis'>): ArtemisContracts {
  if (!artemis) {
    throw new RangeError(`There is no Artemis on ${name}.`);
  }
  return artemis;
}
