import type { Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** ETH for a contract of the protocol that is no pool: it credits nobody. */
export function checkProtocolContract({ concerns }: Pick<Facts, 'concerns'>): Finding | null {
  for (const { concern, to } of concerns.parts) {
    if (concern.kind === 'protocol-contract') {
      return { id: 'protocol-contract', severity: 'critical', name: concern.name, address: to };
    }
  }
  return null;
}

/** ETH for the bare code of vaults: it credits nobody either. */
export function checkBareCode({ standing, subject }: Pick<Facts, 'standing' | 'subject'>): Finding | null {
  return standing === 'implementation' && subject?.parts.some(({ value }) => value > 0n)
    ? { id: 'protocol-contract', severity: 'critical', name: null, address: subject.address }
    : null;
}
