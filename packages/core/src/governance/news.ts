import { getAddress } from '../chain/hash';
import { isSameAddress, type Address, type Seconds } from '../units';
import { query, type Governance } from './hub';
import { isFields, isProposalId, powerOf, type Proposal, type VotingPower } from './proposal';
import { proposalLimits, readProposals } from './read-proposals';

/** Something new about a space's proposals. */
export type ProposalNews =
  /** It takes votes, and did not at the look before. */
  | { readonly kind: 'proposalOpens'; readonly proposal: Proposal }
  /** It takes votes for less than a day, and an account that has a say has given none. */
  | {
      readonly kind: 'proposalCloses';
      readonly proposal: Proposal;
      readonly account: Address;
      readonly power: VotingPower;
    };

/** What a look found, and what the next one goes on from: plain JSON. */
export type ProposalLook = { readonly news: readonly ProposalNews[]; readonly kept: object };

/** How long before its end a proposal is said to close. */
const closing: Seconds = 86_400;

/** Accounts on proposals that one request asks for: behind each, the hub counts what the account held. */
const mostAsked = 20;

/** More is not remembered: by then, the oldest are over. */
const mostKept = { seen: 100, settled: 400 };

/** What looks leave: proposals that were open, with their ends, and which accounts need not be asked for again on which. */
type Kept = { readonly seen: Readonly<Record<string, Seconds>>; readonly settled: readonly string[] };

function parseKept(value: unknown): Kept | null {
  const { seen, settled } = isFields(value) ? value : {};
  if (!isFields(seen) || !Array.isArray(settled)) {
    return null;
  }
  return {
    seen: Object.fromEntries(
      Object.entries(seen).filter((entry): entry is [string, number] => isProposalId(entry[0]) && Number(entry[1]) > 0),
    ),
    settled: settled.filter((each): each is string => typeof each === 'string'),
  };
}

type Asked = { readonly proposal: Proposal; readonly account: Address };

const keyOf = ({ proposal, account }: Asked): string => `${proposal.id} ${account.toLowerCase()}`;

function askedQuery(count: number): string {
  const all = Array.from({ length: count }, (_, index) => index);
  return (
    `query ($space: String!, $voters: [String]!, $ids: [String]!` +
    `${all.map((each) => `, $v${each}: String!, $p${each}: String!`).join('')}) { ` +
    all.map((each) => `vp${each}: vp(voter: $v${each}, space: $space, proposal: $p${each}) { vp } `).join('') +
    'votes(first: 1000, where: { space: $space, voter_in: $voters, proposal_in: $ids }) { voter proposal { id } } }'
  );
}

/** What accounts have to do with proposals: `null` where the hub does not tell. */
async function askFor(
  governance: Governance,
  asked: readonly Asked[],
): Promise<readonly { readonly hasVoted: boolean; readonly power: VotingPower | null }[]> {
  // As the hub writes addresses, by which it finds votes.
  const voters = asked.map(({ account }) => getAddress(account.toLowerCase()));
  const ids = asked.map(({ proposal }) => proposal.id);
  const data = await query(governance, askedQuery(asked.length), {
    ...{ space: governance.space.id, voters: [...new Set(voters)], ids: [...new Set(ids)] },
    ...Object.fromEntries(
      asked.flatMap((_, index) => [
        [`v${index}`, voters[index]],
        [`p${index}`, ids[index]],
      ]),
    ),
  });
  const isTold = Array.isArray(data['votes']);
  const votes = (isTold ? (data['votes'] as unknown[]) : []).filter(isFields);
  return asked.map(({ proposal, account }, index) => {
    const hasVoted = votes.some(
      (vote) =>
        isFields(vote['proposal']) &&
        vote['proposal']['id'] === proposal.id &&
        isSameAddress(String(vote['voter']), account),
    );
    const power = data[`vp${index}`];
    return { hasVoted, power: isTold && isFields(power) ? powerOf(power['vp']) : null };
  });
}

/**
 * Looks for what is new about a space's proposals: those that opened since the look before, and those that close within a
 * day while an account with voting power has not voted. At a first look nothing has opened. Each account is asked for once
 * on a proposal, when it is about to close, and again only where the hub did not tell. Two requests at the most.
 * @param wanted which kinds are told; nobody is asked about accounts without the second.
 * @param before what the look before left, from wherever it was stored; anything else counts as none.
 * @throws StakingError GOVERNANCE_UNAVAILABLE.
 */
export async function readProposalNews(
  governance: Governance,
  accounts: readonly Address[],
  wanted: Readonly<Record<ProposalNews['kind'], boolean>>,
  before: unknown,
  now: Seconds,
): Promise<ProposalLook> {
  const kept = parseKept(before);
  const question = { state: 'open', first: proposalLimits.page, skip: 0, account: null } as const;
  const read = await readProposals(governance, question, now);
  const open = read.filter(({ state }) => state === 'open').map(({ proposal }) => proposal);
  const opened = open.filter(({ id }) => kept && wanted.proposalOpens && !Object.hasOwn(kept.seen, id));
  const asked = open
    .filter(({ end }) => wanted.proposalCloses && end - now <= closing)
    .flatMap((proposal) => accounts.map((account) => ({ proposal, account })))
    .filter((each) => !kept?.settled.includes(keyOf(each)))
    .slice(0, mostAsked);
  // A hub that does not tell about accounts is asked again by the next look; what opened is told all the same.
  const told = asked.length === 0 ? [] : await askFor(governance, asked).catch(() => []);
  const closed = asked.flatMap((each, index): ProposalNews[] => {
    const { hasVoted, power } = told[index] ?? { hasVoted: true, power: null };
    return hasVoted || power === null || Number(power) === 0 ? [] : [{ kind: 'proposalCloses', ...each, power }];
  });
  const settled = asked.filter((_, index) => told[index]?.hasVoted === true || (told[index]?.power ?? null) !== null);
  const seen = { ...kept?.seen, ...Object.fromEntries(open.map(({ id, end }) => [id, end])) };
  const current = Object.entries(seen).filter(([, end]) => end >= now);
  const isCurrent = (key: string): boolean => current.some(([id]) => key.startsWith(id));
  return {
    news: [...opened.map((proposal) => ({ kind: 'proposalOpens' as const, proposal })), ...closed],
    kept: {
      seen: Object.fromEntries(current.slice(-mostKept.seen)),
      settled: [...(kept?.settled ?? []), ...settled.map(keyOf)].filter(isCurrent).slice(-mostKept.settled),
    },
  };
}
