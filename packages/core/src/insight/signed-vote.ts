import { plainText } from '../chain/plain-text';
import type { Choice } from '../governance/choice';
import { isProposalId } from '../governance/proposal';
import { isSameAddress, type Address } from '../units';
import { addressOf, isFields, numberOf, readTypedData, type Fields } from './typed-data';

/** A vote on Snapshot as it is signed. Everything in it is foreign: plain and cut. */
export type SignedVote = {
  readonly space: string;
  /** Its id; `null` for what is none of today's. */
  readonly proposal: string | null;
  readonly choice: Choice | 'encrypted' | 'unreadable';
  readonly reason: string;
  /** Whom it names as the voter; `null` where that is no address. */
  readonly voter: Address | null;
};

/** A vote that names another account than the one that signs: it counts for nobody, or for somebody else. */
export type VoteOfAnother = {
  readonly id: 'vote-of-another';
  readonly severity: 'warning';
  readonly voter: Address | null;
};

const longest = { space: 80, reason: 300, json: 4_000 };
/** More choices than these are not named one by one. */
const mostChoices = 100;

const choiceNumber = (value: unknown): number | null => {
  const number = numberOf(value);
  return number !== null && number > 0n && number < 2n ** 32n ? Number(number) : null;
};

/** Weights by choice, as JSON has them. */
function weightsOf(value: unknown): Readonly<Record<string, number>> | null {
  const entries: readonly [string, unknown][] = isFields(value) ? Object.entries(value) : [];
  const isRight = entries.every(
    ([key, weight]) =>
      /^[1-9]\d{0,8}$/u.test(key) && typeof weight === 'number' && weight >= 0 && Number.isFinite(weight),
  );
  return isRight && entries.length > 0 && entries.length <= mostChoices
    ? (value as Readonly<Record<string, number>>)
    : null;
}

function parseJson(text: string): unknown {
  try {
    return text.length <= longest.json ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function choiceOf(type: string, value: unknown): SignedVote['choice'] {
  if (type === 'string') {
    const text = typeof value === 'string' ? value : '';
    return text.startsWith('0x') ? 'encrypted' : (weightsOf(parseJson(text)) ?? 'unreadable');
  }
  if (type === 'uint32[]') {
    const list: readonly unknown[] = Array.isArray(value) && value.length <= mostChoices ? value : [];
    const numbers = list.flatMap((each) => choiceNumber(each) ?? []);
    return numbers.length > 0 && numbers.length === list.length ? numbers : 'unreadable';
  }
  return type === 'uint32' ? (choiceNumber(value) ?? 'unreadable') : 'unreadable';
}

const textOf = (value: unknown, most: number): string =>
  typeof value === 'string' ? plainText(value.slice(0, 4 * most), most) : '';

/**
 * Reads a vote on Snapshot out of typed data, in the types of today and in the older ones with addresses and bytes; what is
 * not declared is not signed, and does not count. Never throws.
 * @returns `undefined` for everything else.
 */
export function readSignedVote(given: unknown): SignedVote | undefined {
  const data = readTypedData(given);
  if (data?.primaryType !== 'Vote' || data.domainName !== 'snapshot') {
    return undefined;
  }
  const declared = new Map(data.types.get('Vote')?.map(({ name, type }) => [name, type]));
  const signed: Fields = Object.fromEntries(Object.entries(data.message).filter(([name]) => declared.has(name)));
  const { space, proposal, choice, reason, from } = signed;
  const type = declared.get('choice');
  if (type === undefined || typeof space !== 'string') {
    return undefined;
  }
  const id = typeof proposal === 'string' ? proposal.toLowerCase() : '';
  return {
    space: textOf(space, longest.space),
    proposal: isProposalId(id) ? id : null,
    choice: choiceOf(type, choice),
    reason: textOf(reason, longest.reason),
    // As text or as an address: what is no 0x address names nobody.
    voter: typeof from === 'string' && /^0x[\da-f]{40}$/iu.test(from) ? addressOf(from) : null,
  };
}

/** What is to be minded about a vote. */
export function checkSignedVote({ voter }: SignedVote, signer: Address): readonly VoteOfAnother[] {
  return voter !== null && isSameAddress(voter, signer) ? [] : [{ id: 'vote-of-another', severity: 'warning', voter }];
}
