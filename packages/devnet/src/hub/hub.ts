import type { IncomingMessage, ServerResponse } from 'node:http';
import { graphql } from 'graphql';
import { Wallet } from 'ethers';
import { accounts } from '../accounts';
import { listen, type Handler } from '../server';
import {
  makeProposal,
  scoresOf,
  seededProposals,
  stateOf,
  type HubProposal,
  type HubVote,
  type ProposalDraft,
} from './poll';
import { schema } from './schema';
import { takeVote, VoteRefusedError, type Ballot } from './take-vote';

export type HubOptions = {
  /** 0: a free one. */
  readonly port?: number;
  /** The space; absent: that of Metis. */
  readonly space?: string;
  /** The hub's time in seconds; absent: this computer's. */
  readonly now?: () => number;
  /**
   * How many seconds the clock that proposals open and close by is ahead of that time; absent: none. Everything is told and taken in
   * the hub's own time, as those who ask see the time.
   */
  readonly ahead?: () => Promise<number>;
  /** Power of a voter by address, whatever its letter case; absent: of each account of the devnet another. */
  readonly powerOf?: (voter: string) => number;
  /** Absent: one of every voting type, and some that take no votes here. */
  readonly proposals?: readonly HubProposal[];
};

/** A hub and a sequencer with Snapshot's interface, on this computer. */
export type Hub = {
  /** Where proposals are read: GraphQL. */
  readonly hubUrl: string;
  /** Where votes are posted. */
  readonly sequencerUrl: string;
  /** Answers for both, whatever path they lie under: questions at one that ends with `/graphql`, votes at any other. */
  readonly handle: Handler;
  readonly proposals: readonly HubProposal[];
  /** Votes that count, the newest first. */
  votesOn(proposal: string): readonly HubVote[];
  addProposal(draft: ProposalDraft): HubProposal;
  stop(): Promise<void>;
};

const metisSpace = 'metislayer2.eth';

/** The devnet's accounts hold 1,000 to 9,000, in their order; the last one, and everybody else, nothing. */
function devnetPower(voter: string): number {
  const index = accounts.findIndex((each) => each.toLowerCase() === voter.toLowerCase());
  return index < 0 ? 0 : (accounts.length - 1 - index) * 1_000;
}

const mostBytes = 200_000;

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostBytes) {
      chunks.push(chunk);
    }
  }
  return size > mostBytes ? '' : Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}

type Where = Readonly<Partial<Record<string, string | readonly string[]>>>;
type PageArguments = { readonly first: number; readonly skip: number; readonly where?: Where };

/** Whether something has all that is asked for: `name` a value, `name_in` one of some. */
function fits(fields: Readonly<Record<string, string>>, where: Where = {}): boolean {
  return Object.entries(where).every(([name, wanted]) => {
    const value = fields[name.replace(/_in$/u, '')];
    return value !== undefined && (Array.isArray(wanted) ? wanted.includes(value) : wanted === value);
  });
}

const pageOf = <Item>(items: readonly Item[], { first, skip }: PageArguments): readonly Item[] =>
  items.slice(skip, skip + Math.min(first, 1_000));

/**
 * Starts a hub on the loopback interface: it answers the questions about proposals, votes and power that clients ask, and
 * takes votes that it verifies. A vote takes the place of the voter's vote before. Nothing outlives it.
 * @throws PortTakenError when the port is in use.
 */
