import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { limits, type Prepared, type Submitted } from '@pooled-staking/api';
import {
  parseInsightMemory,
  plainQuote,
  plainTransaction,
  poolById,
  protocolOf,
  rememberRate,
  type Address,
  type Network,
  type Pool,
  type PoolContext,
  type Protocol,
  type Quote,
  type Seconds,
  type Wei,
} from '@pooled-staking/core';
import { daysBetween, textsOfPool } from '../ui/display';
import { deliver } from '../sending/deliver';
import { sessionPart, type Intent } from '../sending/sent';
import type { Wallet } from '../wallet/wallet';
import { RefusedError } from './errors';
import { readFacts, type Facts } from './facts';
import { inPool } from './pool-context';
import type { DialogProps } from './views/dialog';

/**
 * Has the wallet send the transaction for the Snap; where it does not, the page gets it to send. One that needs an approval
 * first is the page's, which sees to the order.
 */
async function submit(
  wallet: Wallet,
  { network, pool }: { readonly network: Network; readonly pool: Pool },
  intent: Intent,
  amount: Wei,
  quote: Quote,
): Promise<Submitted | null> {
  if (quote.approvals.length > 0) {
    return null;
  }
  const { wasAsked } = await wallet.state.read(sessionPart).catch(() => ({ wasAsked: true }));
  const { asset, transaction } = quote;
  const delivery = { network, pool, intent, amount, asset, transaction: plainTransaction(transaction) };
  const delivered = await deliver(wallet, delivery, !wasAsked);
  return 'hash' in delivered ? { status: 'submitted', hash: delivered.hash } : null;
}

/** Keeps the rate for the insight that soon follows, which may not take the time to read it. A store that fails fails nothing. */
export async function keepRate(wallet: Wallet, pool: Pool, apr: Facts['apr'], now: Seconds): Promise<void> {
  const { from, to } = apr ?? { from: null, to: null };
  if (apr && from !== null && to !== null) {
    const rate = { rate: apr.apr, days: daysBetween(from, to) };
    await wallet
      .readInsightState(pool.id)
      .then(async (kept) => wallet.writeInsightState(pool.id, rememberRate(parseInsightMemory(kept), rate, now)))
      .catch(() => undefined);
  }
}

/**
 * The way of every transaction: read what it would do, ask the person, and read it again, since the chain moves on while
 * a dialog is open. The second reading's is handed to the wallet, or to the page where the wallet does not take it.
 * @throws RefusedError when the person refuses; whatever the readings throw.
 */
export async function propose<SomeQuote extends Quote>(
  wallet: Wallet,
  request: { readonly origin: string; readonly account: Address; readonly pool: string; readonly intent: Intent },
  readQuote: (protocol: Protocol, context: PoolContext) => Promise<SomeQuote>,
  amountOf: (quote: SomeQuote) => Wei,
  Dialog: (props: DialogProps<SomeQuote>) => JSXElement,
): Promise<{ readonly result: Prepared | Submitted; readonly quote: SomeQuote }> {
  const { origin, account, intent } = request;
  const where = poolById(request.pool);
  const protocol = protocolOf(where.pool);
  const { locale, currency } = await wallet.readPreferences();
  const turn = { urgency: 'dialog', origin } as const;
  const { quote, facts } = await inPool(wallet, where, turn, async (context) => {
    const first = await readQuote(protocol, context);
    return { quote: first, facts: await readFacts(protocol, context, first.state, currency) };
  });
  await keepRate(wallet, where.pool, facts.apr, quote.state.block.timestamp);
  const texts = textsOfPool(await wallet.readTexts(locale), where);
  const display = { ...texts, fiatPrice: facts.fiatPrice, now: quote.state.block.timestamp };
  if (!(await wallet.confirm(Dialog({ origin, account, ...where, quote, apr: facts.apr, display })))) {
    throw new RefusedError('The person refused.');
  }
  const second = await inPool(wallet, where, turn, async (context) => readQuote(protocol, context));
  const submitted = await submit(wallet, where, intent, amountOf(second), second);
  return { result: submitted ?? plainQuote(second, where.network.chainId, limits.validSeconds), quote: second };
}
