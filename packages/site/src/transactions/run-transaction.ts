import type { PreparedTransaction, TransactionResult } from '@pooled-staking/api';
import { isSameAddress, poolById } from '@pooled-staking/core';
import { pollInterval } from '../config';
import { snapClient } from '../data/queries';
import { describeError, errorNumberOf, SiteError } from '../errors/describe-error';
import type { WalletProvider } from '../wallet/discovery';
import type { Session } from '../wallet/session';
import type { Activity, Intent } from './activity';

export type Change = Partial<Pick<Activity, 'stage' | 'hash' | 'blockNumber' | 'problem' | 'isOutOfSight'>>;

/** Stops the transaction when the wallet has moved to another account or network meanwhile. */
async function checkWallet({ wallet: { provider }, account, chainId }: Session): Promise<void> {
  const [accounts, chain] = await Promise.all([
    provider.request({ method: 'eth_accounts' }),
    provider.request({ method: 'eth_chainId' }),
  ]);
  if (!Array.isArray(accounts) || !accounts.some((each) => isSameAddress(String(each), account))) {
    throw new SiteError(
      'Another account',
      'The wallet has moved to another account. Nothing was sent.',
      'Choose the account in the wallet and start again.',
    );
  }
  if (Number(chain) !== chainId) {
    throw new SiteError(
      'Another network',
      'The wallet has moved to another network. Nothing was sent.',
      'Switch it back and start again.',
    );
  }
}

/** Has the Snap work out the transaction and ask the person. */
async function askSnap(session: Session, poolId: string, intent: Intent): Promise<TransactionResult> {
  const client = snapClient(session);
  const target = { account: session.account, pool: poolId };
  switch (intent.kind) {
    case 'stake':
      return client.stake({ ...target, amount: intent.amount });
    case 'unstake':
      return client.unstake({ ...target, amount: intent.amount });
    case 'claim':
      return client.claim({ ...target, ...(intent.exits ? { exits: [...intent.exits] } : {}) });
  }
}

/** A transaction that is not from the account to the pool is none that the person asked this page for. */
function checkTransaction(transaction: PreparedTransaction, account: string, poolId: string): void {
  const { pool } = poolById(poolId);
  if (!isSameAddress(transaction.from, account) || !isSameAddress(transaction.to, pool.address)) {
    throw new SiteError(
      'Unexpected transaction',
      'The Snap prepared a transaction that is not between this account and the pool. It was not sent.',
      'Check which Snap is installed.',
    );
  }
}

type Receipt = { readonly status: boolean; readonly blockNumber: number };

async function readReceipt(provider: WalletProvider, hash: string): Promise<Receipt | null> {
  const receipt = (await provider.request({ method: 'eth_getTransactionReceipt', params: [hash] })) as {
    status?: unknown;
    blockNumber?: unknown;
  } | null;
  return typeof receipt?.blockNumber === 'string'
    ? { status: Number(receipt.status) === 1, blockNumber: Number(receipt.blockNumber) }
    : null;
}

async function readNonce(provider: WalletProvider, hash: string): Promise<number | null> {
  const transaction = (await provider.request({ method: 'eth_getTransactionByHash', params: [hash] })) as {
    nonce?: unknown;
  } | null;
  return typeof transaction?.nonce === 'string' ? Number(transaction.nonce) : null;
}

const pause = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** How often the receipt is asked for: sooner than blocks come, so that the news is never late by much. */
const receiptInterval = (chainId: number): number => pollInterval(chainId) / 4;

/**
 * Watches a sent transaction until it is mined, or until another one took its place. Failures of the node are waited
 * out: the transaction is on its way whatever this page sees.
 */
export async function watchTransaction(
  { wallet: { provider }, account, chainId }: Session,
  hash: string,
  onChange: (change: Change) => void,
): Promise<'confirmed' | 'failed' | 'replaced'> {
  let nonce: number | null = null;
  for (;;) {
    try {
      // On another network the hash means nothing: wait until the wallet is back.
      if (Number(await provider.request({ method: 'eth_chainId' })) === chainId) {
        const receipt = await readReceipt(provider, hash);
        if (receipt) {
          const stage = receipt.status ? 'confirmed' : 'failed';
          const problem = receipt.status
            ? null
            : {
                title: 'The pool refused it',
                message:
                  'The state of the pool changed before the transaction was mined. Only the network fee was paid.',
                advice: 'Check the numbers and start again.',
                isRefusal: false,
              };
          onChange({ stage, problem, blockNumber: receipt.blockNumber, isOutOfSight: false });
          return stage;
        }
        nonce ??= await readNonce(provider, hash);
        const used = await provider.request({ method: 'eth_getTransactionCount', params: [account, 'latest'] });
        if (nonce !== null && Number(used) > nonce && !(await readReceipt(provider, hash))) {
          const problem = {
            title: 'Replaced in the wallet',
            message: 'Another transaction took its place, because it was sped up or cancelled.',
            advice: 'The numbers on this page show what came of it.',
            isRefusal: false,
          };
          onChange({ stage: 'replaced', problem, isOutOfSight: false });
          return 'replaced';
        }
        onChange({ isOutOfSight: false });
      }
    } catch {
      onChange({ isOutOfSight: true });
    }
    await pause(receiptInterval(chainId));
  }
}

/**
 * Takes a transaction from the person's wish to its end, telling each stage. It never rejects: failures are stages.
 * @returns whether the chain may have changed.
 */
export async function runTransaction(
  session: Session,
  poolId: string,
  intent: Intent,
  onChange: (change: Change) => void,
): Promise<boolean> {
  const { provider } = session.wallet;
  let isSent = false;
  try {
    await checkWallet(session);
    onChange({ stage: 'review' });
    const result = await askSnap(session, poolId, intent);
    if (result.status === 'submitted') {
      isSent = true;
      onChange({ stage: 'sent', hash: result.hash });
      await watchTransaction(session, result.hash, onChange);
      return true;
    }
    for (const transaction of result.transactions) {
      checkTransaction(transaction, session.account, poolId);
      onChange({ stage: 'wallet' });
      await checkWallet(session);
      const hash = await provider.request({
        method: 'eth_sendTransaction',
        params: [{ ...transaction, chainId: `0x${session.chainId.toString(16)}` }],
      });
      isSent = true;
      onChange({ stage: 'sent', hash: String(hash) });
      if ((await watchTransaction(session, String(hash), onChange)) !== 'confirmed') {
        return true;
      }
    }
  } catch (error) {
    const problem = describeError(error);
    onChange({ stage: errorNumberOf(error) === 4001 && problem.isRefusal ? 'refused' : 'failed', problem });
  }
  return isSent;
}
