import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createPostJson,
  metisSpace,
  quoteVote,
  readProposal,
  readProposals,
  sendVote,
  votingTypes,
  type Address,
  type Choice,
  type Governance,
  type Hex,
  type VoteData,
  type VotingType,
} from '@pooled-staking/core';
import { HDNodeWallet, TypedDataEncoder, Wallet, type TypedDataField } from 'ethers';
import { accounts, MNEMONIC, startHub, type Hub, type HubProposal } from '../../src';

const choices: Readonly<Record<VotingType, Choice>> = {
  basic: 1,
  'single-choice': 3,
  approval: [4, 2],
  'ranked-choice': [3, 1, 2],
  weighted: { 1: 3, 3: 1 },
  quadratic: { 2: 1, 4: 1 },
};
const person = HDNodeWallet.fromPhrase(MNEMONIC);
const account = person.address as Address;

let hub: Hub;
let now = 1_800_000_000;
let governance: Governance;

beforeAll(async () => {
  hub = await startHub({ now: () => now });
  governance = {
    ...{ space: metisSpace, post: createPostJson(fetch) },
    servers: { hub: hub.hubUrl, sequencer: hub.sequencerUrl },
  };
});

afterAll(async () => hub.stop());

function proposalOf(type: string, privacy = ''): HubProposal {
  const found = hub.proposals.find((each) => each.type === type && each.privacy === privacy && each.end > now);
  if (!found) {
    throw new Error(`There is no open proposal of ${type}.`);
  }
  return found;
}

async function quote(type: VotingType, choice: Choice = choices[type], voter = account): Promise<VoteData> {
  const { data } = await quoteVote(
    governance,
    { account: voter, proposal: proposalOf(type).id, choice, reason: '' },
    now,
  );
  return data;
}

async function sign({ domain, types, message }: VoteData, by: Pick<Wallet, 'signTypedData'> = person): Promise<Hex> {
  return (await by.signTypedData(domain, types as unknown as Record<string, TypedDataField[]>, message)) as Hex;
}

/** What the sequencer says to a vote that it must refuse. */
async function refusal(data: VoteData, signature: Hex): Promise<string> {
  return sendVote(governance, data, signature).then(
    () => 'taken',
    (error: unknown) => (error as { problem?: { said?: { text: string } } }).problem?.said?.text ?? String(error),
  );
}

const change = (data: VoteData, fields: object): VoteData => ({ ...data, message: { ...data.message, ...fields } });

