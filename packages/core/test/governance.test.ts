import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import snapshot from '@snapshot-labs/snapshot.js';
import hashedTypes from '@snapshot-labs/snapshot.js/src/sign/hashedTypes.json';
import { TypedDataEncoder, verifyTypedData, Wallet } from 'ethers';
import fc from 'fast-check';
import { isStakingError } from '../src/errors';
import { namesOf, parseChoice } from '../src/governance/choice';
import { governanceLimits, type Governance } from '../src/governance/hub';
import {
  parseProposal,
  powerOf,
  stateAt,
  votingTypes,
  type Proposal,
  type VotingType,
} from '../src/governance/proposal';
import { readProposal, readProposals } from '../src/governance/read-proposals';
import { metisSpace, snapshotServers } from '../src/governance/space';
import { quoteVote, sendVote, typedDataOf, voteDataOf } from '../src/governance/vote';
import { createPostJson } from '../src/web/post-json';

const now = 1_800_000_000;
const id = `0x${'ab'.repeat(32)}`;
const voter = new Wallet(`0x${'11'.repeat(32)}`);
const account = voter.address as `0x${string}`;

const given = (fields: object = {}): Record<string, unknown> => ({
  ...{ id, title: 'A title', body: 'Text', type: 'basic', choices: ['For', 'Against', 'Abstain'], quorum: 5000 },
  ...{ created: now - 100, start: now - 50, end: now + 50, scores: [1.5, 0, 2], votes: 3, privacy: '' },
  space: { id: metisSpace.id },
  ...fields,
});

function proposalOf(fields: object = {}): Proposal {
  const proposal = parseProposal(metisSpace, given(fields));
  if (!proposal) {
    throw new Error('This is no proposal.');
  }
  return proposal;
}

/** The code of what is thrown. */
function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return isStakingError(error) ? error.code : String(error);
  }
  return 'none';
}

describe('a proposal', () => {
  it('is plain text, bounded, whatever the hub sends', () => {
    const proposal = proposalOf({
      title: `One\u202Eeno ${'x'.repeat(900)}`,
      body: `# Head\r\n\r\n\r\n\r\n<b>not bold</b>\u0000\n[link](https://evil.example)\n${'y'.repeat(9000)}`,
      choices: ['  For \n us ', 5, 'z'.repeat(900)],
    });
    expect(proposal.title).toBe(`One eno ${'x'.repeat(192)}…`);
    expect(proposal.body.startsWith('# Head\n\n<b>not bold</b>\n[link](https://evil.example)\ny')).toBe(true);
    expect(proposal.body.length).toBeLessThanOrEqual(4_001);
    expect(proposal.choices).toEqual(['For us', '', `${'z'.repeat(100)}…`]);
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['another space', given({ space: { id: 'uniswap.eth' } })],
    ['an id that is no hash', given({ id: '0x12' })],
    ['no choices', given({ choices: [] })],
    ['a time that is none', given({ end: 'tomorrow' })],
    ['a time beyond all years', given({ end: 1e15 })],
  ])('is none for %s', (_, value) => {
    expect(parseProposal(metisSpace, value)).toBeNull();
  });

  it.each([
    [{ privacy: 'shutter' }, 'encrypted'],
    [{ privacy: 'something-new' }, 'encrypted'],
    [{ type: 'copeland' }, 'unknown-type'],
    [{ choices: Array.from({ length: 101 }, () => 'x') }, 'too-many-choices'],
    [{ privacy: null }, null],
  ])('with %j is not voted on here for the reason %s', (fields, obstacle) => {
    const proposal = proposalOf(fields);
    expect(proposal.obstacle).toBe(obstacle);
    expect(codeOf(() => parseChoice(proposal, 1))).toBe(obstacle === null ? 'none' : 'UNSUPPORTED_VOTE');
  });

  it('is open between its own times, both included', () => {
    const states = [now - 51, now - 50, now + 50, now + 51].map((time) => stateAt(proposalOf(), time));
    expect(states).toEqual(['upcoming', 'open', 'open', 'past']);
  });

  it('tells power as decimal text', () => {
    expect([0.1, 3, 1e-7, 123456.789, 0].map(powerOf)).toEqual(['0.1', '3', '0.0000001', '123456.789', '0']);
    expect([-1, NaN, Infinity, 1e21, '5', null].map(powerOf)).toEqual([null, null, null, null, null, null]);
  });
});

