import { isSameAddress } from '../../../units';
import type { Concerns } from '../calls/concern';
import type { Subject } from './facts';

/**
 * The vaults that the chain is asked about, each once for every account whose stake the calls move there: the known pools
 * first, then whatever a vault's own method is used on, in the order of the calls.
 */
export function subjectsOf({ parts }: Concerns): readonly Subject[] {
  const subjects: Subject[] = [];
  for (const part of parts) {
    const { concern, to, owner } = part;
    if (concern.kind !== 'pool' && concern.kind !== 'vault-method') {
      continue;
    }
    if (!subjects.some(({ address, account }) => isSameAddress(address, to) && isSameAddress(account, owner))) {
      subjects.push({
        network: concern.network,
        address: to,
        account: owner,
        pool: concern.kind === 'pool' ? concern.pool : null,
        parts: parts.filter((each) => isSameAddress(each.to, to) && isSameAddress(each.owner, owner)),
      });
    }
  }
  const isKnown = ({ pool }: Subject): boolean => pool !== null;
  return [...subjects.filter(isKnown), ...subjects.filter((subject) => !isKnown(subject))];
}
