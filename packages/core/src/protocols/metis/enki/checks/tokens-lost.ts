import type { TokenSent } from '../../../../insight/checks/token-sent';
import { isSameAddress } from '../../../../units';
import type { EnkiFacts } from '../facts';

/** Tokens go to a contract of ENKI that only the chain names: it keeps them and credits nobody. */
export function checkTokensLost({ subject, pool }: Pick<EnkiFacts, 'subject' | 'pool'>): TokenSent | null {
  const contracts = Object.values(pool?.state.contracts ?? {});
  for (const { call } of subject?.parts ?? []) {
    if (call.kind === 'transfer' && contracts.some((each) => isSameAddress(each, call.receiver))) {
      const { token: asset, amount: assets, receiver } = call;
      return { id: 'token-sent', severity: 'critical', asset, assets, receiver };
    }
  }
  return null;
}
