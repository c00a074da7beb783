import type { Network, StakewiseContracts } from '../../networks/index';

/**
 * What the protocol has on a chain beside its vaults.
 * @throws RangeError on a chain without it: none of its pools stands there.
 */
export function stakewiseOn({ name, stakewise }: Pick<Network, 'name' | 'stakewise'>): StakewiseContracts {
  if (!stakewise) {
    throw new RangeError(`There is no StakeWise V3 on ${name}.`);
  }
  return stakewise;
}