describe('the local hub', () => {
  it('tells its proposals of every type, page by page, with the power of an account', async () => {
    const page = { state: 'open', skip: 0, account } as const;
    const open = await readProposals(governance, { ...page, first: 20 }, now);
    expect(open.map(({ proposal }) => proposal.type).filter((type) => type !== null)).toEqual(
      expect.arrayContaining([...votingTypes]),
    );
    expect(open.every(({ voter }) => voter?.power === '9000')).toBe(true);
    expect(
      open
        .map(({ proposal }) => proposal.obstacle)
        .filter((each) => each !== null)
        .sort(),
    ).toEqual(['encrypted', 'unknown-type']);
    const second = await readProposals(governance, { ...page, first: 3, skip: 3 }, now);
    expect(second.map(({ proposal }) => proposal.id)).toEqual(open.slice(3, 6).map(({ proposal }) => proposal.id));
    const others = [
      ...(await readProposals(governance, { ...page, state: 'past', first: 20 }, now)),
      ...(await readProposals(governance, { ...page, state: 'upcoming', first: 20 }, now)),
    ];
    expect(others.map(({ proposal, state, voter }) => [proposal.title, state, voter?.power])).toEqual([
      ['Close the second grant round', 'past', null],
      ['Publish a leadership decision registry', 'upcoming', null],
    ]);
  });

  it.each(votingTypes)('takes a vote of %s, tells it and gives a receipt', async (type) => {
    const data = await quote(type);
    const receipt = await sendVote(governance, data, await sign(data));
    const { domain, types, message } = data;
    expect(receipt.id).toBe(TypedDataEncoder.hash(domain, types as never, message));
    expect(receipt.ipfs).toMatch(/^bafkrei/u);
    expect(receipt.relayer?.address).toMatch(/^0x/u);
    const read = await readProposal(governance, proposalOf(type).id, account, now);
    expect(read.voter).toEqual({ power: '9000', voted: { choice: choices[type], at: now } });
    expect(read.proposal.votes).toBe(1);
    expect(read.proposal.scores.map(Number).reduce((sum, each) => sum + each, 0)).toBeCloseTo(
      type === 'approval' ? 18_000 : 9_000,
    );
  });

  it.each(votingTypes)('refuses a vote of %s whose choice was changed after it was signed', async (type) => {
    now += 1;
    const data = await quote(type);
    const signature = await sign(change(data, { reason: 'again' }));
    const other = { basic: 2, 'single-choice': 1, approval: [1], 'ranked-choice': [1, 2, 3] };
    const changed = change(data, { choice: { ...other, weighted: '{"2":1}', quadratic: '{"1":1}' }[type] });
    expect(await refusal(changed, signature)).toBe('signature validation failed');
    expect(await refusal(change(data, { reason: 'again' }), signature)).toBe('taken');
  });

  it('counts the later vote of an account, once', async () => {
    const { id } = proposalOf('basic');
    now += 10;
    const later = await quote('basic', 2);
    await sendVote(governance, later, await sign(later));
    expect(hub.votesOn(id).map(({ choice }) => choice)).toEqual([2]);
    const earlier = change(await quote('basic', 3), { timestamp: now - 5 });
    expect(await refusal(earlier, await sign(earlier))).toBe('already voted at later time');
    expect(await refusal(later, await sign(later))).toBe('duplicate message');
    expect(hub.votesOn(id).map(({ choice }) => choice)).toEqual([2]);
  });

  it('refuses everything else that is wrong, in the words of Snapshot', async () => {
    const data = await quote('basic');
    const open = change(data, { reason: 'x' });
    const refused = async (fields: object, by?: Wallet): Promise<string> => {
      const changed = change(open, fields);
      return refusal(changed, await sign(changed, by));
    };
    expect(await refused({}, new Wallet(`0x${'12'.repeat(32)}`))).toBe('signature validation failed');
    expect(await refused({ from: accounts[1] })).toBe('signature validation failed');
    expect(await refused({ from: account.toLowerCase() })).toBe('signature validation failed');
    expect(await refused({ space: 'other.eth' })).toBe('unknown space');
    expect(await refused({ proposal: `0x${'00'.repeat(32)}` })).toBe('unknown proposal');
    expect(await refused({ choice: 4 })).toBe('invalid choice');
    expect(await refused({ timestamp: now + 301 })).toBe('wrong timestamp');
    expect(await refused({ timestamp: now - 4 * 86_400 })).toBe('wrong timestamp');
    expect(await refused({ proposal: proposalOf('basic', 'shutter').id })).toBe('invalid choice');
    const past = hub.proposals.find((each) => each.end < now);
    expect(await refused({ proposal: past?.id })).toBe('not in voting window');
    const poor = new Wallet(`0x${'13'.repeat(32)}`);
    expect(await refused({ from: poor.address }, poor)).toBe('no voting power');
    expect(await refusal({ ...open, domain: { name: 'snapshot', version: '1' } }, '0x')).toBe('wrong domain');
    const [first, ...rest] = open.types.Vote;
    const types = { Vote: [...rest, ...(first ? [first] : [])] };
    expect(await refusal({ ...open, types }, await sign({ ...open, types }))).toBe('wrong types');
    expect(hub.votesOn(proposalOf('basic').id)).toHaveLength(1);
  });

  it('refuses what is no vote at all, and goes on', async () => {
    for (const body of ['', '[]', '{"query": "{ nothing }"}', 'x'.repeat(300_000)]) {
      const answer = await fetch(hub.sequencerUrl, { method: 'POST', body });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: 'client_error' });
    }
    const odd = await fetch(hub.hubUrl, { method: 'POST', body: '{"query": "{ nothing }"}' });
    expect(odd.status).toBe(400);
    expect(await readProposals(governance, { state: 'past', first: 1, skip: 0, account: null }, now)).toHaveLength(1);
  });

  it('lets no power be quoted that is none', async () => {
    const data = quote('basic', 1, accounts[9]);
    await expect(data).rejects.toMatchObject({ code: 'NO_VOTING_POWER' });
  });
});
