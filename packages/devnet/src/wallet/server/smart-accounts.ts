import { AbiCoder, HDNodeWallet } from 'ethers';

import { MNEMONIC } from '../../accounts';
import { SMART_ACCOUNT_CODE } from '../../contracts/smart-account';
import { contractInterface } from '../../contracts/deploy';
import type { Network } from './networks';
import type { Authorize, RequestedTransaction } from './transactions';

/** What a delegated account has as its code, before the address of the contract (EIP-7702). */
const DELEGATION_PREFIX = '0xef0100';
/** One batch, without anything that authorizes it (ERC-7821). */
const SINGLE_BATCH = `0x01${'0'.repeat(62)}`;
const CALLS = '(address,uint256,bytes)[]';

/**
 * Whether an account runs several calls at once on a network: it does, it can be made to, it runs the code of another
 * contract, or the chain has no such accounts.
 */
export type SmartAccountState = 'smart' | 'plain' | 'foreign' | 'unknown-to-chain';

const readCode = async (network: Network, address: string): Promise<string> =>
  String(await network.request('eth_getCode', [address, 'latest'])).toLowerCase();

/** @throws JsonRpcError as the network does. */
export async function readSmartAccount(network: Network, account: string): Promise<SmartAccountState> {
  const [own, contract] = await Promise.all([readCode(network, account), readCode(network, SMART_ACCOUNT_CODE)]);
  if (contract === '0x') {
    return 'unknown-to-chain';
  }
  if (!own.startsWith(DELEGATION_PREFIX)) {
    return 'plain';
  }
  return own === `${DELEGATION_PREFIX}${SMART_ACCOUNT_CODE.slice(2).toLowerCase()}` ? 'smart' : 'foreign';
}

/** Calldata with which a smart account calls others: all of it succeeds, or nothing happens. */
export function encodeCalls(calls: readonly Pick<RequestedTransaction, 'to' | 'value' | 'data'>[]): string {
  const tuples = calls.map(({ to, value, data }) => [to ?? `0x${'0'.repeat(40)}`, value, data]);
  const encoded = AbiCoder.defaultAbiCoder().encode([CALLS], [tuples]);
  return contractInterface('SmartAccount').encodeFunctionData('execute', [SINGLE_BATCH, encoded]);
}

/**
 * What makes an account a smart one, along with a transaction of its own.
 *
 * @param index place of the account in the node's mnemonic.
 */
export function upgradeOf(index: number, chainId: number): Authorize {
  const key = HDNodeWallet.fromPhrase(MNEMONIC, undefined, `m/44'/60'/0'/0/${index}`);
  const toHex = (value: number): string => `0x${value.toString(16)}`;
  return (nonce) => {
    // It is checked once the transaction has taken its nonce.
    const { address, signature } = key.authorizeSync({ address: SMART_ACCOUNT_CODE, nonce: nonce + 1, chainId });
    const { yParity, r, s } = signature;
    return { chainId: toHex(chainId), address, nonce: toHex(nonce + 1), yParity: toHex(yParity), r, s };
  };
}
