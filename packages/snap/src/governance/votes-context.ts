import type { Address, ProposalOfVoter, ProposalState } from '@pooled-staking/core';
import { isAddress } from '../wallet/settings';
import { isObject } from '../wallet/state';

/** By which interfaces with proposals are known. */
export const votesSurface = 'votes';

/** The states that proposals are listed by. */
export const proposalStates: readonly ProposalState[] = ['open', 'upcoming', 'past'];

/** Proposals of a list. */
export const listed = 10;

/** What an interface with proposals shows, as the wallet keeps it beside it: nothing of it is stored. */
export type VotesContext = {
  readonly account: Address;
  /** Nothing is voted for an account that is only watched. */
  readonly isOwn: boolean;
  readonly state: ProposalState;
  /** How many proposals come before the list. */
  readonly skip: number;
  /** As they were read last, without their texts; `null`: not yet. */
  readonly list: readonly ProposalOfVoter[] | null;
  /** The one whose page is on show. */
  readonly shown: ProposalOfVoter | null;
};

/** The same as plain JSON. */
export const toVotesContext = (context: VotesContext): Record<string, unknown> => ({
  surface: votesSurface,
  ...context,
});

/** What an interface with proposals shows; `null` for any other. What was read lies there as this Snap put it. */
export function parseVotesContext(value: unknown): VotesContext | null {
  const { surface, account, isOwn, state, skip, list, shown } = isObject(value) ? value : {};
  return surface === votesSurface && isAddress(account)
    ? {
        account,
        isOwn: isOwn === true,
        state: proposalStates.find((each) => each === state) ?? 'open',
        skip: Number.isSafeInteger(skip) ? (skip as number) : 0,
        list: Array.isArray(list) ? (list as readonly ProposalOfVoter[]) : null,
        shown: isObject(shown) ? (shown as ProposalOfVoter) : null,
      }
    : null;
}
