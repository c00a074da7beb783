/** Every limit of the contract, in one place: the schemas check by it, the documents name it. */
export const limits = {
  /** Digits of an amount in wei or of an exit's id: the longest decimal that a 256-bit number can have. */
  weiDigits: 78,
  /** Digits of a chain id: as many as JavaScript's numbers hold exactly. */
  chainIdDigits: 15,
  /** Exits that one claim can name. */
  exitsOfClaim: 100,
  /** Entries of one page of `viewRewards`, at most and when the request names no limit. */
  rewardsPage: 200,
  rewardsPageByDefault: 50,
  /** Proposals of one page of `getProposals`, and how many can be passed over. */
  proposalsPage: 20,
  proposalsSkip: 5_000,
  /** Choices that one vote can name, and how large a weight can be. */
  choices: 100,
  weight: 1_000_000,
  /** Letters of the reason for a vote. */
  reason: 500,
  /** For how long a prepared transaction is good, in seconds: prices and gas move, and so may the pool. */
  validSeconds: 600,
  /** Requests of one page, and of all pages, that may wait for an answer at a time. */
  waitingOfPage: 32,
  waitingOfAll: 96,
  /** For how long one request may have the chain, in seconds; what a long scan read until then is kept. */
  turnSeconds: 60,
  /** The highest block number: JavaScript's numbers are exact up to it. */
  blockNumber: Number.MAX_SAFE_INTEGER,
} as const;
