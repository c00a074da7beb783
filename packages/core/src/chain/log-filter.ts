import type { Address, Hex } from '../units';

/** Which logs: contracts, and topics by position (`null`: any; a list: any of them). */
export type LogFilter = {
  readonly address: Address | readonly Address[];
  readonly topics: readonly (Hex | readonly Hex[] | null)[];
  /** The first word of the data. Nodes do not look at it: they give all logs, and others are left out when they come. */
  readonly firstWord?: Hex;
  /** An event, by its first topic, whose logs are wanted whatever their first word. */
  readonly anyWordOf?: Hex;
  /** Older blocks are not asked for. */
  readonly since?: number;
};

/** What a word may be, in lower case; `null`: anything. */
type Allowed = readonly string[] | null;

const toAllowed = (words: Hex | readonly Hex[] | null): Allowed =>
  words === null ? null : [words].flat().map((word) => word.toLowerCase());

function isOneOf(words: readonly string[], word: string): boolean {
  for (const each of words) {
    if (each === word) {
      return true;
    }
  }
  // Nodes write in lower case: the second look is for those that do not.
  return upperCase.test(word) && words.includes(word.toLowerCase());
}

const isAllowed = (words: Allowed, word: unknown): boolean =>
  words === null || (typeof word === 'string' && isOneOf(words, word));

const upperCase = /[A-F]/u;

/** Tells which logs fit a filter. */
export type LogMatcher = (log: {
  readonly address: unknown;
  readonly topics: readonly unknown[];
  readonly data: unknown;
}) => boolean;

const firstWordOf = (data: unknown): unknown => (typeof data === 'string' ? data.slice(0, 66) : undefined);

/** Tells which logs fit one of some filters, whatever the letter case. */
export function matcherOf(filters: readonly LogFilter[]): LogMatcher {
  const all = filters.map(({ address, topics, firstWord, anyWordOf }) => ({
    address: toAllowed(address),
    topics: topics.map(toAllowed),
    firstWord: firstWord ? toAllowed(firstWord) : null,
    anyWordOf,
  }));
  return (log) => {
    for (const { address, topics, firstWord, anyWordOf } of all) {
      let index = 0;
      while (index < topics.length && isAllowed(topics[index] as Allowed, log.topics[index])) {
        index += 1;
      }
      if (
        index === topics.length &&
        isAllowed(address, log.address) &&
        (firstWord === null || log.topics[0] === anyWordOf || isAllowed(firstWord, firstWordOf(log.data)))
      ) {
        return true;
      }
    }
    return false;
  };
}
