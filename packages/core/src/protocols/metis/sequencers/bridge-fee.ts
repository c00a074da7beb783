import { RevertError } from '../../../chain/request';
import { StakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import { simulateCall, type TransactionCall } from '../../../staking/transaction';
import type { Wei } from '../../../units';
import { explainLockingRevert, isOfPool } from './revert-reason';

/** Values that are tried where the bridge does not say what it wants: from a millionth of an ether on, each 4 times the last. */
const ladder = Array.from({ length: 10 }, (_, step) => 10n ** 12n * 4n ** BigInt(step));

/** An amount in wei that a refusal names: of as many digits as fees have. */
const namedFee = /(?<!\d)(\d{9,18})(?!\d)/u;

/**
 * Finds what the bridge wants for a call that pays a reward out: nothing, what it names itself when it refuses, else the
 * smallest step of a ladder that it takes. All of it goes to the bridge, so that no more goes along than must. In wei.
 * @param balance of the account, in wei: no more is tried.
 * @throws StakingError WOULD_REVERT or the code of the pool's reason where it takes no value; CHAIN_UNAVAILABLE.
 */
export async function readBridgeFee(
  context: Pick<PoolContext, 'request'>,
  call: Omit<TransactionCall, 'value'>,
  sequencer: bigint,
  balance: Wei,
): Promise<Wei> {
  /** Why a value is refused, `null` where it is taken. */
  const refusal = async (value: Wei): Promise<RevertError | null> => {
    try {
      await simulateCall(context, { ...call, value });
      return null;
    } catch (error) {
      if (error instanceof RevertError) {
        return error;
      }
      throw error;
    }
  };
  const first = await refusal(0n);
  if (first === null) {
    return 0n;
  }
  const second = balance > 0n ? await refusal(1n) : first;
  if (second === null) {
    return 1n;
  }
  const { said } = explainLockingRevert(second.data);
  const [, named] = namedFee.exec(said ?? '') ?? [];
  const candidates = [...(named === undefined ? [] : [BigInt(named)]), ...ladder].filter((value) => value <= balance);
  const refusals = isOfPool(first.data) ? [] : await Promise.all(candidates.map(refusal));
  const taken = candidates.find((_, index) => refusals[index] === null);
  if (taken === undefined) {
    const revert = explainLockingRevert(second.data);
    throw new StakingError(revert.code, { kind: 'bridge-refuses', sequencer, reason: revert.name, revert });
  }
  return taken;
}
