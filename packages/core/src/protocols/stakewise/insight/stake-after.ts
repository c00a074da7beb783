import type { StakingCall } from '../../../staking/call';
import type { Block } from '../../../chain/block';
import { vaultInterface } from '../vault/abi';
import type { PoolContext } from '../../../networks/context';
import { readHoldingAfter, type VaultCall } from '../vault/holding-after';
import type { Address, Hex } from '../../../units';
import type { StakeAfter } from './facts';

/** The call as the account makes it; plain ETH as the deposit that it is, so that another can stand in for the account. */
function toVaultCall(call: StakingCall): VaultCall {
  if (call.kind !== 'stake') {
    return { data: call.data, value: 0n };
  }
  const { receiver, referrer } = call;
  const data = call.isPlain ? vaultInterface.encodeFunctionData('deposit', [receiver, referrer]) : call.data;
  return { data, value: call.assets };
}

/** The calls that bring reports in, without whatever else they do. */
export function toUpdates(calls: readonly StakingCall[]): VaultCall[] {
  return calls.flatMap((call) => {
    if (call.kind === 'update') {
      return [{ data: call.data, value: 0n }];
    }
    const report = call.kind === 'stake' && call.reportRoot !== null ? reportOf(call.data) : undefined;
    return report === undefined
      ? []
      : [{ data: vaultInterface.encodeFunctionData('updateState', [report]), value: 0n }];
  });
}

/** The report in the calldata of a stake that brings one in. */
function reportOf(data: Hex): unknown {
  return vaultInterface.parseTransaction({ data })?.args[2];
}

/** True when the calls of a vault can be simulated: all of them are known, and no exit goes with a stake. */
function canSimulate(calls: readonly StakingCall[]): boolean {
  const paid = calls.some((call) => call.kind === 'stake');
  return calls.every(
    ({ kind }) => kind === 'update' || kind === 'stake' || (!paid && kind !== 'unknown' && kind !== 'truncated'),
  );
}

/**
 * Simulates what calls with a report leave of the sender's stake, at a block: two simulations side by side. `null` where
 * the vault refuses them.
 * @param calls all calls that the transaction makes of the vault, in order.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT; Error when the calls are of a kind that cannot be simulated.
 */
export async function readStakeAfter(
  context: Pick<PoolContext, 'request' | 'network' | 'pool'>,
  account: Address,
  calls: readonly StakingCall[],
  block: Block,
): Promise<StakeAfter | null> {
  if (!canSimulate(calls)) {
    throw new Error('These calls cannot be simulated together.');
  }
  const [report, transaction] = await Promise.all(
    [toUpdates(calls), calls.map(toVaultCall)].map(async (each) => readHoldingAfter(context, block, account, each)),
  );
  return report && transaction ? { report, transaction } : null;
}
