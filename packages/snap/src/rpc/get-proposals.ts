import { limits, type GetProposalsParams, type GetProposalsResult, type ProposalInfo } from '@pooled-staking/api';
import {
  obstacleProblem,
  readProposals,
  toIsoTime,
  toPlainChoice,
  votedChoice,
  type Proposal,
  type ProposalOfVoter,
  type Voter,
} from '@pooled-staking/core';
import { governanceOf } from '../governance/governance';
import { rememberProposals } from '../governance/known';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { messageOf } from './errors';

function votedOf(proposal: Proposal, voted: Voter['voted']): ProposalInfo['voted'] {
  const choice = votedChoice(proposal, voted);
  return voted && { choice: choice && toPlainChoice(choice), time: toIsoTime(voted.at) };
}

function infoOf({ proposal, state, voter }: ProposalOfVoter): ProposalInfo {
  const { id, title, body, type, choices, scores, quorum, votes, page } = proposal;
  const obstacle = obstacleProblem(proposal);
  return {
    ...{ id, title, body, type, choices: [...choices], state, scores: [...scores], quorum, votes, page },
    created: toIsoTime(proposal.created),
    start: toIsoTime(proposal.start),
    end: toIsoTime(proposal.end),
    obstacle: obstacle && messageOf(obstacle),
    votingPower: voter?.power ?? null,
    votes,
    voted: votedOf(proposal, voter?.voted ?? null),
  };
}

/** Proposals of the community, the newest first, with what an account has to do with them. */
export async function getProposals(
  wallet: Wallet,
  { account, state = 'open', limit = limits.proposalsPage, skip = 0 }: GetProposalsParams,
): Promise<GetProposalsResult> {
  const governance = await governanceOf(wallet);
  const question = { state, first: limit, skip, account: account === undefined ? null : parseAccount(account) };
  const read = await readProposals(governance, question, Math.floor(Date.now() / 1_000));
  await rememberProposals(
    wallet,
    read.map(({ proposal }) => proposal),
  );
  return { space: governance.space, proposals: read.map(infoOf) };
}
