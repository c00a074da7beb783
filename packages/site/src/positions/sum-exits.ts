import type { GetPositionResult } from '@pooled-staking/api';
import { isSameAddress } from '@pooled-staking/core';

/**
 * What leaves, in wei: what the account's own ones still wait for, and what a claim by the account pays now, also
 * out of an exit that another account asked for. Dust is neither.
 */
export function sumExits({ account, exits }: GetPositionResult): {
  readonly waiting: bigint;
  readonly claimable: bigint;
} {
  let waiting = 0n;
  let claimable = 0n;
  for (const { status, owner, receiver, totalAssets, claimableAssets } of exits) {
    const payable = isSameAddress(receiver, account) ? BigInt(claimableAssets) : 0n;
    if (status !== 'dust') {
      claimable += payable;
      waiting += isSameAddress(owner, account) ? BigInt(totalAssets) - payable : 0n;
    }
  }
  return { waiting, claimable };
}
