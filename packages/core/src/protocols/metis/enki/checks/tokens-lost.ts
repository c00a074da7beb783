import { tokenHashes } from '../../../../assets/token';
import { Calldata } from '../../../../insight/calldata';
import type { TokenSent } from '../../../../insight/checks/token-sent';
import { tokensOn } from '../../../../networks/tokens';
import { isSameAddress, type Address, type Wei } from '../../../../units';
import type { EnkiFacts } from '../insight';

/** Who gets how many tokens of a transfer; `null` for any other call. */
function transferOf(data: string): { readonly receiver: Address; readonly assets: Wei } | null {
  const args = new Calldata(data.slice(10));
  try {
    return data.startsWith(tokenHashes.transfer) ? { receiver: args.address(0), assets: args.uint(32) } : null;
  } catch {
    return null;
  }
}

/** eMETIS or seMETIS goes to its own contract, or to another one of ENKI, which keeps it and credits nobody. */
export function checkTokensLost({ subject, pool }: Pick<EnkiFacts, 'subject' | 'pool'>): TokenSent | null {
  const contracts = Object.values(pool?.state.contracts ?? {});
  for (const { call, to } of subject?.parts ?? []) {
    const sent = transferOf(call.data);
    const asset = subject && tokensOn(subject.network).find(({ address }) => isSameAddress(address, to));
    if (sent && asset && [to, ...contracts].some((each) => isSameAddress(each, sent.receiver))) {
      return { id: 'token-sent', severity: 'critical', asset, ...sent };
    }
  }
  return null;
}
