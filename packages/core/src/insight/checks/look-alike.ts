import type { Facts } from '../facts';
import type { PoolOnNetwork } from '../../networks/index';
import type { Address } from '../../units';

export type LookAlike = {
  readonly id: 'look-alike';
  readonly severity: 'critical';
  readonly of: PoolOnNetwork;
  readonly address: Address;
};

/** An address that begins and ends like a known pool: people compare no more than that, and thieves make such addresses. */
export function checkLookAlike({ concerns }: Pick<Facts, 'concerns'>): LookAlike | null {
  for (const { concern, to } of concerns.parts) {
    if (concern.kind === 'look-alike') {
      return { id: 'look-alike', severity: 'critical', of: concern.of, address: to };
    }
  }
  return null;
}
