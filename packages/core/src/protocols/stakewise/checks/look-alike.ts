import type { Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** An address that begins and ends like a known pool: people compare no more than that, and thieves make such addresses. */
export function checkLookAlike({ concerns }: Pick<Facts, 'concerns'>): Finding | null {
  for (const { concern, to } of concerns.parts) {
    if (concern.kind === 'look-alike') {
      return { id: 'look-alike', severity: 'critical', of: concern.of, address: to };
    }
  }
  return null;
}
