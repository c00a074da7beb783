import type { Facts } from '../facts';
import type { Finding } from '../findings';

/** ETH for a contract of the protocol that is no pool, the bare code of vaults among them: it credits nobody. */
export function checkProtocolContract({
  concerns,
  standing,
  subject,
}: Pick<Facts, 'concerns' | 'standing' | 'subject'>): Finding | null {
  for (const { concern, to } of concerns.parts) {
    if (concern.kind === 'protocol-contract') {
      return { id: 'protocol-contract', severity: 'critical', name: concern.name, address: to };
    }
  }
  return standing === 'implementation' && subject?.parts.some(({ value }) => value > 0n)
    ? { id: 'protocol-contract', severity: 'critical', name: null, address: subject.address }
    : null;
}
