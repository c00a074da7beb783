/** JSON-RPC error numbers that the Snap answers with, beside the stable `data.code` below. */
export const rpcErrorNumbers = {
  invalidParams: -32602,
  methodNotFound: -32601,
  internal: -32603,
  /** Of EIP-1474: too many requests wait already. */
  limitExceeded: -32005,
  /** Everything that the list below names. */
  staking: -32000,
  userRejected: 4001,
  unknownNetwork: 4902,
} as const;

/**
 * The closed list of `error.data.code`: dapps may switch on it.
 * Numbers other than `staking` (-32000) carry no code from this list.
 */
export const errorCodes = {
  UNSUPPORTED_CHAIN: 'The chain has no pool that this Snap knows.',
  UNKNOWN_POOL: 'The pool id names no known pool.',
  UNKNOWN_EXIT: 'The account has no open exit with that id.',
  INSUFFICIENT_BALANCE: 'The account does not hold the amount and the network fee.',
  INSUFFICIENT_STAKE: 'The account has less staked than it wants to unstake.',
  AMOUNT_TOO_SMALL: 'The amount is zero, or worth less than one share of the pool.',
  ACCOUNT_BLOCKED: "The account is on the pool's blocklist and cannot stake.",
  CAPACITY_EXCEEDED: 'The pool would hold more than its capacity.',
  NOT_COLLATERALIZED: 'The pool has no validators yet, and the call needs them.',
  NOT_HARVESTED: 'The pool is two or more reports behind and takes no stake until it is updated.',
  HARVEST_PROOF_UNAVAILABLE:
    'The pool needs an update first, and no gateway gave a rewards file that the chain confirms.',
  NOTHING_TO_CLAIM: 'No exit of the account pays anything now.',
  CLAIM_TOO_EARLY: 'The exit is funded, but its waiting time is not over.',
  POOL_PAUSED: 'The pool takes no stake at present.',
  UNSUPPORTED_POOL_CODE: 'The pool runs code that burns the shares of an exit on entry; such exits cannot be followed.',
  UNSUPPORTED_OPTION: 'The pool does not take a field that stands beside the amount.',
  WOULD_REVERT: 'The chain would refuse the transaction; the message says why.',
  HISTORY_INCOMPLETE: 'The logs that the node gave do not add up to the shares that the account holds.',
  CHAIN_UNAVAILABLE: 'The chain could not be read; nothing was changed.',
  CHAIN_INCONSISTENT: 'Answers of the node contradict each other.',
  GOVERNANCE_UNAVAILABLE: 'The server of proposals or of votes cannot be reached, or its answer makes no sense.',
  UNKNOWN_PROPOSAL: 'The space has no proposal with that id.',
  VOTING_CLOSED: 'The proposal takes no votes now.',
  INVALID_CHOICE: 'The choice is none that the voting type of the proposal takes.',
  NO_VOTING_POWER: 'The account had no voting power when the proposal was made.',
  UNSUPPORTED_VOTE: 'Votes of this kind are not made here: encrypted ones, an unknown voting type, too many choices.',
  VOTE_REFUSED: 'The server of votes refused the vote; the message has its words.',
} as const;

export type ErrorCode = keyof typeof errorCodes;
