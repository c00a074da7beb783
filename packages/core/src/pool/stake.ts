import { ReadBatch } from '../chain/read-batch';
import { readViewBlock } from '../chain/block';
import { StakingError } from '../errors';
import type { Address, Hex, Shares, Wei } from '../units';
import { vaultInterface } from './abi';
import type { PoolContext } from './context';
import { formatEth } from './format';
import { readHarvestParams, toHarvestTuple } from './harvest';
import { afterDeposit, assetsToSharesUp, sharesToAssets } from './share-maths';
import { addPoolState, type PoolState } from './state';
import { estimateTransaction, readGasPrice, type NetworkFee, type Transaction } from './transaction';

const zeroAddress: Address = '0x0000000000000000000000000000000000000000';

/** A stake that the chain would accept now, and what it means for the person. */
export type StakeQuote = {
  readonly state: PoolState;
  readonly transaction: Transaction;
  readonly networkFee: NetworkFee;
  readonly amount: Wei;
  /** Value of the account's stake before and after, in wei, at today's price. */
  readonly assetsBefore: Wei;
  readonly assetsAfter: Wei;
  /** ETH left in the account after stake and network fee. */
  readonly balanceAfter: Wei;
  /** The stake brings the pool's late report in with it. */
  readonly withHarvest: boolean;
};

/** An account's side of the pool, added to a batch. */
function addAccount(
  batch: ReadBatch,
  { pool }: PoolContext,
  account: Address,
): { shares: () => Shares; isBlocked: () => boolean; balance: () => Wei } {
  const shares = batch.add(pool.address, vaultInterface, 'getShares', [account], ([value]) => value as bigint);
  const blocked = batch.add(pool.address, vaultInterface, 'blockedAccounts', [account], ([value]) => value as boolean);
  const balance = batch.addBalance(account);
  return { shares: shares.value, isBlocked: blocked.value, balance: balance.value };
}

function insufficientBalance(balance: Wei, needed: Wei, words: string): StakingError {
  return new StakingError(
    'INSUFFICIENT_BALANCE',
    `The account holds ${formatEth(balance)}; ${words}. Choose a smaller amount.`,
    { balance: balance.toString(), needed: needed.toString() },
  );
}

/** The call that stakes: with a late report in it when the pool asks for one. */
async function encodeStake(context: PoolContext, state: PoolState, account: Address): Promise<Hex> {
  if (!state.harvest.isRequired) {
    return vaultInterface.encodeFunctionData('deposit', [account, zeroAddress]);
  }
  const params = await readHarvestParams(context, state);
  const args = [account, zeroAddress, toHarvestTuple(params)];
  return vaultInterface.encodeFunctionData('updateStateAndDeposit', args);
}

/**
 * Checks, builds and simulates a stake of `amount` wei for `account`.
 * @throws StakingError AMOUNT_TOO_SMALL, ACCOUNT_BLOCKED, CAPACITY_EXCEEDED, INSUFFICIENT_BALANCE (network fee included),
 * HARVEST_PROOF_UNAVAILABLE, WOULD_REVERT, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT. Nothing is ever sent.
 */
export async function readStakeQuote(context: PoolContext, account: Address, amount: Wei): Promise<StakeQuote> {
  if (amount <= 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', 'The amount is 0. Enter how much ETH to stake.', { amount: '0' });
  }
  const { request, network, pool } = context;
  const block = await readViewBlock(request);
  const batch = new ReadBatch(network.multicall3);
  const pendingState = addPoolState(batch, context);
  const { shares, isBlocked, balance } = addAccount(batch, context, account);
  const [gasPrice] = await Promise.all([readGasPrice(context), batch.run(request, block)]);
  const state = pendingState.read(block);
  if (isBlocked()) {
    throw new StakingError('ACCOUNT_BLOCKED', `${account} is on the pool's blocklist and cannot stake here.`, {
      account,
    });
  }
  if (state.capacityLeft !== null && amount > state.capacityLeft) {
    throw new StakingError(
      'CAPACITY_EXCEEDED',
      `The pool takes ${formatEth(state.capacityLeft)} more at most. Choose a smaller amount.`,
      { capacityLeft: state.capacityLeft.toString() },
    );
  }
  if (amount > balance()) {
    throw insufficientBalance(balance(), amount, `it cannot stake ${formatEth(amount)}`);
  }
  const call = { from: account, to: pool.address, value: amount, data: await encodeStake(context, state, account) };
  const { gasEstimate, ...transaction } = await estimateTransaction(context, call);
  const fee = gasEstimate * gasPrice;
  if (amount + fee > balance()) {
    const words = `${formatEth(amount)} and the network fee of about ${formatEth(fee)} are more`;
    throw insufficientBalance(balance(), amount + fee, words);
  }
  const newShares = assetsToSharesUp(amount, state);
  return {
    state,
    transaction,
    networkFee: { gasEstimate, gasPrice, fee },
    amount,
    assetsBefore: sharesToAssets(shares(), state),
    assetsAfter: sharesToAssets(shares() + newShares, afterDeposit(amount, state)),
    balanceAfter: balance() - amount - fee,
    withHarvest: state.harvest.isRequired,
  };
}
