import { isSameAddress, type Address, type Hex, type Request } from '@pooled-staking/core';
import { hasErrorCode } from './provider';

const rejected = 4001;

/** No such method, and no permission for it. */
const notGranted = [-32601, 4100, 4200];

/**
 * Has typed data signed, which the wallet shows in its own confirmation; the chain that is selected does not matter to data
 * without one. `null` where the wallet does not sign for the Snap: it does not know the method, or the person did not connect
 * the account to it. Never hold a turn on the chain meanwhile.
 * @throws an error of code 4001 when the person rejects the signature; whatever the wallet says else.
 */
export async function signTypedData(ethereum: Request, account: Address, data: object): Promise<Hex | null> {
  const isGiven = (error: unknown): boolean => !notGranted.some((code) => hasErrorCode(error, code));
  let accounts: unknown;
  try {
    accounts = await ethereum({ method: 'eth_requestAccounts' });
  } catch (error) {
    if (isGiven(error) && !hasErrorCode(error, rejected)) {
      throw error;
    }
    return null;
  }
  if (!Array.isArray(accounts) || !accounts.some((each) => isSameAddress(String(each), account))) {
    return null;
  }
  const params = [account, JSON.stringify(data)];
  const signature = await ethereum({ method: 'eth_signTypedData_v4', params }).catch((error: unknown) => {
    if (isGiven(error)) {
      throw error;
    }
    return null;
  });
  // Of an account with a key 65 bytes, of a contract any number.
  return typeof signature === 'string' && /^0x(?:[\da-f]{2})+$/iu.test(signature) ? (signature as Hex) : null;
}
