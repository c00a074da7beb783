import type { StakingCall } from '../staking/call';
import type { RevertReason } from '../staking/revert';
import type { Request } from '../chain/request';
import type { ExplainRevert } from '../staking/transaction';
import type { Concerns, Part } from './concern';
import type { Subject } from './facts';
import { simulate } from './simulation';

/** True for a call with ETH that a pool would keep and credit to nobody: a donation, or a method that nobody knows. */
export function isGift({ call, value }: Pick<Part, 'call' | 'value'>): boolean {
  return value > 0n && (call.kind === 'donation' || call.kind === 'unknown');
}

/**
 * True when a pool that refuses a gift now refuses it in the transaction as well. Whether it takes a donation is a matter of
 * its code, which no call that is known changes; what a method rests on that nobody knows may be changed by any call
 * before it.
 */
function isSettled({ call, position }: Part, { parts, hasUnknown }: Concerns): boolean {
  if (hasUnknown || call.kind === 'unknown') {
    return !hasUnknown && position === 0;
  }
  const known = parts.filter((part) => part.position < position && part.call.kind !== 'unknown');
  return known.length === position;
}

/**
 * The gifts among the calls of a batch that the chain refuses at a block, each with the reason: each is simulated alone,
 * with its ETH, as the account or contract that makes it. One whose outcome may depend on the calls before it, or whose
 * maker has no ETH before the transaction, is left out.
 * What the node does not tell is left out too; it never throws.
 */
export async function readRefusedGifts(
  request: Request,
  { parts }: Subject,
  concerns: Concerns,
  block: number,
  explain: ExplainRevert,
): Promise<ReadonlyMap<StakingCall, RevertReason>> {
  const asked = parts.filter((part) => isGift(part) && isSettled(part, concerns));
  const outcomes = await Promise.all(
    asked.map(async ({ from, to, value, call }) => {
      const transaction = { from, to, value, data: call.data };
      const outcome = await simulate(request, transaction, [call], block, explain).catch(() => null);
      return outcome?.goesThrough === false ? [[call, outcome.reason] as const] : [];
    }),
  );
  return new Map(outcomes.flat());
}
