import {
  createPostJson,
  governanceLimits,
  isServerUrl,
  metisSpace,
  readProposal,
  readProposals,
  snapshotServers,
  type Address,
  type Governance,
  type ProposalOfVoter,
  type ProposalState,
  type Seconds,
} from '@pooled-staking/core';
import { useWallet } from '@pooled-staking/react';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { hostGovernance } from '../config';

/** A host's own server may be a path of the site's. */
function serverOf(name: 'hub' | 'sequencer'): string {
  const given = hostGovernance[name];
  const url = given === undefined ? undefined : new URL(given, window.location.href).href;
  return url !== undefined && isServerUrl(url) ? url : snapshotServers[name];
}

/** Where proposals are read and votes are sent: Snapshot's servers, or those of whoever serves the site. */
export function governance(): Governance {
  return {
    space: metisSpace,
    servers: { hub: serverOf('hub'), sequencer: serverOf('sequencer') },
    post: createPostJson(async (url, options) => fetch(url, options), governanceLimits),
  };
}

/** Now, as proposals tell their times. */
export const present = (): Seconds => Math.floor(Date.now() / 1_000);

/** Proposals of a list's page. */
export const listed = 10;

/** The account whose power and votes are told; `null` while no wallet is connected. */
export function useVoter(): Address | null {
  return (useWallet().session?.account as Address | undefined) ?? null;
}

const key = (account: string | null): readonly unknown[] => ['governance', account?.toLowerCase() ?? null];

/** A page of the proposals of a state, the newest first. */
export function useProposals(state: ProposalState, page: number): UseQueryResult<readonly ProposalOfVoter[]> {
  const account = useVoter();
  return useQuery({
    queryKey: [...key(account), 'list', state, page],
    // Only of the same account: nothing of one is shown for another.
    placeholderData: (previous, query) =>
      query?.queryKey[1] === key(account)[1] ? keepPreviousData(previous) : undefined,
    queryFn: async () => readProposals(governance(), { state, first: listed, skip: page * listed, account }, present()),
  });
}

/** One proposal, and what the account has to do with it. */
export function useProposal(id: string): UseQueryResult<ProposalOfVoter> {
  const account = useVoter();
  return useQuery({
    queryKey: [...key(account), 'one', id],
    queryFn: async () => readProposal(governance(), id, account, present()),
  });
}