type VotingClass = { isValidChoice(choice: unknown, choices: readonly string[]): boolean };
const voting = snapshot.utils.voting as unknown as Record<VotingType, VotingClass>;
const choices = ['a', 'b', 'c', 'd'];

describe('a choice', () => {
  const right: readonly [VotingType, unknown][] = [
    ['basic', 2],
    ['single-choice', 4],
    ['approval', [3, 1]],
    ['approval', [2]],
    ['ranked-choice', [4, 2, 1, 3]],
    ['weighted', { 1: 2, 3: 1 }],
    ['quadratic', { 4: 1 }],
  ];
  const wrong: readonly [VotingType, unknown][] = [
    ...[0, 5, 1.5, '1', [1], null, true].map((choice): [VotingType, unknown] => ['basic', choice]),
    ...[[], [0], [5], [1, 1], ['1'], 1, { 1: 1 }].map((choice): [VotingType, unknown] => ['approval', choice]),
    ...[
      [1, 2, 3],
      [1, 2, 3, 3],
      [1, 2, 3, 4, 4],
      [0, 1, 2, 3],
    ].map((choice): [VotingType, unknown] => ['ranked-choice', choice]),
    ...[{}, { 1: 0 }, { 1: -1, 2: 3 }, { 5: 1 }, { 0: 1 }, { '01': 1 }, { 1: '2' }, { 1: 0.5 }, [1], 1, null].map(
      (choice): [VotingType, unknown] => ['weighted', choice],
    ),
    ['single-choice', 5],
    ['quadratic', { 1: Infinity }],
  ];

  it.each(right)('of %s may be %j, as Snapshot has it', (type, choice) => {
    expect(parseChoice(proposalOf({ type, choices }), choice)).toEqual(choice);
    expect(voting[type].isValidChoice(choice, choices)).toBe(true);
  });

  it.each(wrong)('of %s may not be %j', (type, choice) => {
    expect(codeOf(() => parseChoice(proposalOf({ type, choices }), choice))).toBe('INVALID_CHOICE');
  });

  it('that is taken here is always one that Snapshot takes', () => {
    const inRange = fc.integer({ min: 1, max: choices.length });
    const number = fc.oneof(
      inRange,
      inRange,
      fc.integer({ min: -1, max: 6 }),
      fc.double(),
      fc.string({ maxLength: 2 }),
    );
    const choice = fc.oneof(
      number,
      fc.array(number, { maxLength: 5 }),
      fc.dictionary(fc.constantFrom('0', '1', '2', '4', '5', 'x'), number),
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...votingTypes), choice, (type, value) => {
        if (codeOf(() => parseChoice(proposalOf({ type, choices }), value)) === 'none') {
          taken += 1;
          expect(voting[type].isValidChoice(parseChoice(proposalOf({ type, choices }), value), choices)).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('has the names that the proposal gives', () => {
    expect(namesOf(choices, [3, 1])).toEqual([
      { number: 3, name: 'c', weight: null },
      { number: 1, name: 'a', weight: null },
    ]);
    expect(namesOf(choices, { 2: 7 })).toEqual([{ number: 2, name: 'b', weight: 7 }]);
    expect(namesOf(choices, 9)).toEqual([{ number: 9, name: '', weight: null }]);
  });
});

describe('a vote', () => {
  /** What Snapshot's own client would send for a vote. */
  async function sentBySnapshot(type: VotingType, choice: unknown): Promise<{ data: object; sig: string }> {
    const client = new snapshot.Client712('https://seq.example');
    const sent = jest.spyOn(client, 'send').mockResolvedValue({});
    const signer = {
      getSigner: () => ({
        _signTypedData: async (...args: Parameters<Wallet['signTypedData']>) => voter.signTypedData(...args),
      }),
    };
    const message = { ...{ space: metisSpace.id, proposal: id, type, choice, reason: 'Why', timestamp: now } };
    await client.vote(signer as never, account, { ...message, app: 'pooled-staking-snap' } as never);
    return sent.mock.calls[0]?.[0] as never;
  }

  it.each<[VotingType, unknown, string]>([
    ['basic', 1, 'vote'],
    ['single-choice', 3, 'vote'],
    ['approval', [3, 1], 'vote-array'],
    ['ranked-choice', [4, 2, 1, 3], 'vote-array'],
    ['weighted', { 3: 1, 1: 2 }, 'vote-string'],
    ['quadratic', { 2: 5 }, 'vote-string'],
  ])('of %s for %j is to the byte what Snapshot signs', async (type, choice, kind) => {
    const proposal = { ...proposalOf({ type, choices }), type };
    const data = voteDataOf(proposal, account, parseChoice(proposal, choice), 'Why', now);
    const theirs = await sentBySnapshot(type, choice);
    expect(data).toEqual({ ...theirs.data, message: data.message });
    expect(Object.entries(data.message).sort()).toEqual(
      Object.entries((theirs.data as { message: object }).message).sort(),
    );
    // The sequencer knows types by the hash of their text, which depends on the order of everything in it.
    const hash = createHash('sha256').update(JSON.stringify(data.types)).digest('hex');
    expect((hashedTypes as Record<string, string>)[hash]).toBe(kind);
    const { types, ...rest } = typedDataOf(data);
    const { EIP712Domain, ...own } = types;
    expect(TypedDataEncoder.getPayload(data.domain, own as never, data.message)).toMatchObject({
      ...{ primaryType: rest.primaryType, domain: rest.domain, types: { EIP712Domain, ...own } },
    });
    expect(verifyTypedData(data.domain, own as never, data.message, theirs.sig)).toBe(account);
    expect(snapshot.utils.getHash(data as never)).toBe(TypedDataEncoder.hash(data.domain, own as never, data.message));
  });
});

describe('a hub', () => {
  const servers: Server[] = [];
  const asked: { query: string; variables: Record<string, unknown> }[] = [];

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /** A server that gives one answer after the other. */
  async function governanceOf(...answers: readonly (object | string | number)[]): Promise<Governance> {
    let next = 0;
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push(JSON.parse(body) as never);
        const answer = answers[next] ?? {};
        next += 1;
        response.statusCode = typeof answer === 'number' ? answer : 'error' in Object(answer) ? 400 : 200;
        response.end(typeof answer === 'object' ? JSON.stringify(answer) : String(answer));
      });
    });
    return { space: metisSpace, servers: { hub: url, sequencer: url }, post: createPostJson(fetch, governanceLimits) };
  }

  afterEach(() => {
    asked.length = 0;
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const question = { state: 'open', first: 10, skip: 0, account } as const;

  it('is asked for the proposals, and once more for an account on all of them', async () => {
    const other = `0x${'cd'.repeat(32)}`;
    const governance = await governanceOf(
      { data: { proposals: [given(), { odd: true }, given({ id: other, end: now - 1 })] } },
      {
        data: {
          vp0: { vp: 12.5 },
          votes: [{ choice: 2, created: now - 10, proposal: { id: other } }, null],
        },
      },
    );
    const read = await readProposals(governance, question, now);
    expect(read.map(({ proposal, state, voter: own }) => [proposal.id, state, own])).toEqual([
      [id, 'open', { power: '12.5', voted: null }],
      [other, 'past', { power: null, voted: { choice: 2, at: now - 10 } }],
    ]);
    expect(asked).toHaveLength(2);
    expect(asked[0]?.variables).toEqual({ space: 'metislayer2.eth', state: 'active', first: 10, skip: 0 });
    expect(asked[1]?.variables).toEqual({ space: 'metislayer2.eth', voter: account, ids: [id, other], p0: id });
  });

  it('shows proposals all the same when it does not tell about the account', async () => {
    const governance = await governanceOf({ data: { proposals: [given()] } }, 500);
    expect(await readProposals(governance, question, now)).toMatchObject([{ voter: null, state: 'open' }]);
  });

  it.each([
    ['an error of HTTP', 502],
    ['text that is no JSON', 'sorry'],
    ['a list', []],
    ['nothing', {}],
    ['proposals that are none', { data: { proposals: 5 } }],
    ['a question that it does not take', { errors: [{ message: 'Unknown field\u202E' }] }],
  ])('that answers with %s is unavailable', async (_, answer) => {
    const governance = await governanceOf(answer);
    await expect(readProposals(governance, question, now)).rejects.toMatchObject({ code: 'GOVERNANCE_UNAVAILABLE' });
  });

  it('is unavailable without access to servers, and nobody is asked', async () => {
    const governance = { space: metisSpace, servers: snapshotServers, post: null };
    await expect(readProposals(governance, question, now)).rejects.toMatchObject({
      code: 'GOVERNANCE_UNAVAILABLE',
      problem: { kind: 'no-server-access' },
    });
  });

  it('that sends on, answers too much or never is given up', async () => {
    const target = await serve((_, response) => response.end(JSON.stringify({ data: { proposals: [] } })));
    const onward = await serve((_, response) => response.writeHead(307, { location: target }).end());
    const long = await serve((_, response) => response.end('x'.repeat(101)));
    const silent = await serve(() => undefined);
    for (const [hub, post] of [
      [onward, createPostJson(fetch)],
      [long, createPostJson(fetch, { milliseconds: 5_000, size: 100 })],
      [silent, createPostJson(fetch, { milliseconds: 50, size: 100 })],
    ] as const) {
      const governance = { space: metisSpace, servers: { hub, sequencer: hub }, post };
      await expect(readProposals(governance, question, now)).rejects.toMatchObject({ code: 'GOVERNANCE_UNAVAILABLE' });
    }
  });

  it('that has no such proposal, or gives another one, is told apart', async () => {
    const none = await governanceOf({ data: { proposal: null } });
    await expect(readProposal(none, id, null, now)).rejects.toMatchObject({ code: 'UNKNOWN_PROPOSAL' });
    const other = await governanceOf({ data: { proposal: given({ id: `0x${'cd'.repeat(32)}` }) } });
    await expect(readProposal(other, id, null, now)).rejects.toMatchObject({ code: 'UNKNOWN_PROPOSAL' });
    const foreign = await governanceOf({ data: { proposal: given({ space: { id: 'other.eth' } }) } });
    await expect(readProposal(foreign, id, null, now)).rejects.toMatchObject({ code: 'UNKNOWN_PROPOSAL' });
    await expect(readProposal(none, '"}', null, now)).rejects.toMatchObject({ code: 'UNKNOWN_PROPOSAL' });
    expect(asked).toHaveLength(3);
  });

  const wanted = { account, proposal: id, choice: 2, reason: 'Why' };
  const power = (vp: unknown, votes: unknown = []): object => ({ data: { vp0: { vp }, votes } });

  it('lets a vote be quoted, which names the vote that it takes the place of', async () => {
    const before = [{ choice: 1, created: now - 9, proposal: { id } }];
    const quote = await quoteVote(await governanceOf({ data: { proposal: given() } }, power(7, before)), wanted, now);
    expect(quote).toMatchObject({ choice: 2, power: '7', voted: { choice: 1, at: now - 9 } });
    expect(quote.data.message).toEqual({
      ...{ from: account, space: 'metislayer2.eth', timestamp: now, proposal: id, choice: 2, reason: 'Why' },
      ...{ app: 'pooled-staking-snap', metadata: '{}' },
    });
  });

  it.each([
    ['a closed one', given({ end: now - 1 }), 7, 2, 'VOTING_CLOSED'],
    ['one to come', given({ start: now + 1 }), 7, 2, 'VOTING_CLOSED'],
    ['a wrong choice', given(), 7, 4, 'INVALID_CHOICE'],
    ['no power', given(), 0, 2, 'NO_VOTING_POWER'],
    ['power that is not told', given(), null, 2, 'GOVERNANCE_UNAVAILABLE'],
    ['an encrypted one', given({ privacy: 'shutter' }), 7, 2, 'UNSUPPORTED_VOTE'],
    ['an unknown type', given({ type: 'copeland' }), 7, 2, 'UNSUPPORTED_VOTE'],
  ])('lets no vote be quoted for %s', async (_, proposal, vp, choice, code) => {
    const governance = await governanceOf({ data: { proposal } }, power(vp));
    await expect(quoteVote(governance, { ...wanted, choice }, now)).rejects.toMatchObject({ code });
  });

  const data = voteDataOf({ ...proposalOf(), type: 'basic' }, account, 2, '', now);

  it('that is a sequencer gives a receipt, or refuses in its own words', async () => {
    const relayer = { address: account, receipt: '0x77' };
    const taken = await governanceOf({ id, ipfs: 'bafkrei1', relayer });
    expect(await sendVote(taken, data, '0x12')).toEqual({ id, ipfs: 'bafkrei1', relayer });
    expect(asked[0]).toEqual({ address: account, sig: '0x12', data });
    const bare = await governanceOf({ id, ipfs: '<script>' });
    expect(await sendVote(bare, data, '0x12')).toEqual({ id, ipfs: null, relayer: null });
    const refused = await governanceOf({ error: 'client_error', error_description: 'not in voting\nwindow' });
    await expect(sendVote(refused, data, '0x12')).rejects.toMatchObject({
      code: 'VOTE_REFUSED',
      problem: { said: { text: 'not in voting window' } },
    });
    const odd = await governanceOf({ id: 5 });
    await expect(sendVote(odd, data, '0x12')).rejects.toMatchObject({ code: 'GOVERNANCE_UNAVAILABLE' });
  });
});
