import { buildSchema } from 'graphql';

/** The part of Snapshot's schema that is answered here, with its types. Source: snapshot-labs/snapshot-hub, `schema.gql`. */
export const schema = buildSchema(`
  scalar Any
  enum OrderDirection { asc desc }
  input ProposalWhere { id: String id_in: [String] space: String space_in: [String] state: String }
  input VoteWhere {
    id: String voter: String voter_in: [String] proposal: String proposal_in: [String] space: String space_in: [String]
  }
  type Space { id: String! name: String }
  type Proposal {
    id: String! title: String! body: String type: String choices: [String]! space: Space author: String!
    created: Int! start: Int! end: Int! state: String snapshot: String quorum: Float! privacy: String
    scores: [Float] scores_total: Float votes: Int link: String
  }
  type Vote {
    id: String! ipfs: String voter: String! created: Int! space: Space! proposal: Proposal choice: Any! reason: String
    app: String vp: Float
  }
  type VotingPower { vp: Float vp_by_strategy: [Float] vp_state: String }
  type Query {
    space(id: String!): Space
    proposal(id: String!): Proposal
    proposals(
      first: Int! = 20 skip: Int! = 0 where: ProposalWhere orderBy: String orderDirection: OrderDirection
    ): [Proposal]
    vote(id: String!): Vote
    votes(first: Int! = 20 skip: Int! = 0 where: VoteWhere orderBy: String orderDirection: OrderDirection): [Vote]
    vp(voter: String!, space: String!, proposal: String): VotingPower
  }
`);
