import { plainText } from '@pooled-staking/core';

import { formatMoney } from '../money-text';
import { askExplained } from './explained-question';
import { viewOf } from './networks';
import type { Network } from './networks';
import { errorCodes, rpcError, userRejected } from './rpc-errors';
import { accountOf, refreshAccounts } from './session';
import type { WalletContext } from './session';
import type { SnapHost } from './snap-host';
import { prepareTransaction, readTransaction, sendTransaction, toTransactionFields } from './transactions';
import type { Authorize, RequestedTransaction } from './transactions';
import { readSignature, showMessage, signTypedData } from './typed-data';

/** Who asks for something to be confirmed: which accounts they may use, and on which network. */
export type Asker = { origin: string; accounts: readonly string[]; network: Network };

/** What makes a transaction a batch of calls. */
export type Batch = {
  readonly calls: readonly Pick<RequestedTransaction, 'to' | 'value' | 'data'>[];
  /** Makes the account a smart one on the way; null: it is one. */
  readonly upgrade: { readonly to: string; readonly authorize: Authorize } | null;
};

/** What the calls of a batch send, in wei. */
const sumOf = (batch: Batch | null): bigint => (batch?.calls ?? []).reduce((sum, { value }) => sum + value, 0n);

/**
 * Asks a person about a transaction, with what the Snap says of it, and sends it after a yes.
 *
 * @param host the Snap that explains it; null: none is installed.
 * @returns the transaction's hash, and its nonce.
 */
export async function approveAndSend(
  context: WalletContext,
  host: SnapHost | null,
  { origin, network: target }: Asker,
  wanted: RequestedTransaction,
  batch: Batch | null = null,
): Promise<{ readonly hash: string; readonly nonce: number }> {
  const { session, approvals } = context;
  if (!target.takesTransactions) {
    throw rpcError(errorCodes.serverError, `${target.name} takes no transactions.`);
  }
  const prepared = await prepareTransaction(target, wanted, batch?.upgrade?.authorize ?? null);
  const fields = { ...toTransactionFields(prepared), nonce: `0x${prepared.nonce.toString(16)}` };
  const answer = await askExplained(
    approvals,
    host,
    'endowment:transaction-insight',
    {
      kind: 'transaction',
      origin,
      network: viewOf(target),
      from: accountOf(session, prepared.from),
      to: prepared.to,
      value: formatMoney(prepared.value + sumOf(batch), target.symbol, 18),
      fee: formatMoney(prepared.fee, target.symbol),
      highestFee: formatMoney(prepared.highestFee, target.symbol),
      nonce: prepared.nonce,
      data: prepared.data,
      calls: (batch?.calls ?? []).map(({ to, value, data }) => ({
        to,
        value: formatMoney(value, target.symbol, 18),
        data,
      })),
      upgradesTo: batch?.upgrade?.to ?? null,
      warnings: prepared.warnings,
    },
    (snap) => snap.readInsight(fields, target.chainId, origin),
  );
  if (!answer.approved) {
    throw userRejected('The transaction');
  }
  const hash = String(await sendTransaction(target, prepared));
  void refreshAccounts(context);
  return { hash, nonce: prepared.nonce };
}

/**
 * `eth_sendTransaction`: sends what a person confirmed.
 *
 * @param host the Snap that explains it; null: none is installed.
 */
export async function sendAfterApproval(
  context: WalletContext,
  host: SnapHost | null,
  asker: Asker,
  params: unknown,
): Promise<string> {
  const wanted = readTransaction(params, asker.accounts, asker.network.chainId);
  return (await approveAndSend(context, host, asker, wanted)).hash;
}

/** `eth_signTypedData_v4`: signs what a person confirmed. */
export async function signAfterApproval(
  { options, session, approvals }: WalletContext,
  host: SnapHost | null,
  { origin, accounts, network }: Asker,
  params: unknown,
): Promise<string> {
  const wanted = readSignature(params, accounts, network.chainId);
  const { name: application, verifyingContract } = wanted.domain;
  const answer = await askExplained(
    approvals,
    host,
    'endowment:signature-insight',
    {
      kind: 'signature',
      origin,
      network: viewOf(network),
      from: accountOf(session, wanted.from),
      primaryType: plainText(wanted.primaryType),
      application: typeof application === 'string' ? plainText(application) : null,
      contract: typeof verifyingContract === 'string' ? verifyingContract : null,
      message: showMessage(wanted),
    },
    (snap) => snap.readSignatureInsight(wanted.from, wanted.data, origin),
  );
  if (!answer.approved) {
    throw userRejected('The signature');
  }
  return signTypedData(options.accounts.indexOf(wanted.from), wanted);
}
