/** Why a name leads to no address, or may not be used. */
export type NameFault =
  /** No name at all: nothing with parts between points, or longer than names are. */
  | 'not-a-name'
  /** Has characters that no name may have, or that look like those of another script. */
  | 'not-normalizable'
  /** There is no ENS on the network. */
  | 'no-names-here'
  /** Neither the name nor one above it has a resolver. */
  | 'no-resolver'
  /** Its resolver knows no address for it. */
  | 'no-address'
  /** Its resolver fails. */
  | 'resolver-fails'
  /** Its answers come from a server (EIP-3668). */
  | 'off-chain';

const reasons: Readonly<Record<NameFault, string>> = {
  'not-a-name': 'is no name. Give one such as alice.eth.',
  'not-normalizable': 'has characters that no name may have together. Type the name anew, or give the address.',
  'no-names-here': 'cannot be looked up, since this network has no ENS. Give the address.',
  'no-resolver': 'is not registered, or has no resolver. Check how it is spelt, or give the address.',
  'no-address': 'stands for no address. Check how it is spelt, or give the address.',
  'resolver-fails': 'cannot be resolved, since its resolver fails. Give the address.',
  'off-chain': 'is answered by a server, and only answers of the chain are taken. Give the address.',
};

/** A name that was refused. The message is for developers; words for a person go by `fault`. */
export class NameError extends Error {
  override readonly name = 'NameError';

  constructor(
    readonly fault: NameFault,
    /** What was given, cut. */
    readonly given: string,
    options?: ErrorOptions,
  ) {
    super(`${JSON.stringify(given)} ${reasons[fault]}`, options);
  }
}
