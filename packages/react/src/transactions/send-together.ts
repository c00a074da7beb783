import type { PreparedTransaction } from '@pooled-staking/api';
import { lookBefore } from '@pooled-staking/core';
import { WalletError } from '../errors';
import type { Session } from '../wallet/session';
import { noteNotTogether, sendsTogether } from './capabilities';
import { checkWallet } from './check-wallet';
import type { Run } from './run';
import { codeOf, isAnswer } from './wallet-answer';

/**
 * What wallets say when they cannot do it after all: a method that they do not know, and of EIP-5792 a capability or a
 * network that they lack, too many calls, an upgrade that the person does not want, no atomic execution.
 */
const unable: readonly unknown[] = [4200, -32601, -32004, 5700, 5710, 5740, 5750, 5760];

/** A name for the calls that no other has: the wallet may take it, or give one of its own. */
function newId(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(32))];
  return `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The id that a wallet gave; in the first drafts of EIP-5792 the answer is the id. */
function readId(answer: unknown): string {
  const id = typeof answer === 'string' ? answer : ((answer ?? {}) as { readonly id?: unknown }).id;
  if (typeof id !== 'string' || id === '') {
    throw new WalletError('noHash');
  }
  return id;
}

/**
 * Hands the wallet several transactions as calls that all happen or none of them (EIP-5792).
 * @returns false when the wallet does no such thing, or there is one transaction alone: nothing was handed over.
 * @throws as the wallet does, and WalletError when it has moved to another account or network, or gives no id.
 */
export async function sendTogether(
  session: Session,
  transactions: readonly PreparedTransaction[],
  run: Run,
): Promise<boolean> {
  const { account, chainId, wallet } = session;
  if (transactions.length < 2 || !(await sendsTogether(session))) {
    return false;
  }
  run.onChange({ stage: 'wallet' });
  const [{ nonce, head }] = await Promise.all([lookBefore(wallet.provider, account), checkWallet(session)]);
  if (!run.isWanted()) {
    return true;
  }
  const calls = transactions.map(({ to, value, data }) => ({ to, value, data }));
  const bundle = { id: newId(), isTaken: false };
  const asked = { account, chainId, calls, bundle, nonce, after: null, since: head, isPassed: false };
  const forget = run.onAsked(asked);
  const wanted = { version: '2.0.0', id: bundle.id, from: account, chainId: `0x${chainId.toString(16)}` };
  try {
    const params = [{ ...wanted, atomicRequired: true, calls }];
    const id = readId(await wallet.provider.request({ method: 'wallet_sendCalls', params }));
    run.onTaken({ ...asked, bundle: { id, isTaken: true } });
    return true;
  } catch (error) {
    if (isAnswer(error)) {
      forget();
    }
    if (!unable.includes(codeOf(error))) {
      throw error;
    }
    noteNotTogether(session);
    return false;
  }
}
