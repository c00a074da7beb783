import { StakingError } from '../errors';
import type { Address, Seconds } from '../units';
import { query, oddAnswer, type Governance } from './hub';
import {
  isFields,
  isProposalId,
  parseProposal,
  powerOf,
  stateAt,
  type Proposal,
  type ProposalState,
  type VotingPower,
} from './proposal';

/** Proposals of one page, and how many are passed over before it, at the most. */
export const proposalLimits = { page: 20, skip: 5_000 };

/** What a voter has to do with a proposal. */
export type Voter = {
  /** How much the vote weighs; `null` where the hub does not tell. Only open proposals are asked for it. */
  readonly power: VotingPower | null;
  /** What was voted before, as the hub tells it: foreign; `null`: nothing. */
  readonly voted: { readonly choice: unknown; readonly at: Seconds } | null;
};

export type ProposalOfVoter = {
  readonly proposal: Proposal;
  readonly state: ProposalState;
  readonly voter: Voter | null;
};

const proposalFields = 'id title body choices type created start end quorum scores votes privacy space { id }';

const hubStates: Readonly<Record<ProposalState, string>> = { upcoming: 'pending', open: 'active', past: 'closed' };

/** Asks for an account's power on each of some proposals, and for its votes. */
function voterQuery(count: number): string {
  const parameters = Array.from({ length: count }, (_, index) => `, $p${index}: String!`).join('');
  const powers = Array.from(
    { length: count },
    (_, index) => `vp${index}: vp(voter: $voter, space: $space, proposal: $p${index}) { vp }`,
  ).join(' ');
  return (
    `query ($voter: String!, $space: String!, $ids: [String]!${parameters}) { ${powers} ` +
    'votes(first: 100, where: { space: $space, voter: $voter, proposal_in: $ids }) { choice created proposal { id } } }'
  );
}

/** What the hub tells of an account and some proposals. What it does not tell is no reason to hide the proposals. */
async function readVoter(
  governance: Governance,
  proposals: readonly Proposal[],
  account: Address,
  now: Seconds,
): Promise<readonly Voter[]> {
  const open = proposals.filter((proposal) => stateAt(proposal, now) === 'open');
  const variables = {
    voter: account,
    space: governance.space.id,
    ids: proposals.map(({ id }) => id),
    ...Object.fromEntries(open.map(({ id }, index) => [`p${index}`, id])),
  };
  const data = await query(governance, voterQuery(open.length), variables);
  const votes = (Array.isArray(data['votes']) ? (data['votes'] as unknown[]) : []).filter(isFields);
  return proposals.map((proposal) => {
    const asked = data[`vp${open.indexOf(proposal)}`];
    const vote = votes.find((each) => isFields(each['proposal']) && each['proposal']['id'] === proposal.id);
    const at = Number(vote?.['created']);
    return {
      power: isFields(asked) ? powerOf(asked['vp']) : null,
      voted: vote && Number.isSafeInteger(at) ? { choice: vote['choice'], at } : null,
    };
  });
}

/** Which proposals are asked for; an account's power and votes come with them where one is given. */
export type ProposalsQuestion = {
  readonly state: ProposalState;
  /** Up to 20. */
  readonly first: number;
  /** Up to 5,000. */
  readonly skip: number;
  readonly account: Address | null;
};

/**
 * Reads a page of a space's proposals, the newest first. Two requests at the most, whatever the page's size. What in the
 * hub's answer is no proposal of the space is left out.
 * @param now the time by which proposals are open.
 * @throws StakingError GOVERNANCE_UNAVAILABLE.
 */
export async function readProposals(
  governance: Governance,
  { state, first, skip, account }: ProposalsQuestion,
  now: Seconds,
): Promise<readonly ProposalOfVoter[]> {
  const { space, servers } = governance;
  const data = await query(
    governance,
    'query ($space: String!, $state: String!, $first: Int!, $skip: Int!) { proposals(first: $first, skip: $skip, ' +
      `where: { space: $space, state: $state }, orderBy: "created", orderDirection: desc) { ${proposalFields} } }`,
    { space: space.id, state: hubStates[state], first, skip },
  );
  const list = data['proposals'];
  if (!Array.isArray(list)) {
    throw oddAnswer(servers.hub);
  }
  const proposals = list.slice(0, first).flatMap((each) => parseProposal(space, each) ?? []);
  const voters =
    account === null || proposals.length === 0
      ? null
      : await readVoter(governance, proposals, account, now).catch(() => null);
  return proposals.map((proposal, index) => ({
    proposal,
    state: stateAt(proposal, now),
    voter: voters?.[index] ?? null,
  }));
}

/**
 * Reads one proposal, and what an account has to do with it.
 * @throws StakingError UNKNOWN_PROPOSAL, GOVERNANCE_UNAVAILABLE.
 */
export async function readProposal(
  governance: Governance,
  id: string,
  account: Address | null,
  now: Seconds,
): Promise<ProposalOfVoter> {
  const unknown = new StakingError('UNKNOWN_PROPOSAL', { kind: 'no-proposal', proposal: id, space: governance.space });
  if (!isProposalId(id)) {
    throw unknown;
  }
  const data = await query(governance, `query ($id: String!) { proposal(id: $id) { ${proposalFields} } }`, { id });
  const proposal = parseProposal(governance.space, data['proposal']);
  if (proposal?.id !== id) {
    throw unknown;
  }
  const [voter = null] = account === null ? [] : await readVoter(governance, [proposal], account, now);
  return { proposal, state: stateAt(proposal, now), voter };
}
