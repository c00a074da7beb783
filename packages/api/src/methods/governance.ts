import { array, enums, literal, nullable, object, string, type Infer } from 'superstruct';
import { CountStruct, HexStruct } from '../result-structs';
import { AddressStruct, either, TimeStruct } from '../structs';
import { ChoiceStruct, PowerStruct, ProposalIdStruct, ProposalStateStruct } from './params';

export const VotingTypeStruct = enums(['basic', 'single-choice', 'approval', 'ranked-choice', 'weighted', 'quadratic']);
export type VotingType = Infer<typeof VotingTypeStruct>;

/** A proposal; its texts are a stranger's, plain and cut. */
export const ProposalInfoStruct = object({
  id: ProposalIdStruct,
  title: string(),
  /** As it was written, its markup unread. */
  body: string(),
  /** `null` for one that is not known here. */
  type: nullable(VotingTypeStruct),
  /** They count from 1. */
  choices: array(string()),
  created: TimeStruct,
  start: TimeStruct,
  end: TimeStruct,
  state: ProposalStateStruct,
  /** Power behind each choice so far; empty where it is not told. */
  scores: array(PowerStruct),
  quorum: PowerStruct,
  votes: CountStruct,
  /** Why a vote on it is not made here, in words; `null` where it is. */
  obstacle: nullable(string()),
  /** Where it is read and voted on in a browser. */
  page: string(),
  /** Of the account, for an open proposal; `null` where it is not known. */
  votingPower: nullable(PowerStruct),
  /** What the account voted, as far as it is one of the choices. */
  voted: nullable(object({ choice: nullable(ChoiceStruct), time: TimeStruct })),
});
export type ProposalInfo = Infer<typeof ProposalInfoStruct>;

export const GetProposalsResultStruct = object({
  space: object({ id: string(), name: string() }),
  proposals: array(ProposalInfoStruct),
});
export type GetProposalsResult = Infer<typeof GetProposalsResultStruct>;

const MemberStruct = object({ name: string(), type: string() });

/** A vote for `eth_signTypedData_v4`. */
export const VoteTypedDataStruct = object({
  domain: object({ name: string(), version: string() }),
  types: object({ EIP712Domain: array(MemberStruct), Vote: array(MemberStruct) }),
  primaryType: literal('Vote'),
  message: object({
    from: AddressStruct,
    space: string(),
    timestamp: CountStruct,
    proposal: ProposalIdStruct,
    choice: either(CountStruct, either(array(CountStruct), string())),
    reason: string(),
    app: string(),
    metadata: string(),
  }),
});
export type VoteTypedData = Infer<typeof VoteTypedDataStruct>;

/** The Snap sent the vote, and this is its receipt. */
export const SubmittedVoteStruct = object({
  status: literal('submitted'),
  /** Hash of what was signed. */
  id: HexStruct,
  /** Where the vote is published. */
  ipfs: nullable(string()),
  relayer: nullable(object({ address: AddressStruct, receipt: string() })),
});
export type SubmittedVote = Infer<typeof SubmittedVoteStruct>;

/**
 * The person approved; the dapp has the vote signed and posts `{ address, sig, data }` to the sequencer, with the voter and
 * the typed data, before `validUntil`.
 */
export const PreparedVoteStruct = object({
  status: literal('prepared'),
  typedData: VoteTypedDataStruct,
  sequencer: string(),
  validUntil: TimeStruct,
});
export type PreparedVote = Infer<typeof PreparedVoteStruct>;

export const VoteResultStruct = either(PreparedVoteStruct, SubmittedVoteStruct);
export type VoteResult = Infer<typeof VoteResultStruct>;
