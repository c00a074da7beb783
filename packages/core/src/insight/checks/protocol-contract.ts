import type { Facts } from '../facts';
import type { Address } from '../../units';

export type ProtocolContract = {
  readonly id: 'protocol-contract';
  readonly severity: 'critical';
  /** `null`: code of pools, without a name of its own. */
  readonly name: string | null;
  readonly address: Address;
};

/** ETH for a contract of the protocol that is no pool: it credits nobody. */
export function checkProtocolContract({ concerns }: Pick<Facts, 'concerns'>): ProtocolContract | null {
  for (const { concern, to } of concerns.parts) {
    if (concern.kind === 'protocol-contract') {
      return { id: 'protocol-contract', severity: 'critical', name: concern.name, address: to };
    }
  }
  return null;
}

/** ETH for the bare code of pools: it credits nobody either. */
export function checkBareCode({ kind, subject }: Pick<Facts, 'kind' | 'subject'>): ProtocolContract | null {
  return kind === 'implementation' && subject?.parts.some(({ value }) => value > 0n)
    ? { id: 'protocol-contract', severity: 'critical', name: null, address: subject.address }
    : null;
}