export async function startHub(options: HubOptions = {}): Promise<Hub> {
  const { port = 0, space = metisSpace, powerOf = devnetPower } = options;
  const now = options.now ?? ((): number => Math.floor(Date.now() / 1_000));
  let ahead = 0;
  const proposals = [...(options.proposals ?? seededProposals(now()))];
  const votes: HubVote[] = [];
  const relayer = Wallet.createRandom();
  const votesOn = (proposal: string): readonly HubVote[] =>
    votes.filter((vote) => vote.proposal === proposal).sort((a, b) => b.created - a.created);

  /** A proposal by the hub's time. */
  const byOwnTime = (proposal: HubProposal): HubProposal => ({
    ...proposal,
    ...{ created: proposal.created - ahead, start: proposal.start - ahead, end: proposal.end - ahead },
  });
  const listed = (): HubProposal[] => proposals.map(byOwnTime);
  const shownProposal = (proposal: HubProposal): object => {
    const cast = votesOn(proposal.id);
    const scores = scoresOf(proposal, cast);
    return {
      ...proposal,
      ...{ space: { id: space, name: space }, author: accounts[9], state: stateOf(proposal, now()), snapshot: '1' },
      ...{ scores, scores_total: scores.reduce((sum, each) => sum + each, 0), votes: cast.length },
      link: `https://snapshot.box/#/s:${space}/proposal/${proposal.id}`,
    };
  };
  const findProposal = (id: unknown): HubProposal | undefined => listed().find((each) => each.id === id);
  const shownVote = (vote: HubVote): object => {
    const proposal = findProposal(vote.proposal);
    return { ...vote, vp: vote.power, space: { id: space }, proposal: proposal && shownProposal(proposal) };
  };
  const root = {
    space: ({ id }: { id: string }) => (id === space ? { id, name: id } : null),
    proposal: ({ id }: { id: string }) => {
      const found = findProposal(id);
      return found ? shownProposal(found) : null;
    },
    proposals: (page: PageArguments) => {
      const newest = listed().sort((a, b) => b.created - a.created);
      const found = newest.filter((each) => fits({ id: each.id, space, state: stateOf(each, now()) }, page.where));
      return pageOf(found, page).map(shownProposal);
    },
    vote: ({ id }: { id: string }) => votes.filter((each) => each.id === id).map(shownVote)[0] ?? null,
    votes: (page: PageArguments) => {
      const newest = [...votes].sort((a, b) => b.created - a.created);
      const found = newest.filter(({ id, voter, proposal }) => fits({ id, voter, proposal, space }, page.where));
      return pageOf(found, page).map(shownVote);
    },
    vp: ({ voter, space: asked }: { voter: string; space: string }) => {
      const vp = asked === space ? powerOf(voter) : 0;
      return { vp, vp_by_strategy: [vp], vp_state: 'final' };
    },
  };
  const ballot: Omit<Ballot, 'now'> = {
    ...{ space, powerOf, findProposal },
    findVote: (voter, proposal) => votesOn(proposal).find((each) => each.voter === voter),
  };

  const answerQuery = async (body: string, response: ServerResponse): Promise<void> => {
    const asked = JSON.parse(body) as { query?: unknown; variables?: Record<string, unknown> };
    const result = await graphql({
      ...{ schema, rootValue: root, source: String(asked.query) },
      variableValues: asked.variables ?? {},
    });
    sendJson(response, result.data === undefined ? 400 : 200, result);
  };
  const answerVote = async (body: string, response: ServerResponse): Promise<void> => {
    const vote = takeVote({ ...ballot, now: now() }, body);
    const before = ballot.findVote(vote.voter, vote.proposal);
    if (before) {
      votes.splice(votes.indexOf(before), 1);
    }
    votes.push(vote);
    const { sig } = JSON.parse(body) as { sig: string };
    const receipt = await relayer.signMessage(sig);
    sendJson(response, 200, { id: vote.id, ipfs: vote.ipfs, relayer: { address: relayer.address, receipt } });
  };
  const handle: Handler = async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', '*');
      response.writeHead(204).end();
      return;
    }
    const body = await readText(request);
    try {
      ahead = (await options.ahead?.()) ?? 0;
      await (new URL(request.url ?? '/', 'http://localhost').pathname.endsWith('/graphql') ? answerQuery : answerVote)(
        body,
        response,
      );
    } catch (error) {
      const words = error instanceof VoteRefusedError ? error.message : 'wrong envelope format';
      sendJson(response, 400, { error: 'client_error', error_description: words });
    }
  };
  const server = await listen(handle, port, 'the local Snapshot hub');
  return {
    hubUrl: `${server.url}/graphql`,
    sequencerUrl: server.url,
    handle,
    proposals,
    votesOn,
    addProposal: (draft) => {
      const proposal = makeProposal(draft, now() + ahead);
      proposals.push(proposal);
      return proposal;
    },
    stop: async () => server.stop(),
  };
}
