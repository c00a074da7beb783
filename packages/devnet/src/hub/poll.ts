import { id as hashOf } from 'ethers';

/** A proposal as the local hub keeps it; times in seconds. */
export type HubProposal = {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly type: string;
  readonly choices: readonly string[];
  readonly created: number;
  readonly start: number;
  readonly end: number;
  readonly quorum: number;
  /** `shutter` for votes that stay encrypted until the end. */
  readonly privacy: string;
};

/** A vote that was verified and counts. */
export type HubVote = {
  /** Hash of what was signed. */
  readonly id: string;
  readonly ipfs: string;
  readonly voter: string;
  readonly proposal: string;
  readonly created: number;
  readonly choice: unknown;
  readonly reason: string;
  readonly app: string;
  readonly power: number;
};

/** What a proposal is made of that is added to the hub; the rest has values of its own. */
export type ProposalDraft = Pick<HubProposal, 'title' | 'type' | 'choices'> & Partial<HubProposal>;

const day = 86_400;

/** A proposal that is open from now on for five days, unless the draft says otherwise. Its id is the hash of its title. */
export function makeProposal(draft: ProposalDraft, now: number): HubProposal {
  const start = draft.start ?? now - day;
  return {
    id: hashOf(draft.title),
    body: '',
    created: start - 3_600,
    end: start + 5 * day,
    quorum: 5_000,
    privacy: '',
    ...draft,
    start,
  };
}

/** Proposals of every kind that a person meets. */
export function seededProposals(now: number): HubProposal[] {
  const basic = ['For', 'Against', 'Abstain'];
  const grants = ['Bridge dashboard', 'Node guide', 'Wallet workshop', 'Oracle audit'];
  const drafts: ProposalDraft[] = [
    {
      ...{ type: 'basic', choices: basic, title: 'Shorten the sequencer exit delay to 14 days' },
      body: '## Summary\n\nThe delay between unlock and claim goes from 21 to 14 days.\n\n[Forum](https://forum.ceg.vote)',
    },
    {
      type: 'single-choice',
      choices: ['10 METIS', '25 METIS', '50 METIS'],
      title: 'Bounty for reported sequencer faults',
    },
    { type: 'approval', choices: grants, title: 'Which grants to renew in spring' },
    { type: 'ranked-choice', choices: grants.slice(0, 3), title: 'Order in which grants are paid' },
    { type: 'weighted', choices: ['Artemis', 'ENKI', 'Sequencer pool'], title: 'How to split the reward budget' },
    { type: 'quadratic', choices: grants, title: 'Community match for small grants' },
    { type: 'basic', choices: basic, title: 'Elect the ecosystem council', privacy: 'shutter' },
    { type: 'copeland', choices: grants, title: 'Rank the council candidates' },
    {
      ...{ type: 'basic', choices: basic, title: 'Close the second grant round' },
      ...{ start: now - 20 * day, end: now - 15 * day },
    },
    {
      ...{ type: 'basic', choices: basic, title: 'Publish a leadership decision registry' },
      ...{ created: now - 3_600, start: now + day, end: now + 6 * day },
    },
  ];
  return drafts.map((draft) => makeProposal(draft, now));
}

/** `pending`, `active` or `closed`, as Snapshot calls it. */
export function stateOf({ start, end }: HubProposal, now: number): string {
  return start > now ? 'pending' : end > now ? 'active' : 'closed';
}

const isIndex = (value: unknown, count: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= count;

const isWithoutTwins = (list: readonly unknown[]): boolean => new Set(list).size === list.length;

function isListOf(value: unknown, count: number): value is readonly unknown[] {
  return Array.isArray(value) && value.every((each) => isIndex(each, count)) && isWithoutTwins(value);
}

function isWeights(value: unknown, count: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const entries: readonly [string, unknown][] = Object.entries(value);
  return (
    entries.every(([key, weight]) => isIndex(Number(key), count) && typeof weight === 'number' && weight >= 0) &&
    entries.some(([, weight]) => Number(weight) > 0)
  );
}

/** Whether a choice is one that votes of a type may have, by Snapshot's rules. */
export function isValidChoice({ type, choices: { length } }: HubProposal, choice: unknown): boolean {
  switch (type) {
    case 'basic':
    case 'single-choice':
      return isIndex(choice, length);
    case 'approval':
      return isListOf(choice, length);
    case 'ranked-choice':
    case 'copeland':
      return isListOf(choice, length) && choice.length === length;
    case 'weighted':
    case 'quadratic':
      return isWeights(choice, length);
    default:
      return false;
  }
}

/** How much of a vote's power stands behind a choice: of a ranking, the first place has it all. */
function shareOf(choice: unknown, number: number): number {
  if (typeof choice === 'number') {
    return choice === number ? 1 : 0;
  }
  const weights = Object.entries(choice as Record<string, number>);
  const all = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return ((choice as Record<string, number>)[String(number)] ?? 0) / all;
}

/**
 * Power behind each choice. Rankings are counted by their first place alone, without Snapshot's rounds of elimination;
 * everything else as Snapshot counts it.
 */
export function scoresOf({ type, choices }: HubProposal, votes: readonly HubVote[]): number[] {
  return choices.map((_, index) => {
    const number = index + 1;
    const parts = votes.map(({ choice, power }) => {
      if (Array.isArray(choice)) {
        const isCounted = type === 'approval' ? choice.includes(number) : choice[0] === number;
        return isCounted ? power : 0;
      }
      return power * shareOf(choice, number);
    });
    const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
    return type === 'quadratic' ? sum(parts.map(Math.sqrt)) ** 2 : sum(parts);
  });
}
