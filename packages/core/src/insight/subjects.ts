import { isSameAddress } from '../units';
import type { Concerns } from './concern';
import type { Subject } from './facts';
import type { ProtocolInsight } from './protocol';

/**
 * The pools that the chain is asked about, each once for every account whose stake the calls move there: the known pools
 * first, then whatever a pool's own method is used on, in the order of the calls.
 */
export function subjectsOf({ parts }: Concerns): readonly Subject[] {
  const subjects: Subject[] = [];
  for (const part of parts) {
    const { concern, to, owner } = part;
    if (concern.kind !== 'pool' && concern.kind !== 'pool-method') {
      continue;
    }
    const pool = concern.kind === 'pool' ? concern.pool : null;
    const { protocol } = concern.kind === 'pool' ? concern.pool : concern;
    if (!subjects.some(({ address, account }) => isSameAddress(address, to) && isSameAddress(account, owner))) {
      subjects.push({
        network: concern.network,
        address: to,
        account: owner,
        protocol,
        asset: pool?.asset ?? concern.network.nativeAsset,
        pool,
        parts: parts.filter((each) => isSameAddress(each.to, to) && isSameAddress(each.owner, owner)),
      });
    }
  }
  const isKnown = ({ pool }: Subject): boolean => pool !== null;
  return [...subjects.filter(isKnown), ...subjects.filter((subject) => !isKnown(subject))];
}

/** The protocol of a subject; `undefined` for one that is not in the list. */
export function protocolOfSubject(
  protocols: readonly ProtocolInsight[],
  subject: Pick<Subject, 'protocol'> | null,
): ProtocolInsight | undefined {
  return protocols.find(({ protocol }) => protocol === subject?.protocol);
}
