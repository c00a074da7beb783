import type { Exit } from '@pooled-staking/api';
import { isSameAddress } from '@pooled-staking/core';
import { isOpen, type Activity } from '@pooled-staking/react';

/** The exits that a claim by an account pays now. */
export function readyExits<Ready extends Pick<Exit, 'status' | 'receiver'>>(
  exits: readonly Ready[],
  account: string,
): readonly Ready[] {
  return exits.filter(({ status, receiver }) => status === 'claimable' && isSameAddress(receiver, account));
}

/** True while a claim of an exit, or of a part's rewards, is under way: what is claimed twice pays nothing the second time. */
export function isClaimed(id: string, activities: readonly Activity[]): boolean {
  return activities.some(
    (each) => isOpen(each) && each.intent.kind === 'claim' && (each.intent.exits?.includes(id) ?? true),
  );
}

/** What a claim of some exits pays, in wei. */
export function payOf(exits: readonly Pick<Exit, 'claimableAssets'>[]): bigint {
  return exits.reduce((sum, { claimableAssets }) => sum + BigInt(claimableAssets), 0n);
}
