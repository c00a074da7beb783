import type { TokenSent } from '../../../../insight/checks/token-sent';
import type { Facts } from '../../../../insight/facts';
import { isSameAddress } from '../../../../units';

/** METIS goes along to one of the contracts without a stake: the pool and the manager take it and credit nobody. */
export function checkMetisLost({ subject }: Pick<Facts, 'subject'>): TokenSent | null {
  const { parts = [], pool, asset, address } = subject ?? {};
  const lost = new Map(
    parts
      .filter(({ call, to }) => call.kind !== 'stake' || (pool && !isSameAddress(to, pool.address)))
      .map(({ message, value }) => [message, value]),
  );
  const assets = [...lost.values()].reduce((sum, each) => sum + each, 0n);
  return asset && address && assets > 0n
    ? { id: 'token-sent', severity: 'critical', asset, assets, receiver: address }
    : null;
}
