import {
  parseChangeOptions,
  plainTransaction,
  protocolOf,
  type Address,
  type Insight,
  type PoolContext,
  type PoolOnNetwork,
  type Protocol,
  type Quote,
  type Subject,
  type Wei,
} from '@pooled-staking/core';
import { escrowsOf } from '../insight/escrows';
import { drawInsight } from '../insight/handle-transaction';
import { parseTransaction } from '../insight/parse-transaction';
import { inPool } from '../rpc/pool-context';
import { keepRate } from '../rpc/propose';
import { claimTerms } from '../rpc/views/claim-dialog';
import type { Terms, TermsProps } from '../rpc/views/dialog';
import { stakeTerms } from '../rpc/views/stake-dialog';
import { unstakeTerms } from '../rpc/views/unstake-dialog';
import type { Intent } from '../sending/sent';
import type { Wallet } from '../wallet/wallet';
import type { Picture } from './view';

/** What is asked for; of a claim the amount does not matter: it takes what pays. */
export type Wanted = {
  readonly intent: Intent;
  readonly where: PoolOnNetwork;
  readonly account: Address;
  readonly amount: Wei | 'max';
  readonly of: Subject['of'];
};

/** A transaction that the chain would take now. */
export type Ready = {
  readonly quote: Quote;
  /** What it moves. */
  readonly amount: Wei;
  readonly termsOf: (props: Omit<TermsProps<Quote>, 'quote'>) => Terms;
};

type Asked = Pick<Wanted, 'account' | 'amount' | 'of'>;

const kind =
  <SomeQuote extends Quote>(
    read: (protocol: Protocol, context: PoolContext, asked: Asked) => Promise<SomeQuote>,
    amountOf: (quote: SomeQuote) => Wei,
    termsOf: (props: TermsProps<SomeQuote>) => Terms,
  ) =>
  async (context: PoolContext, asked: Asked): Promise<Ready> => {
    const quote = await read(protocolOf(context.pool), context, asked);
    return { quote, amount: amountOf(quote), termsOf: (props) => termsOf({ ...props, quote }) };
  };

const kinds = {
  stake: kind(
    async (protocol, context, { account, amount, of }) => {
      const options = parseChangeOptions(context.pool, protocol, of);
      return protocol.quoteStake(context, account, amount === 'max' ? 0n : amount, options);
    },
    ({ amount }) => amount,
    stakeTerms,
  ),
  unstake: kind(
    async (protocol, context, { account, amount, of }) =>
      protocol.quoteUnstake(context, account, amount, parseChangeOptions(context.pool, protocol, of)),
    ({ assets }) => assets,
    unstakeTerms,
  ),
  claim: kind(
    async (protocol, context, { account, of: { id } }) =>
      protocol.quoteClaim(context, account, id === undefined ? undefined : [BigInt(id)]),
    ({ assets }) => assets,
    claimTerms,
  ),
} satisfies Record<Intent, unknown>;

/** Reads what the chain would take now. @throws as the protocol's quotes do; AbandonedError after an abort. */
export async function readReady(wallet: Wallet, wanted: Wanted, signal?: AbortSignal): Promise<Ready> {
  const { intent, where } = wanted;
  return inPool(wallet, where, { urgency: 'dialog', signal }, async (context) => kinds[intent](context, wanted));
}

/** Who signs in the wallet waits no longer for what the insight says. */
const insightTime = 5_000;

/**
 * What the insight says of the very transaction; `null` where it says nothing, and where an approval has to be mined first:
 * until then it would fail.
 * @param picture whose rate it need not read itself then, here and in the wallet's confirmation.
 */
export async function readFindings(
  wallet: Wallet,
  { network, pool }: PoolOnNetwork,
  { quote: { transaction, approvals } }: Ready,
  picture: Picture,
): Promise<Insight | null> {
  await keepRate(wallet, pool, picture.apr, picture.time);
  const chainId = `eip155:${network.chainId}`;
  const related = parseTransaction(chainId, plainTransaction(transaction), escrowsOf(chainId));
  return related && approvals.length === 0 ? (await drawInsight(wallet, related, null, insightTime)).insight : null;
}
