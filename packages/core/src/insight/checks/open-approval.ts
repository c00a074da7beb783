import { isSameAddress, type Address } from '../../units';
import type { Network } from '../../networks/index';
import type { Concern, Part } from '../concern';
import type { Facts } from '../facts';
import { byWeight } from '../findings';

/** Somebody can take the tokens: critical where it is all that stands for a stake, and nobody that is known. */
export type OpenPermit = {
  readonly id: 'open-permit';
  readonly severity: 'critical' | 'warning' | 'note';
  readonly spender: Address;
  readonly isTaker: boolean;
  readonly isUnlimited: boolean;
};

/**
 * What is to be minded where somebody may take tokens; `null` for nothing.
 * @param isTaker it is a contract that takes such tokens when people stake or unstake.
 * @param isAllStaked it is all of something that stands for a stake. Money is approved to exchanges every day, which no
 * registry of pools knows: there it is a warning at the most.
 */
export function openPermit(
  spender: Address,
  isTaker: boolean,
  isUnlimited: boolean,
  isAllStaked: boolean,
): OpenPermit | null {
  const severity = isTaker ? 'note' : isAllStaked ? 'critical' : 'warning';
  return isTaker && !isUnlimited ? null : { id: 'open-permit', severity, spender, isTaker, isUnlimited };
}

/** True for a token that stands for a stake, and is no money that people also trade with. */
export const standsForStake = ({ pools }: Network, token: Address): boolean =>
  pools.some(({ address, shareToken }) =>
    [address, shareToken?.address].some((each) => each && isSameAddress(each, token)),
  );

/** What is to be minded about approvals, the heaviest. */
function heaviest(parts: readonly Part[], isTaker: (spender: Address, concern: Concern) => boolean): OpenPermit | null {
  const found = parts.flatMap(({ call, concern, to }): OpenPermit[] => {
    if (call.kind !== 'approval' || call.amount === 0n || (concern.kind !== 'approval' && concern.kind !== 'pool')) {
      return [];
    }
    const isAll = call.amount === null;
    const isAllStaked = isAll && standsForStake(concern.network, to);
    const open = openPermit(call.spender, isTaker(call.spender, concern), isAll, isAllStaked);
    return open ? [open] : [];
  });
  return byWeight(found)[0] ?? null;
}

/** Approvals whose spenders the registry of networks tells, for good or ill. */
export function checkApproval({ concerns }: Pick<Facts, 'concerns'>): OpenPermit | null {
  const parts = concerns.parts.filter(({ concern }) => concern.kind === 'approval');
  return heaviest(parts, (_, concern) => concern.kind === 'approval' && concern.isTaker);
}

/** Approvals whose spenders a pool's own contracts tell. */
export function checkPoolApproval({ subject, takers = [] }: Pick<Facts, 'subject' | 'takers'>): OpenPermit | null {
  const parts = subject?.parts.filter(({ concern }) => concern.kind === 'pool') ?? [];
  return heaviest(parts, (spender) => takers.some((each) => isSameAddress(each, spender)));
}
