import type { TransactionResult } from '@pooled-staking/api';
import { lookBefore, poolById, protocolOf, type Address, type PoolOnNetwork, type Store } from '@pooled-staking/core';
import { readOverWallet } from '../data/wallet-reads';
import { readSnapStatus, type SnapStatus } from '../data/snap-status';
import { stakingClient } from '../data/staking-client';
import { isRefusal, WalletError } from '../errors';
import type { StakingOptions } from '../options';
import { browserStore } from '../data/browser-store';
import type { Session } from '../wallet/session';
import type { Intent } from './activity';
import { checkTransaction } from './check-transaction';
import { checkWallet } from './check-wallet';
import type { Run } from './run';
import { sendTogether } from './send-together';
import { isAnswer } from './wallet-answer';

/** Has the transaction worked out: by the Snap, which asks the person, or by the page where no Snap answers it. */
async function workOut(
  session: Session,
  snap: SnapStatus,
  poolId: string,
  intent: Intent,
  run: Pick<Run, 'onChange'>,
  options: StakingOptions,
): Promise<TransactionResult> {
  run.onChange({ stage: snap.status === 'installed' ? 'review' : 'preparing' });
  const client = stakingClient(session, snap, options, () => {
    run.onChange({ stage: 'preparing' });
  });
  const target = { account: session.account, pool: poolId };
  switch (intent.kind) {
    case 'stake':
      return client.stake({ ...target, ...intent.of, amount: intent.amount });
    case 'unstake':
      return client.unstake({ ...target, ...intent.of, amount: intent.amount });
    case 'claim':
      return client.claim({ ...target, ...(intent.exits ? { exits: [...intent.exits] } : {}) });
  }
}

/** Contracts beside the pool that a pool's transactions may go to. */
async function readTargets(session: Session, where: PoolOnNetwork, store: Store): Promise<readonly Address[]> {
  const { signal } = new AbortController();
  const protocol = protocolOf(where.pool);
  return readOverWallet(
    session,
    where,
    store,
    signal,
    async (context) => (await protocol.readTargets?.(context)) ?? [],
  );
}

/** The hash that a wallet gave. A transaction without one cannot be followed. */
function readHash(hash: unknown): string {
  if (typeof hash !== 'string' || !/^0x[\da-f]{64}$/iu.test(hash)) {
    throw new WalletError('noHash');
  }
  return hash;
}

/**
 * Takes a transaction from the person's wish to its hash, telling each stage. It never rejects: failures are stages.
 */
export async function runTransaction(
  session: Session,
  poolId: string,
  intent: Intent,
  run: Run,
  options: StakingOptions,
): Promise<void> {
  const { account, chainId } = session;
  const { provider } = session.wallet;
  try {
    const where = poolById(poolId);
    await checkWallet(session);
    const snap = await readSnapStatus(session, options.snapId);
    const result = await workOut(session, snap, poolId, intent, run, options);
    if (result.status === 'submitted') {
      const hash = readHash(result.hash);
      run.onSent({ hash, account, chainId, call: null, nonce: null, isNonceSeen: false, knownAt: null });
      return;
    }
    const targets = await readTargets(session, where, browserStore(options.storage));
    for (const transaction of result.transactions) {
      checkTransaction(transaction, account, { ...where, targets }, intent, result.transactions.at(-1)?.data);
    }
    if (run.isWanted() && (await sendTogether(session, result.transactions, run))) {
      return;
    }
    for (const [index, transaction] of result.transactions.entries()) {
      if (!run.isWanted() || (index > 0 && (await run.ended()) !== 'confirmed')) {
        return;
      }
      run.onChange({ stage: 'wallet' });
      const [{ nonce, head }] = await Promise.all([lookBefore(provider, account), checkWallet(session)]);
      if (!run.isWanted()) {
        return;
      }
      const { to, value, data } = transaction;
      const call = { to, value, data };
      const handed = {
        account,
        chainId,
        calls: [call],
        bundle: null,
        nonce,
        after: null,
        since: head,
        isPassed: false,
      };
      const forget = run.onAsked(handed);
      const answer = await provider
        .request({
          method: 'eth_sendTransaction',
          params: [{ ...transaction, chainId: `0x${chainId.toString(16)}` }],
        })
        .catch((error: unknown) => {
          if (isAnswer(error)) {
            forget();
          }
          throw error;
        });
      run.onSent({ hash: readHash(answer), account, chainId, call, nonce, isNonceSeen: false, knownAt: head });
    }
  } catch (error) {
    run.onChange({ stage: isRefusal(error) ? 'refused' : 'failed', error });
  }
}
