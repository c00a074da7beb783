import {
  lookBefore,
  type Asset,
  type Hex,
  type Network,
  type PlainTransaction,
  type Pool,
  type Wei,
} from '@pooled-staking/core';
import { CannotSendError, type SendingFault } from '../wallet/session';
import type { Wallet } from '../wallet/wallet';
import { followSoon } from './follow';
import { sentPart, sessionPart, type SentHere, type SentIntent } from './sent';

/** A transaction that the person wants, ready to be sent. */
export type Delivery = {
  readonly network: Network;
  readonly pool: Pool;
  readonly intent: SentIntent;
  readonly amount: Wei;
  /** What it is counted in; absent: the pool's asset. */
  readonly asset?: Asset | undefined;
  readonly transaction: PlainTransaction;
};

/** What came of it: its hash, or why the wallet does not send for the Snap. */
export type Delivered = { readonly hash: Hex } | { readonly fault: SendingFault };

/**
 * Has the wallet send a transaction, which the person confirms there, and follows it from then on. No turn on the chain is
 * held meanwhile.
 * @param mayAsk whether to ask the person for the session where there is none: always when they press a button here, once
 * when a page wants it.
 * @throws UnsureError; an error of code 4001 when the person rejects it; whatever the wallet says else.
 */
export async function deliver(wallet: Wallet, delivery: Delivery, mayAsk: boolean): Promise<Delivered> {
  const { network, pool, intent, amount, asset, transaction } = delivery;
  const { from: account, to, value, data } = transaction;
  let nonce: number | null;
  let head: number | null;
  let hash: Hex;
  try {
    await wallet.sending.open(network, account, mayAsk);
    ({ nonce, head } = await wallet
      .withChain(network, { urgency: 'dialog' }, async (request) => lookBefore({ request }, account))
      .catch(() => ({ nonce: null, head: null })));
    hash = await wallet.sending.send(network, transaction);
  } catch (error) {
    if (error instanceof CannotSendError) {
      if (mayAsk && error.fault !== 'unsupported') {
        await wallet.state.update(sessionPart, () => ({ wasAsked: true })).catch(() => undefined);
      }
      return { fault: error.fault };
    }
    throw error;
  }
  const call = { to, value, data };
  const sent = { hash, account, chainId: network.chainId, call, nonce, isNonceSeen: false, knownAt: head };
  const here: SentHere = {
    sent,
    pool: pool.id,
    intent,
    amount: amount.toString(),
    asset: asset?.symbol,
    sentAt: Date.now(),
    stage: 'sent',
    blockNumber: null,
    replacement: null,
    failure: null,
  };
  // It is on its way, whether it can be kept or not.
  await wallet.state.update(sentPart, (kept) => [here, ...kept]).catch(() => undefined);
  await followSoon(wallet);
  return { hash };
}
