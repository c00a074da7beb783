import { ReadBatch } from '../../../chain/read-batch';
import { readViewBlock } from '../../../chain/block';
import { StakingError } from '../../../errors';
import { zeroAddress, type Address, type Hex, type Shares, type Wei } from '../../../units';
import { vaultInterface } from '../vault/abi';
import { burnsOnEntry, readBurnsOnEntry } from '../exit-queue/burning-queue';
import { readClaimDelay } from '../exit-queue/claim-delay';
import type { PoolContext } from '../../../networks/context';
import { readHarvestParams, toHarvestTuple } from '../harvest/harvest';
import { readHoldingAfter, reportChange, worthOf, type Holding } from '../vault/holding-after';
import { afterDeposit, assetsToSharesUp } from '../vault/share-maths';
import { explainRevert } from '../vault/revert-reason';
import { addVaultState, type VaultState } from '../vault/state';
import { estimateTransaction, readGasPrice } from '../../../staking/transaction';
import type { StakeQuote } from '../../../staking/quote';

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

/** A call that stakes. */
type StakeCall = {
  readonly data: Hex;
  /** The call that would bring the report in it in alone; `null` where it brings none. */
  readonly update: Hex | null;
};

/** The call that stakes: with a late report in it when the pool asks for one. */
async function encodeStake(context: PoolContext, state: VaultState, account: Address): Promise<StakeCall> {
  if (!state.harvest.isRequired) {
    return { data: vaultInterface.encodeFunctionData('deposit', [account, zeroAddress]), update: null };
  }
  const report = toHarvestTuple(await readHarvestParams(context, state));
  return {
    data: vaultInterface.encodeFunctionData('updateStateAndDeposit', [account, zeroAddress, report]),
    update: vaultInterface.encodeFunctionData('updateState', [report]),
  };
}

/** The account's stake once the report is in, and after the whole call. */
async function readAfter(
  context: PoolContext,
  { block, ...totals }: VaultState,
  account: Address,
  shares: Shares,
  amount: Wei,
  { data, update }: StakeCall,
): Promise<{ readonly report: Holding; readonly stake: Holding }> {
  if (update === null) {
    const stake = { shares: shares + assetsToSharesUp(amount, totals), ...afterDeposit(amount, totals) };
    return { report: { shares, ...totals }, stake };
  }
  const [report, stake] = await Promise.all([
    readHoldingAfter(context, block, account, [{ data: update, value: 0n }]),
    readHoldingAfter(context, block, account, [{ data, value: amount }]),
  ]);
  if (!report || !stake) {
    throw new StakingError('WOULD_REVERT', { kind: 'stake-refused-with-report' });
  }
  return { report, stake };
}

/**
 * Checks, builds and simulates a stake of `amount` wei for `account`.
 * @throws StakingError AMOUNT_TOO_SMALL, ACCOUNT_BLOCKED, CAPACITY_EXCEEDED, INSUFFICIENT_BALANCE (network fee included),
 * HARVEST_PROOF_UNAVAILABLE, UNSUPPORTED_POOL_CODE, WOULD_REVERT, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT. Nothing is ever sent.
 */
export async function readStakeQuote(
  context: PoolContext,
  account: Address,
  amount: Wei,
): Promise<StakeQuote<VaultState>> {
  if (amount <= 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'no-amount-to-stake', amount: 0n });
  }
  const { request, network, pool } = context;
  const block = await readViewBlock(request);
  const batch = new ReadBatch(network.multicall3);
  const pendingState = addVaultState(batch, context);
  const { shares, isBlocked, balance } = addAccount(batch, context, account);
  const reading = batch.run(request, block);
  // Beside all that follows: it is awaited last, and until then a failure of it is nobody's.
  const implementation = reading.then(() => pendingState.read(block).implementation).catch(() => null);
  const claimDelay = readClaimDelay(context, block, implementation);
  claimDelay.catch(() => undefined);
  const [gasPrice] = await Promise.all([readGasPrice(context), reading]);
  const state = pendingState.read(block);
  if (isBlocked()) {
    throw new StakingError('ACCOUNT_BLOCKED', { kind: 'account-blocked', account });
  }
  if (state.capacityLeft !== null && amount > state.capacityLeft) {
    throw new StakingError('CAPACITY_EXCEEDED', { kind: 'over-capacity', capacityLeft: state.capacityLeft });
  }
  if (amount > balance()) {
    throw new StakingError('INSUFFICIENT_BALANCE', { kind: 'no-eth-for-stake', balance: balance(), needed: amount });
  }
  const stake = await encodeStake(context, state, account);
  if (await readBurnsOnEntry(context, state, stake.update)) {
    throw burnsOnEntry(state.version);
  }
  const call = { from: account, to: pool.address, value: amount, data: stake.data };
  // First: it says why the chain would refuse it.
  const { gasEstimate, ...transaction } = await estimateTransaction(context, call, explainRevert);
  const fee = gasEstimate * gasPrice;
  if (amount + fee > balance()) {
    const needed = amount + fee;
    const problem = { kind: 'no-eth-for-stake-and-fee', balance: balance(), needed, cost: { fee } } as const;
    throw new StakingError('INSUFFICIENT_BALANCE', problem);
  }
  const before = { ...state, shares: shares() };
  const after = await readAfter(context, state, account, shares(), amount, stake);
  return {
    state,
    approvals: [],
    transaction,
    networkFee: { gasEstimate, gasPrice, fee },
    amount,
    assetsBefore: worthOf(before),
    assetsAfter: worthOf(after.stake),
    reportChange: reportChange(before, after.report),
    balanceAfter: balance() - amount - fee,
    withHarvest: stake.update !== null,
    wayBack: 'queue',
    claimDelay: await claimDelay,
  };
}
