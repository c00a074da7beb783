import { Calldata } from '../../../../insight/calldata';
import { isSameAddress, type Address } from '../../../../units';
import type { EnkiFacts } from '../insight';
import { tokenHashes } from '../../../../assets/token';

export type TokensLost = { readonly id: 'tokens-lost'; readonly severity: 'critical'; readonly to: Address };

/** Who gets the tokens of a transfer; `null` for any other call. */
function receiverOf(data: string): Address | null {
  try {
    return data.startsWith(tokenHashes.transfer) ? new Calldata(data.slice(10)).address(0) : null;
  } catch {
    return null;
  }
}

/** Tokens go to the token's own contract, or to another one of ENKI, which keeps them and credits nobody. */
export function checkTokensLost({ subject, pool }: Pick<EnkiFacts, 'subject' | 'pool'>): TokensLost | null {
  const contracts = Object.values(pool?.state.contracts ?? {});
  for (const { call, to } of subject?.parts ?? []) {
    const receiver = receiverOf(call.data);
    if (receiver && [to, ...contracts].some((each) => isSameAddress(each, receiver))) {
      return { id: 'tokens-lost', severity: 'critical', to: receiver };
    }
  }
  return null;
}
