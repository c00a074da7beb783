import { createHash } from 'node:crypto';
import { getAddress, TypedDataEncoder, verifyTypedData, type TypedDataField } from 'ethers';
import { contentId } from '../rewards/cid';
import { isValidChoice, type HubProposal, type HubVote } from './poll';

/** A vote is refused, in the words that Snapshot's sequencer has for it. */
export class VoteRefusedError extends Error {
  override readonly name = 'VoteRefusedError';
}

/**
 * The types that votes are signed with, by the sha256 of their JSON, and which choices they carry.
 * Source: snapshot.js 0.17.5, `src/sign/hashedTypes.json`.
 */
const voteTypes: Readonly<Record<string, 'vote' | 'vote-array' | 'vote-string'>> = {
  fb8fa9816cd42974e7f1af671aa548c8c458553364ed809e45042f141de8c0d5: 'vote',
  '5f95ed849bafb034c37e340dc06ad6fa6985d674714cb602a6bf11119ffba2a1': 'vote-array',
  afc5911fd9722b3dc5e8b16a552997510644a52d2b229c3868fb1910b112416e: 'vote-string',
};

const longestBody = 100_000;
const longest = { reason: 5_000, app: 24, metadata: 2_000 };
/** A vote may be so much ahead of the hub's clock, and so much behind it. */
const clock = { ahead: 300, behind: 3 * 86_400 };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function check(isRight: boolean, words: string): asserts isRight {
  if (!isRight) {
    throw new VoteRefusedError(words);
  }
}

/** What a vote is judged by. */
export type Ballot = {
  readonly space: string;
  readonly now: number;
  findProposal(id: unknown): HubProposal | undefined;
  powerOf(voter: string): number;
  findVote(voter: string, proposal: string): HubVote | undefined;
};

/** Who signed; an empty text for a signature of nobody. */
function signerOf(
  domain: Fields,
  types: Record<string, TypedDataField[]>,
  message: Fields,
  signature: unknown,
): string {
  try {
    return verifyTypedData(domain, types, message, String(signature));
  } catch {
    return '';
  }
}

function choiceOf(kind: 'vote' | 'vote-array' | 'vote-string', choice: unknown): unknown {
  if (kind !== 'vote-string') {
    return choice;
  }
  try {
    return JSON.parse(String(choice)) as unknown;
  } catch {
    throw new VoteRefusedError('invalid choice');
  }
}

/**
 * Judges what is posted to a sequencer, as Snapshot's does: domain, types, time, who signed, the proposal and whether it is
 * open, the choice by its voting type, and the voter's power. Votes in the name of an alias are not taken.
 * @throws VoteRefusedError.
 */
export function takeVote(ballot: Ballot, body: string): HubVote {
  check(body.length <= longestBody, 'too large message');
  let posted: unknown;
  try {
    posted = JSON.parse(body);
  } catch {
    throw new VoteRefusedError('wrong envelope format');
  }
  const { address, sig, data } = isFields(posted) ? posted : {};
  const { domain, types, message } = isFields(data) ? data : {};
  const isEnvelope = typeof address === 'string' && typeof sig === 'string';
  check(isEnvelope && isFields(domain) && isFields(types) && isFields(message), 'wrong envelope format');
  const timestamp = Number(message['timestamp']);
  const isInTime = timestamp <= ballot.now + clock.ahead && timestamp >= ballot.now - clock.behind;
  check(Number.isSafeInteger(timestamp) && isInTime, 'wrong timestamp');
  check(domain['name'] === 'snapshot' && domain['version'] === '0.1.4', 'wrong domain');
  const own = Object.fromEntries(Object.entries(types).filter(([name]) => name !== 'EIP712Domain'));
  const kind = voteTypes[createHash('sha256').update(JSON.stringify(own)).digest('hex')];
  check(kind !== undefined, 'wrong types');
  check(message['space'] === ballot.space, 'unknown space');
  check(address === message['from'], 'alias not enabled');
  const signed = own as Record<string, TypedDataField[]>;
  check(signerOf(domain, signed, message, sig) === address, 'signature validation failed');
  const [reason, app, metadata] = ['reason', 'app', 'metadata'].map((name) => String(message[name]));
  const isShort = (reason ?? '').length <= longest.reason && (app ?? '').length <= longest.app;
  check(isShort && (metadata ?? '').length <= longest.metadata, 'wrong vote format');
  const proposal = ballot.findProposal(message['proposal']);
  check(proposal !== undefined, 'unknown proposal');
  const isOpen = [timestamp, ballot.now].every((time) => time >= proposal.start && time <= proposal.end);
  check(isOpen, 'not in voting window');
  // What is encrypted is a matter between the voter's client and Shutter's keypers: there are none here.
  check(proposal.privacy !== 'shutter', 'invalid choice');
  const choice = choiceOf(kind, message['choice']);
  check(isValidChoice(proposal, choice), 'invalid choice');
  const power = ballot.powerOf(address);
  check(power > 0, 'no voting power');
  const id = TypedDataEncoder.hash(domain, signed, message);
  const before = ballot.findVote(address, proposal.id);
  check(before?.id !== id, 'duplicate message');
  check(before === undefined || before.created <= timestamp, 'already voted at later time');
  check(before?.created !== timestamp || id > before.id, 'already voted same time with lower index');
  return {
    ...{ id, ipfs: contentId(body), voter: getAddress(address), proposal: proposal.id, created: timestamp, choice },
    ...{ reason: reason ?? '', app: app ?? '', power },
  };
}
