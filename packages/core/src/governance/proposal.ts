import { plainText } from '../chain/plain-text';
import type { Seconds } from '../units';
import { pageOfProposal, type GovernanceSpace } from './space';

/**
 * How much a vote weighs. Snapshot counts in floating-point numbers, so there is no exact amount behind it; this is what the
 * hub says as decimal text, without an exponent.
 */
export type VotingPower = string;

/** How votes are counted, as far as votes of the kind are made here. Source: snapshot.js 0.17.5, `src/voting`. */
export const votingTypes = ['basic', 'single-choice', 'approval', 'ranked-choice', 'weighted', 'quadratic'] as const;
export type VotingType = (typeof votingTypes)[number];

export type ProposalState = 'upcoming' | 'open' | 'past';

/** Why a vote on a proposal is not made here: it is voted on where `page` says. */
export type VoteObstacle =
  /** Votes are encrypted for Shutter's keypers until the end, with a cryptography of their own. */
  | 'encrypted'
  /** A voting type that is not known here. */
  | 'unknown-type'
  /** More choices than are shown in full. */
  | 'too-many-choices';

/** A proposal as a hub tells it: foreign text, plain and bounded. */
export type Proposal = {
  readonly id: string;
  readonly space: GovernanceSpace;
  readonly title: string;
  /** Text as it was written, its markup unread, line by line; cut. */
  readonly body: string;
  /** `null` for one that is not known here. */
  readonly type: VotingType | null;
  /** In the order in which they are numbered, from 1. */
  readonly choices: readonly string[];
  readonly created: Seconds;
  readonly start: Seconds;
  readonly end: Seconds;
  /** Power behind each choice so far; empty while it is not counted or not told. */
  readonly scores: readonly VotingPower[];
  readonly quorum: VotingPower;
  readonly votes: number;
  readonly obstacle: VoteObstacle | null;
  /** Where it is read and voted on in a browser. */
  readonly page: string;
};

const longest = { title: 200, choice: 100, line: 1_000, body: 4_000 };
const mostChoices = 100;
const mostLines = 200;
/** No power is larger: numbers from here on have an exponent. */
const mostPower = 1e21;

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first second whose year has more than four digits: no time that is told. */
const endOfTime = 253_402_300_800;

const timeOf = (value: unknown): Seconds | null => {
  const count = countOf(value);
  return count !== null && count < endOfTime ? count : null;
};

/** An id of a proposal: the hash of its message, which votes are signed for. */
export const isProposalId = (value: unknown): value is string =>
  typeof value === 'string' && /^0x[\da-f]{64}$/u.test(value);

/** What a hub counts as power; `null` for what is none. */
export function powerOf(value: unknown): VotingPower | null {
  if (typeof value !== 'number' || !(value >= 0 && value < mostPower)) {
    return null;
  }
  const text = String(value);
  // A number with an exponent is a very small one.
  return text.includes('e') ? value.toFixed(18).replace(/\.?0+$/u, '') : text;
}

const countOf = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;

const textOf = (value: unknown, most: number): string =>
  typeof value === 'string' ? plainText(value.slice(0, 4 * most), most) : '';

/** Text of several lines, plain and cut. */
function linesOf(value: unknown): string {
  const lines = typeof value === 'string' ? value.slice(0, 4 * longest.body).split(/\r\n|[\n\r]/u) : [];
  const plain = lines
    .slice(0, mostLines)
    .map((line) => plainText(line, longest.line))
    .join('\n');
  const letters = Array.from(plain.replace(/\n{3,}/gu, '\n\n').trim());
  return letters.length > longest.body ? `${letters.slice(0, longest.body).join('')}…` : letters.join('');
}

const typeOf = (value: unknown): VotingType | null => votingTypes.find((each) => each === value) ?? null;

function obstacleOf(privacy: unknown, type: VotingType | null, choices: readonly unknown[]): VoteObstacle | null {
  if (privacy !== undefined && privacy !== null && privacy !== '') {
    return 'encrypted';
  }
  return type === null ? 'unknown-type' : choices.length > mostChoices ? 'too-many-choices' : null;
}

/** A proposal of a space out of a hub's answer; `null` for what is none, or is one of another space. */
export function parseProposal(space: GovernanceSpace, value: unknown): Proposal | null {
  const given = isFields(value) ? value : {};
  const { id, privacy } = given;
  const [created, start, end] = [timeOf(given['created']), timeOf(given['start']), timeOf(given['end'])];
  const choices: readonly unknown[] = Array.isArray(given['choices']) ? given['choices'] : [];
  const isOfSpace = isFields(given['space']) && given['space']['id'] === space.id;
  if (!isProposalId(id) || !isOfSpace || created === null || start === null || end === null || choices.length === 0) {
    return null;
  }
  const type = typeOf(given['type']);
  const scores = (Array.isArray(given['scores']) ? given['scores'] : []).slice(0, mostChoices).map(powerOf);
  return {
    id,
    space,
    title: textOf(given['title'], longest.title),
    body: linesOf(given['body']),
    type,
    choices: choices.slice(0, mostChoices).map((each) => textOf(each, longest.choice)),
    created,
    start,
    end,
    scores: scores.every((each) => each !== null) ? scores : [],
    quorum: powerOf(given['quorum']) ?? '0',
    votes: countOf(given['votes']) ?? 0,
    obstacle: obstacleOf(privacy, type, choices),
    page: pageOfProposal(space, id),
  };
}

/** Whether a proposal takes votes at a time. Its own times count, whatever the hub calls it. */
export function stateAt({ start, end }: Pick<Proposal, 'start' | 'end'>, now: Seconds): ProposalState {
  return now < start ? 'upcoming' : now > end ? 'past' : 'open';
}
