import type { Facts } from '../../../../insight/facts';
import { isSameAddress, type Wei } from '../../../../units';

export type MetisLost = { readonly id: 'metis-lost'; readonly severity: 'critical'; readonly value: Wei };

/** METIS goes to one of the contracts without a stake: the pool and the manager take it and credit nobody. */
export function checkMetisLost({ subject }: Pick<Facts, 'subject'>): MetisLost | null {
  const messages = new Map(
    subject?.parts
      .filter(({ call, to }) => call.kind !== 'stake' || (subject.pool && !isSameAddress(to, subject.pool.address)))
      .map(({ message, value }) => [message, value]),
  );
  const value = [...messages.values()].reduce((sum, each) => sum + each, 0n);
  return value > 0n ? { id: 'metis-lost', severity: 'critical', value } : null;
}
