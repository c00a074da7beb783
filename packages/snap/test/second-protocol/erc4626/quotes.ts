import { StakingError } from '../../../../core/src/errors';
import type { PoolContext } from '../../../../core/src/networks/context';
import type { StakeQuote, UnstakeQuote } from '../../../../core/src/staking/quote';
import { explainPlainRevert } from '../../../../core/src/staking/revert';
import { estimateTransaction, readGasPrice, requireFee } from '../../../../core/src/staking/transaction';
import type { Address, Wei } from '../../../../core/src/units';
import { afterDeposit, noWait, readHolding, toAssets, toShares, toSharesUp, vaultAbi } from './vault';

/** A deposit cannot be simulated before what it takes is approved; OpenZeppelin's takes less than this. */
const depositGas = 150_000n;

/** What a stake would do: it takes tokens, which the vault must be allowed to take first. */
export async function quoteStake(context: PoolContext, account: Address, amount: Wei): Promise<StakeQuote> {
  const { pool } = context;
  const [holding, gasPrice] = await Promise.all([readHolding(context, account), readGasPrice(context)]);
  const { state, shares, assetBalance, allowance, balance } = holding;
  if (amount > assetBalance) {
    throw new StakingError('INSUFFICIENT_BALANCE', { kind: 'no-eth-for-stake', balance: assetBalance, needed: amount });
  }
  const send = (to: Address, method: string, ...args: readonly unknown[]) =>
    ({ from: account, to, value: 0n, data: vaultAbi.encodeFunctionData(method, args) }) as const;
  const deposit = send(pool.address, 'deposit', amount, account);
  const approve = send(pool.asset.address ?? pool.address, 'approve', pool.address, amount);
  const isApproved = allowance >= amount;
  const approvals = isApproved ? [] : [await estimateTransaction(context, approve, explainPlainRevert)];
  const stake = isApproved
    ? await estimateTransaction(context, deposit, explainPlainRevert)
    : { ...deposit, gas: depositGas, gasEstimate: depositGas };
  const gasEstimate = [...approvals, stake].reduce((sum, each) => sum + each.gasEstimate, 0n);
  const fee = gasEstimate * gasPrice;
  requireFee(balance, fee);
  return {
    state,
    approvals,
    transaction: stake,
    networkFee: { gasEstimate, gasPrice, fee },
    amount,
    assetsBefore: toAssets(shares, state),
    assetsAfter: toAssets(shares + toShares(amount, state), afterDeposit(amount, state)),
    reportChange: 0n,
    claimDelay: noWait,
    balanceAfter: balance - fee,
    withHarvest: false,
    wayBack: 'at-once',
  };
}

/** What an unstake would do: it pays in the same transaction. */
export async function quoteUnstake(context: PoolContext, account: Address, amount: Wei | 'max'): Promise<UnstakeQuote> {
  const [{ state, shares: held, balance }, gasPrice] = await Promise.all([
    readHolding(context, account),
    readGasPrice(context),
  ]);
  const shares = amount === 'max' ? held : toSharesUp(amount, state);
  const staked = toAssets(held, state);
  if (held === 0n) {
    throw new StakingError('INSUFFICIENT_STAKE', { kind: 'nothing-staked', staked });
  }
  if (amount !== 'max' && shares > held) {
    throw new StakingError('INSUFFICIENT_STAKE', { kind: 'more-than-staked', staked, amount });
  }
  const data = vaultAbi.encodeFunctionData('redeem', [shares, account, account]);
  const call = { from: account, to: context.pool.address, value: 0n, data };
  const { gasEstimate, ...transaction } = await estimateTransaction(context, call, explainPlainRevert);
  const fee = gasEstimate * gasPrice;
  requireFee(balance, fee);
  const assets = toAssets(shares, state);
  const after = { totalAssets: state.totalAssets - assets, totalShares: state.totalShares - shares };
  return {
    state,
    approvals: [],
    transaction,
    networkFee: { gasEstimate, gasPrice, fee },
    shares,
    assets,
    assetsBefore: staked,
    assetsAfter: toAssets(held - shares, after),
    reportChange: 0n,
    isAll: shares === held,
    way: 'at-once',
    claimDelay: noWait,
  };
}
