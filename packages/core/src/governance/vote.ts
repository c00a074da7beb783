import { getAddress } from '../chain/hash';
import { plainText } from '../chain/plain-text';
import { toIsoTime } from '../chain/block';
import { StakingError } from '../errors';
import type { Address, Hex, Seconds } from '../units';
import { choiceTypes, formOf, parseChoice, type Choice } from './choice';
import { ask, oddAnswer, type Governance } from './hub';
import { isFields, type Proposal, type VotingPower, type VotingType } from './proposal';
import { readProposal, type Voter } from './read-proposals';

/** What made a vote, as the space sees it. */
const app = 'pooled-staking-snap';

/** Letters of a reason; the sequencer takes 5,000. */
export const longestReason = 500;

/** What is signed for a vote; it is the same on every chain. Source: snapshot.js 0.17.5, `src/sign`. */
export type VoteMessage = {
  /** With its checksum: it is signed as text. */
  readonly from: Address;
  readonly space: string;
  readonly timestamp: Seconds;
  readonly proposal: string;
  readonly choice: number | readonly number[] | string;
  readonly reason: string;
  readonly app: string;
  readonly metadata: string;
};

type Member = { readonly name: string; readonly type: string };

/** A vote as a sequencer takes it beside its signature. */
export type VoteData = {
  readonly domain: { readonly name: string; readonly version: string };
  readonly types: { readonly Vote: readonly Member[] };
  readonly message: VoteMessage;
};

/** The same as `eth_signTypedData_v4` takes it. */
export type VoteTypedData = Omit<VoteData, 'types'> & {
  readonly types: VoteData['types'] & { readonly EIP712Domain: readonly Member[] };
  readonly primaryType: 'Vote';
};

const voteDomain = { name: 'snapshot', version: '0.1.4' };

const members = (choice: string): readonly Member[] =>
  Object.entries({
    from: 'string',
    space: 'string',
    timestamp: 'uint64',
    proposal: 'string',
    choice,
    reason: 'string',
    app: 'string',
    metadata: 'string',
  }).map(([name, type]) => ({ name, type }));

/**
 * The vote of an account, for its signature. Weights are signed as JSON, in the order of the choices.
 * @param voter with its checksum.
 * @param choice as {@link parseChoice} gives it.
 */
export function voteDataOf(
  { id, space, type }: { readonly id: string; readonly space: { readonly id: string }; readonly type: VotingType },
  voter: Address,
  choice: Choice,
  reason: string,
  timestamp: Seconds,
): VoteData {
  const form = formOf(type);
  const signed = form === 'weights' ? JSON.stringify(choice) : (choice as number | readonly number[]);
  return {
    domain: voteDomain,
    types: { Vote: members(choiceTypes[form]) },
    message: { from: voter, space: space.id, timestamp, proposal: id, choice: signed, reason, app, metadata: '{}' },
  };
}

/** A vote for `eth_signTypedData_v4`, which wants the domain's members and the type's name as well. */
export function typedDataOf({ domain, types, message }: VoteData): VoteTypedData {
  const EIP712Domain = Object.keys(domain).map((name) => ({ name, type: 'string' }));
  return { domain, types: { EIP712Domain, ...types }, primaryType: 'Vote', message };
}

/** A vote before it is signed. */
export type VoteQuote = {
  readonly proposal: Proposal;
  readonly choice: Choice;
  readonly power: VotingPower;
  /** What the new vote takes the place of. */
  readonly voted: Voter['voted'];
  readonly data: VoteData;
};

/**
 * Reads what a vote would be: the proposal must be open, the choice one of its kind, and the account must have power. A
 * vote takes the place of the one before it. Nothing is sent.
 * @throws StakingError UNKNOWN_PROPOSAL, UNSUPPORTED_VOTE (encrypted votes among them), VOTING_CLOSED, INVALID_CHOICE,
 * NO_VOTING_POWER, GOVERNANCE_UNAVAILABLE.
 */
export async function quoteVote(
  governance: Governance,
  wanted: { readonly account: Address; readonly proposal: string; readonly choice: unknown; readonly reason: string },
  now: Seconds,
): Promise<VoteQuote> {
  const account = getAddress(wanted.account);
  const { proposal, state, voter } = await readProposal(governance, wanted.proposal, account, now);
  const { start, end, type } = proposal;
  if (state !== 'open') {
    const times = { start: toIsoTime(start), end: toIsoTime(end) };
    throw new StakingError('VOTING_CLOSED', { kind: 'voting-not-open', isOver: state === 'past', ...times });
  }
  const choice = parseChoice(proposal, wanted.choice);
  const power = voter?.power ?? null;
  if (power === null) {
    throw oddAnswer(governance.servers.hub);
  }
  if (Number(power) === 0) {
    throw new StakingError('NO_VOTING_POWER', { kind: 'no-voting-power', account });
  }
  const reason = wanted.reason.slice(0, longestReason);
  return {
    proposal,
    choice,
    power,
    voted: voter?.voted ?? null,
    // `parseChoice` has refused a type that is not known.
    data: voteDataOf({ ...proposal, type: type as VotingType }, account, choice, reason, now),
  };
}

/** What a sequencer gives for a vote that it took. */
export type VoteReceipt = {
  /** Hash of what was signed, by which the hub names the vote. */
  readonly id: Hex;
  /** Where the vote is published. */
  readonly ipfs: string | null;
  /** The sequencer's own signature over the vote's. */
  readonly relayer: { readonly address: Address; readonly receipt: string } | null;
};

function parseReceipt(value: unknown): VoteReceipt | null {
  const { id, ipfs, relayer } = isFields(value) ? value : {};
  if (typeof id !== 'string' || !/^0x[\da-f]{64}$/u.test(id)) {
    return null;
  }
  const { address, receipt } = isFields(relayer) ? relayer : {};
  return {
    id: id as Hex,
    ipfs: typeof ipfs === 'string' && /^\w{1,100}$/u.test(ipfs) ? ipfs : null,
    relayer:
      typeof address === 'string' && /^0x[\da-f]{40}$/iu.test(address) && typeof receipt === 'string'
        ? { address: address as Address, receipt: plainText(receipt, 300) }
        : null,
  };
}

/**
 * Hands a signed vote to the sequencer.
 * @throws StakingError VOTE_REFUSED in the sequencer's own words; GOVERNANCE_UNAVAILABLE: it is not known whether the vote
 * counts, and to vote again does no harm.
 */
export async function sendVote({ post, servers }: Governance, data: VoteData, signature: Hex): Promise<VoteReceipt> {
  const { status, fields } = await ask(post, servers.sequencer, { address: data.message.from, sig: signature, data });
  const receipt = parseReceipt(fields);
  if (receipt && status < 400) {
    return receipt;
  }
  const { error_description: description, error } = fields;
  const said = [description, error].find((each): each is string => typeof each === 'string');
  if (said === undefined) {
    throw oddAnswer(servers.sequencer);
  }
  throw new StakingError('VOTE_REFUSED', { kind: 'vote-refused', said: { text: plainText(said) } });
}
