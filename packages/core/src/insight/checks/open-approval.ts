import { isSameAddress, type Address } from '../../units';
import type { Concern, Part } from '../concern';
import type { Facts } from '../facts';
import { byWeight } from '../findings';

/** Somebody can take the tokens: critical where it is all of them and nobody that is known. */
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
 */
export function openPermit(spender: Address, isTaker: boolean, isUnlimited: boolean): OpenPermit | null {
  const severity = isTaker ? 'note' : isUnlimited ? 'critical' : 'warning';
  return isTaker && !isUnlimited ? null : { id: 'open-permit', severity, spender, isTaker, isUnlimited };
}

function heaviest(parts: readonly Part[], isTaker: (spender: Address, concern: Concern) => boolean): OpenPermit | null {
  const found = parts.flatMap(({ call, concern }) =>
    call.kind === 'approval' && call.amount !== 0n
      ? (openPermit(call.spender, isTaker(call.spender, concern), call.amount === null) ?? [])
      : [],
  );
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
