import { revertDataOf, textsOf } from './error-layers';

/**
 * Why a node takes no transaction, or gives no answer. `funds`: too little ETH; `nonce`: another transaction went first;
 * `replacement`: one with this nonce waits and is not outbid; `known`: the node has it; `fee`: below what blocks take;
 * `gas`: a limit that is too low or too high; `unreachable`, `slow` and `busy`: the node itself.
 */
export type NodeErrorKind =
  | 'funds'
  | 'nonce'
  | 'replacement'
  | 'known'
  | 'fee'
  | 'gas'
  | 'unreachable'
  | 'slow'
  | 'busy';

/** What nodes say: the first line that fits tells the kind. */
const phrases: readonly (readonly [NodeErrorKind, RegExp])[] = [
  // geth, Besu, reth: "insufficient funds for gas * price + value", "upfront cost exceeds account balance"; anvil:
  // "Insufficient funds for gas"; Nethermind: "InsufficientFunds"; Hardhat: "sender doesn't have enough funds to send tx".
  ['funds', /insufficient ?(funds|balance)|enough funds|exceeds account balance/iu],
  // geth, reth, Erigon: "nonce too low"; Nethermind: "OldNonce"; Besu: "Nonce below current".
  ['nonce', /nonce ?(is )?too ?low|oldnonce|nonce below/iu],
  // geth, reth: "replacement transaction underpriced"; Besu: "Replacement transaction too cheap"; Nethermind:
  // "ReplacementNotAllowed"; Erigon: "could not replace existing tx".
  ['replacement', /replacement ?(transaction|not)|could not replace/iu],
  // geth, reth: "already known"; Besu, older nodes: "known transaction"; Nethermind: "AlreadyKnown"; anvil: "already imported".
  ['known', /already ?known|known transaction|already imported/iu],
  // geth, reth: "max fee per gas less than block base fee", "transaction underpriced"; Nethermind: "FeeTooLow".
  ['fee', /less than block base fee|underpriced|fee ?too ?low|gas price below/iu],
  // geth, reth: "intrinsic gas too low", "exceeds block gas limit"; Nethermind: "GasLimitExceeded".
  ['gas', /intrinsic ?gas|block('s)? gas limit|gaslimitexceeded|gas limit (is )?too/iu],
  // Browsers: "Failed to fetch", "NetworkError when attempting to fetch resource", "Load failed"; Node.js: "fetch failed".
  ['unreachable', /failed to fetch|fetch failed|networkerror|load failed|econn(refused|reset)|socket hang up/iu],
  ['slow', /timed? ?out\b/iu],
  ['busy', /rate.?limit|too many (concurrent )?requests|\b429\b/iu],
];

/**
 * What sort of failure of a node an error is, however wallets wrapped it; `undefined` for all else. A call that a contract
 * refused is none, whatever the contract says.
 */
export function kindOfNodeError(error: unknown): NodeErrorKind | undefined {
  if (revertDataOf(error) !== undefined) {
    return undefined;
  }
  const texts = textsOf(error);
  return phrases.find(([, pattern]) => texts.some((text) => pattern.test(text)))?.[0];
}
