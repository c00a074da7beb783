import { beforeEach, describe, expect, it } from '@jest/globals';
import { getAddress } from 'ethers';
import fc from 'fast-check';
import { readProposalNews, type ProposalLook } from '../src/governance/news';
import { metisSpace, snapshotServers } from '../src/governance/space';
import type { PostJson } from '../src/web/post-json';

const now = 1_800_000_000;
const day = 86_400;
const idOf = (letter: string): string => `0x${letter.repeat(64)}`;
const [mine, other] = [`0x${'a1'.repeat(20)}`, `0x${'b2'.repeat(20)}`] as const;
const both = { proposalOpens: true, proposalCloses: true };

type Asked = { query: string; variables: Record<string, unknown> };

/** A hub with proposals that end at some times, and what it says of accounts. */
let ends: Record<string, number> = {};
let power: (voter: string) => unknown = () => 5;
let votes: { voter: string; proposal: string }[] = [];
let isMute = false;
const asked: Asked[] = [];

const proposal = (id: string, end: number): object => ({
  ...{ id, title: `Title of ${id}`, body: '', type: 'basic', choices: ['Yes', 'No'], quorum: 0, privacy: '' },
  ...{ created: now - 10 * day, start: now - 9 * day, end, scores: [], votes: 0, space: { id: metisSpace.id } },
});

const post: PostJson = async (_, body) => {
  const { query, variables } = body as Asked;
  asked.push({ query, variables });
  if (variables['voters'] === undefined) {
    const list = Object.entries(ends).map(([id, end]) => proposal(id, end));
    return Promise.resolve({ status: 200, text: JSON.stringify({ data: { proposals: list } }) });
  }
  if (isMute) {
    return Promise.resolve({ status: 500, text: '' });
  }
  const voters = Object.entries(variables).flatMap(([name, value]) => (/^v\d+$/u.test(name) ? [String(value)] : []));
  const vps = voters.map((voter, index) => [`vp${index}`, { vp: power(voter) }] as const);
  const told = votes.map(({ voter, proposal: id }) => ({ voter, proposal: { id } }));
  return Promise.resolve({ status: 200, text: JSON.stringify({ data: { ...Object.fromEntries(vps), votes: told } }) });
};

const look = async (kept: unknown, wanted = both, accounts: readonly `0x${string}`[] = [mine, other], at = now) =>
  readProposalNews({ space: metisSpace, servers: snapshotServers, post }, accounts, wanted, kept, at);

const tellOf = ({ news }: ProposalLook): string[] =>
  news.map((each) => `${each.kind} ${each.proposal.id.slice(2, 3)}${'account' in each ? ` ${each.account}` : ''}`);

beforeEach(() => {
  [ends, power, votes, isMute] = [{}, () => 5, [], false];
  asked.length = 0;
});

describe('a proposal', () => {
  it('opens where it was not there at the look before, and never at the first', async () => {
    ends = { [idOf('1')]: now + 4 * day };
    const first = await look(null);
    expect(tellOf(first)).toEqual([]);
    ends = { ...ends, [idOf('2')]: now + 5 * day };
    const second = await look(first.kept);
    expect(tellOf(second)).toEqual(['proposalOpens 2']);
    expect(tellOf(await look(second.kept))).toEqual([]);
    // A hub that leaves one out for once makes it no new one.
    ends = { [idOf('1')]: now + 4 * day };
    const third = await look(second.kept);
    ends = { ...ends, [idOf('2')]: now + 5 * day };
    expect(tellOf(await look(third.kept))).toEqual([]);
    // Of accounts nothing was asked: none of them closes within a day.
    expect(asked.every(({ variables }) => variables['voters'] === undefined)).toBe(true);
  });

  it('closes for accounts with power that have not voted, each told once', async () => {
    ends = { [idOf('1')]: now + day, [idOf('2')]: now + day + 1 };
    const first = await look(null);
    expect(tellOf(first)).toEqual([`proposalCloses 1 ${mine}`, `proposalCloses 1 ${other}`]);
    expect(asked).toHaveLength(2);
    // As the hub writes addresses, which is how it finds votes.
    expect(asked[1]?.variables['voters']).toEqual([getAddress(mine), getAddress(other)]);
    asked.length = 0;
    expect(tellOf(await look(first.kept))).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('closes for nobody who voted or has no say, and they are not asked for again', async () => {
    ends = { [idOf('1')]: now + 60 };
    votes = [{ voter: getAddress(mine), proposal: idOf('1') }];
    power = (voter) => (/^0xb2/iu.test(voter) ? 0 : 5);
    const first = await look(null);
    expect(tellOf(first)).toEqual([]);
    [votes, power] = [[], () => 5];
    expect(tellOf(await look(first.kept))).toEqual([]);
    expect(asked).toHaveLength(3);
  });

  it('closes as soon as the hub tells about the account, where it did not before', async () => {
    ends = { [idOf('1')]: now + 60, [idOf('2')]: now + 5 * day };
    const before = await look(null, { ...both, proposalCloses: false });
    expect(asked).toHaveLength(1);
    ends = { ...ends, [idOf('3')]: now + 5 * day };
    isMute = true;
    const mute = await look(before.kept);
    expect(tellOf(mute)).toEqual(['proposalOpens 3']);
    isMute = false;
    power = () => null;
    expect(tellOf(await look(mute.kept))).toEqual([]);
    power = () => 5;
    expect(tellOf(await look(mute.kept))).toHaveLength(2);
  });

  it('is told by kind, and its end without a word about accounts', async () => {
    ends = { [idOf('1')]: now + 60 };
    const { kept } = await look(null, { proposalOpens: true, proposalCloses: false });
    ends = { ...ends, [idOf('2')]: now + 60 };
    expect(tellOf(await look(kept, { proposalOpens: true, proposalCloses: false }))).toEqual(['proposalOpens 2']);
    expect(tellOf(await look(kept, { proposalOpens: false, proposalCloses: true }))).toHaveLength(4);
    expect(tellOf(await look(kept, both, []))).toEqual(['proposalOpens 2']);
  });

  it('that is over is forgotten, with what was asked about it', async () => {
    ends = { [idOf('1')]: now + 60 };
    const { kept } = await look(null);
    expect(JSON.stringify(kept)).toContain(idOf('1'));
    ends = {};
    expect(JSON.stringify((await look(kept, both, [mine], now + 61)).kept)).not.toContain(idOf('1'));
  });

  it('of twenty accounts is asked for within two requests, the rest by the next look', async () => {
    ends = { [idOf('1')]: now + 60, [idOf('2')]: now + 90 };
    const twenty = Array.from({ length: 20 }, (_, index) => `0x${String(index).padStart(40, '0')}` as const);
    const first = await look(null, both, twenty);
    const second = await look(first.kept, both, twenty);
    expect(asked).toHaveLength(4);
    expect(new Set([...tellOf(first), ...tellOf(second)]).size).toBe(40);
    expect((await look(second.kept, both, twenty)).news).toEqual([]);
  });

  it('is looked for from anything that was kept, and what is kept stays what it is', async () => {
    ends = { [idOf('1')]: now + 60, [idOf('2')]: now + 5 * day };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), fc.record({ seen: fc.jsonValue(), settled: fc.jsonValue() })),
        async (kept) => {
          const found = await look(kept);
          const again = await look(JSON.parse(JSON.stringify(found.kept)));
          expect(again.news).toEqual([]);
          expect(again.kept).toEqual(found.kept);
        },
      ),
      { numRuns: 50 },
    );
  });
});
