import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JsonRpcError } from '@metamask/rpc-errors';
import type { VoteParams, VoteTypedData } from '@pooled-staking/api';
import { MNEMONIC, startHub, type Hub, type HubProposal } from '@pooled-staking/devnet';
import { HDNodeWallet, TypedDataEncoder } from 'ethers';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { serveVariant } from './support/server';
import { dapp, install, type InstalledSnap } from './support/snap';

const { t } = createSnapTranslator('en');
const signer = HDNodeWallet.fromPhrase(MNEMONIC);
const person = signer.address;

let hub: Hub;
let snap: InstalledSnap;
/** What the wallet's account signs, as the wallet's own confirmation would have it. */
let signs: 'yes' | 'rejects' | 'unable' | 'other-account';

/** Signs as a wallet does: by the types that the data declares. */
async function sign(text: string): Promise<string> {
  const { domain, types, message } = JSON.parse(text) as VoteTypedData;
  const { Vote } = types;
  return signer.signTypedData(domain, { Vote }, message);
}

const settings = (): object => ({
  version: 2,
  settings: { governance: { hub: hub.hubUrl, sequencer: hub.sequencerUrl } },
});

async function start(options: Parameters<typeof install>[1] = {}): Promise<void> {
  snap = await install(new Map(), { state: settings(), ...options });
  snap.wallet.answer = async ({ method, params }) => {
    if (method === 'eth_requestAccounts') {
      return signs === 'other-account' ? [`0x${'77'.repeat(20)}`] : [person.toLowerCase()];
    }
    if (method !== 'eth_signTypedData_v4') {
      return undefined;
    }
    if (signs !== 'yes') {
      const code = signs === 'rejects' ? 4001 : -32601;
      throw new JsonRpcError(code, signs);
    }
    return sign((params as [string, string])[1]);
  };
}

beforeAll(async () => {
  hub = await startHub();
  await start();
});
afterAll(async () => hub.stop());
beforeEach(() => {
  signs = 'yes';
  snap.wallet.requests.length = 0;
});

function openOf(type: string, privacy = ''): HubProposal {
  const now = Date.now() / 1_000;
  const found = hub.proposals.find((each) => each.type === type && each.privacy === privacy && each.end > now);
  if (!found) {
    throw new Error(`There is no open proposal of ${type}.`);
  }
  return found;
}

const voteOn = (type: string, choice: VoteParams['choice'], reason?: string): VoteParams => ({
  ...{ account: person, proposal: openOf(type).id, choice },
  ...(reason === undefined ? {} : { reason }),
});

describe('proposals', () => {
  it('are told with power and votes, page by page', async () => {
    const { space, proposals } = await snap.call('getProposals', { account: person });
    expect(space).toEqual({ id: 'metislayer2.eth', name: 'Metis CEG' });
    expect(proposals).toHaveLength(8);
    expect(proposals.every(({ votingPower, state }) => votingPower === '9000' && state === 'open')).toBe(true);
    const encrypted = proposals.find(({ id }) => id === openOf('basic', 'shutter').id);
    expect(encrypted?.obstacle).toContain(`Vote on its page instead: ${encrypted?.page ?? ''}`);
    expect(proposals.find(({ id }) => id === openOf('basic').id)).toMatchObject({
      ...{ title: 'Shorten the sequencer exit delay to 14 days', choices: ['For', 'Against', 'Abstain'] },
      ...{ type: 'basic', obstacle: null, voted: null, votes: 0, quorum: '5000' },
    });
    const page = await snap.call('getProposals', { limit: 2, skip: 3 });
    expect(page.proposals.map(({ id }) => id)).toEqual(proposals.slice(3, 5).map(({ id }) => id));
    expect(page.proposals.every(({ votingPower }) => votingPower === null)).toBe(true);
    const past = await snap.call('getProposals', { state: 'past', account: person });
    expect(past.proposals.map(({ title, state }) => [title, state])).toEqual([
      ['Close the second grant round', 'past'],
    ]);
    // The chain was not asked for anything.
    expect(snap.wallet.requests).toEqual([]);
  });

  it.each([
    [{ limit: 21 }, 'limit'],
    [{ skip: -1 }, 'skip'],
    [{ state: 'all' }, 'state'],
    [{ account: '0x12' }, 'account'],
    [{ space: 'other.eth' }, 'space'],
  ])('with params such as %j are refused before anything is read', async (params, path) => {
    expect(await snap.fail('getProposals', params)).toMatchObject({ code: -32602, data: { path } });
  });
});

