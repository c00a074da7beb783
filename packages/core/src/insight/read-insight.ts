import { readBlock, toQuantity } from '../chain/block';
import { ReadBatch, type Answer } from '../chain/read-batch';
import { callNode, RevertError } from '../chain/request';
import { vaultInterface } from '../pool/abi';
import type { PoolContext } from '../pool/context';
import { explainRevert, type RevertReason } from '../pool/revert-reason';
import { afterDeposit, assetsToSharesUp, sharesToAssets } from '../pool/share-maths';
import { addPoolState, type PoolState } from '../pool/state';
import { addFiatPrice, type FiatPrice } from '../rewards/fiat';
import { isSameAddress, type Address, type Hex, type Wei } from '../units';
import { decodeStakingCall, flattenCalls, type StakingCall, type UnsignedTransaction } from './decode-call';

/** A danger or a remark, the heaviest first in an insight. */
export type Finding =
  | {
      readonly id: 'receiver-is-another';
      readonly severity: 'critical';
      readonly receiver: Address;
      readonly action: 'stake' | 'exit';
    }
  | { readonly id: 'would-revert'; readonly severity: 'critical'; readonly reason: RevertReason }
  | { readonly id: 'pays-nothing'; readonly severity: 'warning' }
  | { readonly id: 'unknown-call'; readonly severity: 'warning'; readonly selector: Hex };

/** One call of the transaction, in ETH. */
export type Step = {
  readonly call: StakingCall;
  /** ETH that it stakes, takes out of the stake, or pays; `null` where it moves none. */
  readonly assets: Wei | null;
};

/** What a transaction to a pool does, in ETH, and what to mind before signing. */
export type Insight = {
  readonly state: PoolState;
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  /** The sender's stake before and after, in wei, at today's price. */
  readonly assetsBefore: Wei;
  readonly assetsAfter: Wei;
  readonly fiatPrice: FiatPrice | null;
};

const weight = { critical: 0, warning: 1, note: 2 } as const;

/** The innermost calldata of a transaction: what each call of a multicall would be on its own. */
function innerCalldata(data: Hex): Hex[] {
  try {
    const parsed = vaultInterface.parseTransaction({ data });
    return parsed?.name === 'multicall' ? (parsed.args[0] as Hex[]).flatMap(innerCalldata) : [data];
  } catch {
    return [data];
  }
}

/** Why the transaction would fail at a block, each inner call asked alone; `undefined` when it would go through. */
async function readRevertReason(
  context: PoolContext,
  transaction: UnsignedTransaction,
  block: number,
): Promise<RevertReason | undefined> {
  const revertOf = async (data: Hex): Promise<Hex | undefined> => {
    const call = { from: transaction.from, to: transaction.to, value: toQuantity(transaction.value), data };
    try {
      await callNode<Hex>(context.request, 'eth_call', [call, toQuantity(block)]);
      return undefined;
    } catch (error) {
      if (error instanceof RevertError) {
        return error.data;
      }
      throw error;
    }
  };
  const whole = await revertOf(transaction.data);
  if (whole === undefined) {
    return undefined;
  }
  const inner = innerCalldata(transaction.data);
  const reasons = inner.length > 1 || inner[0] !== transaction.data ? await Promise.all(inner.map(revertOf)) : [];
  return explainRevert(reasons.find((data) => data !== undefined) ?? whole);
}

/** The receiver of a stake or an exit, when it is not the sender. */
export function receiverFinding(call: StakingCall, from: Address): Finding[] {
  if (
    (call.kind === 'stake' || call.kind === 'exit' || call.kind === 'redeem') &&
    !isSameAddress(call.receiver, from)
  ) {
    const action = call.kind === 'stake' ? 'stake' : 'exit';
    return [{ id: 'receiver-is-another', severity: 'critical', receiver: call.receiver, action }];
  }
  return [];
}

/**
 * Reads what a transaction to the context's pool would do, at the newest block, in two steps: the block, then everything
 * at it side by side.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readInsight(
  context: PoolContext,
  transaction: UnsignedTransaction,
  currency: string,
): Promise<Insight> {
  const { request, network, pool } = context;
  const calls = flattenCalls(decodeStakingCall(transaction));
  const block = await readBlock(request);
  const batch = new ReadBatch(network.multicall3);
  const pendingState = addPoolState(batch, context);
  const held = batch.add(pool.address, vaultInterface, 'getShares', [transaction.from], ([value]) => value as bigint);
  const fiatPrice = addFiatPrice(batch, network, currency);
  const payouts = calls.map((call): Answer<bigint> | undefined =>
    call.kind === 'claim'
      ? batch.add(
          pool.address,
          vaultInterface,
          'calculateExitedAssets',
          [transaction.from, call.ticket, call.requestedAt, call.queueIndex],
          (result) => result[2] as bigint,
        )
      : undefined,
  );
  const [revertReason] = await Promise.all([
    readRevertReason(context, transaction, block.number),
    batch.run(request, block.number),
  ]);
  const state = pendingState.read(block);
  const steps = calls.map((call, index): Step => {
    switch (call.kind) {
      case 'stake':
        return { call, assets: call.assets };
      case 'exit':
      case 'redeem':
        return { call, assets: sharesToAssets(call.shares, state) };
      case 'claim':
        return { call, assets: payouts[index]?.maybe() ?? 0n };
      default:
        return { call, assets: null };
    }
  });
  const findings: Finding[] = [
    ...calls.flatMap((call) => receiverFinding(call, transaction.from)),
    ...(revertReason ? [{ id: 'would-revert', severity: 'critical', reason: revertReason } as const] : []),
    ...(steps.some(({ call, assets }) => call.kind === 'claim' && assets === 0n) && !revertReason
      ? [{ id: 'pays-nothing', severity: 'warning' } as const]
      : []),
    ...calls.flatMap((call) =>
      call.kind === 'unknown' ? [{ id: 'unknown-call', severity: 'warning', selector: call.selector } as const] : [],
    ),
  ];
  const leaving = calls.reduce(
    (sum, call) => (call.kind === 'exit' || call.kind === 'redeem' ? sum + call.shares : sum),
    0n,
  );
  const arriving = calls.reduce(
    (sum, call) => (call.kind === 'stake' && isSameAddress(call.receiver, transaction.from) ? sum + call.assets : sum),
    0n,
  );
  const after = held.value() - leaving + assetsToSharesUp(arriving, state);
  return {
    state,
    steps,
    findings: findings.sort((a, b) => weight[a.severity] - weight[b.severity]),
    assetsBefore: sharesToAssets(held.value(), state),
    assetsAfter: after < 0n ? 0n : sharesToAssets(after, afterDeposit(arriving, state)),
    fiatPrice: fiatPrice(),
  };
}
