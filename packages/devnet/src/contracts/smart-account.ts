import type { Anvil } from '../anvil';
import { placeContract } from './deploy';

/** Where chains with EIP-7702 have the code that makes an account one which runs several calls at once. */
export const SMART_ACCOUNT_CODE = '0x7702000000000000000000000000000000007702';

/** Puts that code on a chain. Where it is missing, wallets offer no batches. */
export const placeSmartAccount = (anvil: Anvil): Promise<void> =>
  placeContract(anvil, SMART_ACCOUNT_CODE, 'SmartAccount');
