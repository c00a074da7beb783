import { plainText } from '@pooled-staking/core';

import { formatEth } from '../eth-text';
import { askExplained } from './explained-question';
import type { InstalledSnap } from './installed-snap';
import { errorCodes, rpcError, userRejected } from './rpc-errors';
import { accountOf, refreshAccounts } from './session';
import type { WalletContext } from './session';
import { prepareTransaction, readTransaction, sendTransaction, toTransactionFields } from './transactions';
import { readSignature, showMessage, signTypedData } from './typed-data';

/** `eth_sendTransaction`: sends what a person confirmed, on the network that was chosen when it was asked for. */
export async function sendAfterApproval(
  context: WalletContext,
  snap: InstalledSnap,
  origin: string,
  params: unknown,
): Promise<unknown> {
  const { session, approvals } = context;
  const target = session.network;
  const wanted = readTransaction(params, session.connected, target.chainId);
  if (!target.takesTransactions) {
    throw rpcError(errorCodes.serverError, `${target.name} takes no transactions.`);
  }
  const prepared = await prepareTransaction(target, wanted);
  const fields = { ...toTransactionFields(prepared), nonce: `0x${prepared.nonce.toString(16)}`, type: '0x2' };
  const answer = await askExplained(
    approvals,
    snap.host(),
    'endowment:transaction-insight',
    {
      kind: 'transaction',
      origin,
      network: { chainId: target.chainId, name: target.name },
      from: accountOf(session, prepared.from),
      to: prepared.to,
      value: formatEth(prepared.value, 18),
      fee: formatEth(prepared.fee),
      highestFee: formatEth(prepared.highestFee),
      nonce: prepared.nonce,
      data: prepared.data,
      warnings: prepared.warnings,
    },
    (host) => host.readInsight(fields, target.chainId, origin),
  );
  if (!answer.approved) {
    throw userRejected('The transaction');
  }
  const hash = await sendTransaction(target, prepared);
  void refreshAccounts(context);
  return hash;
}

/** `eth_signTypedData_v4`: signs what a person confirmed. */
export async function signAfterApproval(
  { options, session, approvals }: WalletContext,
  snap: InstalledSnap,
  origin: string,
  params: unknown,
): Promise<string> {
  const { chainId, name } = session.network;
  const wanted = readSignature(params, session.connected, chainId);
  const { name: application, verifyingContract } = wanted.domain;
  const answer = await askExplained(
    approvals,
    snap.host(),
    'endowment:signature-insight',
    {
      kind: 'signature',
      origin,
      network: { chainId, name },
      from: accountOf(session, wanted.from),
      primaryType: plainText(wanted.primaryType),
      application: typeof application === 'string' ? plainText(application) : null,
      contract: typeof verifyingContract === 'string' ? verifyingContract : null,
      message: showMessage(wanted),
    },
    (host) => host.readSignatureInsight(wanted.from, wanted.data, origin),
  );
  if (!answer.approved) {
    throw userRejected('The signature');
  }
  return signTypedData(options.accounts.indexOf(wanted.from), wanted);
}