describe('a vote', () => {
  it.each<[string, VoteParams['choice'], unknown, readonly string[]]>([
    ['basic', 2, 2, ['2. Against']],
    ['single-choice', 3, 3, ['3. 50 METIS']],
    ['approval', [2, 4], [2, 4], ['2. Node guide', '4. Oracle audit']],
    ['ranked-choice', [3, 1, 2], [3, 1, 2], ['3. Wallet workshop', '1. Bridge dashboard', '2. Node guide']],
    [
      'weighted',
      [
        { choice: 3, weight: 1 },
        { choice: 1, weight: 3 },
      ],
      { 1: 3, 3: 1 },
      ['1. Artemis: 75%', '3. Sequencer pool: 25%'],
    ],
    ['quadratic', [{ choice: 2, weight: 1 }], { 2: 1 }, ['2. Node guide: 100%']],
  ])('of %s is shown by names, signed, sent and taken', async (type, choice, counted, names) => {
    const asked = voteOn(type, choice, 'Because I can');
    const { result, texts } = await snap.ask('vote', asked, async (dialog) => dialog.ok());
    expect(texts).toEqual(expect.arrayContaining([dapp, openOf(type).title, ...names, '9000', 'Because I can']));
    const [vote] = hub.votesOn(openOf(type).id);
    expect(vote).toMatchObject({ choice: counted, voter: person, reason: 'Because I can', power: 9_000 });
    expect(result).toMatchObject({ status: 'submitted', id: vote?.id, ipfs: vote?.ipfs });
    const { proposals } = await snap.call('getProposals', { account: person });
    const told = proposals.find(({ id }) => id === openOf(type).id)?.voted?.choice;
    const sorted =
      Array.isArray(choice) && typeof choice[0] === 'object'
        ? [...choice].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
        : choice;
    expect(told).toEqual(sorted);
  });

  it('that takes the place of another says so, with both', async () => {
    const clock = Date.now();
    const { id } = hub.addProposal({ title: `Again ${clock}`, type: 'basic', choices: ['Yes', 'No'] });
    const vote = { account: person, proposal: id };
    await snap.ask('vote', { ...vote, choice: 1 }, async (dialog) => dialog.ok());
    const { texts } = await snap.ask('vote', { ...vote, choice: 2 }, async (dialog) => dialog.cancel());
    expect(texts).toContain(t('vote.replaces'));
    expect(texts.slice(texts.indexOf(t('vote.earlier')) + 1)[0]).toBe('1. Yes');
    expect(hub.votesOn(id).map(({ choice }) => choice)).toEqual([1]);
  });

  it('is not sent when the person refuses, here or in the wallet', async () => {
    const { id } = hub.addProposal({ title: 'Refused', type: 'basic', choices: ['Yes', 'No'] });
    const vote = { account: person, proposal: id, choice: 1 };
    expect((await snap.ask('vote', vote, async (dialog) => dialog.cancel())).error?.code).toBe(4001);
    expect(snap.wallet.requests).toEqual([]);
    signs = 'rejects';
    expect((await snap.ask('vote', vote, async (dialog) => dialog.ok())).error?.code).toBe(4001);
    expect(hub.votesOn(id)).toEqual([]);
  });

  it.each(['unable', 'other-account'] as const)('is given to the page where the wallet is %s', async (how) => {
    signs = how;
    const { id } = hub.addProposal({ title: `Prepared ${how}`, type: 'approval', choices: ['Yes', 'No'] });
    const vote = { account: person, proposal: id, choice: [2] };
    const { result } = await snap.ask('vote', vote, async (dialog) => dialog.ok());
    if (result?.status !== 'prepared') {
      throw new Error('It is not prepared.');
    }
    const { typedData: data, sequencer } = result;
    const sig = await sign(JSON.stringify(data));
    const body = JSON.stringify({ address: person, sig, data });
    const answer = await fetch(sequencer, { method: 'POST', body });
    const { Vote } = data.types;
    expect(await answer.json()).toMatchObject({ id: TypedDataEncoder.hash(data.domain, { Vote }, data.message) });
    expect(hub.votesOn(id).map(({ choice }) => choice)).toEqual([[2]]);
  });

  it.each<[string, () => object, Record<string, unknown>]>([
    ['a choice that is none', () => voteOn('basic', 4), { code: -32000, data: { code: 'INVALID_CHOICE' } }],
    ['a list where one is chosen', () => voteOn('basic', [1]), { code: -32000, data: { code: 'INVALID_CHOICE' } }],
    ['a ranking that is not whole', () => voteOn('ranked-choice', [1]), { data: { code: 'INVALID_CHOICE' } }],
    [
      'weights that name a choice twice',
      () =>
        voteOn('weighted', [
          { choice: 1, weight: 1 },
          { choice: 1, weight: 2 },
        ]),
      { data: { code: 'INVALID_CHOICE' } },
    ],
    [
      'a negative weight',
      () => voteOn('weighted', [{ choice: 1, weight: -1 }]),
      { code: -32602, data: { path: 'choice' } },
    ],
    ['a choice of 0', () => voteOn('basic', 0), { code: -32602, data: { path: 'choice' } }],
    ['a reason of two lines', () => voteOn('basic', 1, 'a\nb'), { code: -32602, data: { path: 'reason' } }],
    ['an id that is none', () => ({ ...voteOn('basic', 1), proposal: '0x12' }), { code: -32602 }],
    [
      'a proposal that is not there',
      () => ({ ...voteOn('basic', 1), proposal: `0x${'00'.repeat(32)}` }),
      { code: -32000, data: { code: 'UNKNOWN_PROPOSAL' } },
    ],
    [
      'one that is over',
      () => ({ ...voteOn('basic', 1), proposal: hub.proposals.find(({ end }) => end < Date.now() / 1_000)?.id }),
      { data: { code: 'VOTING_CLOSED', isOver: true } },
    ],
    [
      'an encrypted one',
      () => ({ ...voteOn('basic', 1), proposal: openOf('basic', 'shutter').id }),
      { data: { code: 'UNSUPPORTED_VOTE' } },
    ],
    [
      'an account without power',
      () => ({ ...voteOn('basic', 1), account: `0x${'77'.repeat(20)}` }),
      { data: { code: 'NO_VOTING_POWER' } },
    ],
  ])('with %s is refused without a dialog', async (_, params, error) => {
    expect(await snap.fail('vote', params())).toMatchObject(error);
    expect(snap.wallet.requests).toEqual([]);
  });

  it('cannot be made where nobody answers', async () => {
    const silent = await startHub();
    const unreachable = { governance: { hub: silent.hubUrl, sequencer: silent.sequencerUrl } };
    await silent.stop();
    await start({ state: { version: 2, settings: unreachable } });
    const error = await snap.fail('vote', voteOn('basic', 1));
    expect(error).toMatchObject({ code: -32000, data: { code: 'GOVERNANCE_UNAVAILABLE' } });
    expect(error.message).toContain(silent.hubUrl);
  });
});

describe('the variant without access to servers', () => {
  it('says so', async () => {
    const served = await serveVariant('open');
    try {
      await start({ snapId: `local:${served.url}` });
      const error = await snap.fail('getProposals', {});
      expect(error).toMatchObject({ code: -32000, data: { code: 'GOVERNANCE_UNAVAILABLE' } });
      expect(error.message).toContain("doesn't reach any server");
    } finally {
      await served.stop();
    }
  });
});
