import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JsonRpcError } from '@metamask/rpc-errors';
import type { VoteTypedData } from '@pooled-staking/api';
import { MNEMONIC, startHub, type Hub, type HubProposal } from '@pooled-staking/devnet';
import { HDNodeWallet } from 'ethers';
import { openHome, type HomePage } from './support/home';
import { serve, serveVariant } from './support/server';
import { install, type InstalledSnap } from './support/snap';

const signer = HDNodeWallet.fromPhrase(MNEMONIC);
const person = signer.address;
const day = 86_400;

let hub: Hub;
let snap: InstalledSnap;
/** What the wallet's account signs, as the wallet's own confirmation would have it. */
let signs: 'yes' | 'rejects' | 'unable' = 'yes';
/** Votes that the wallet was asked to sign. */
let signed: string[] = [];
/** Bodies that reached the hub or the sequencer. */
let asked: string[] = [];
let front: Awaited<ReturnType<typeof serve>>;
/** What happens before the wallet signs. */
let beforeSigning: () => void = () => undefined;
let powerless = false;

/** How many of the next questions wait, and what lets them go on. */
let holdNext = 0;
let held: (() => void)[] = [];
const release = (): void => {
  held.splice(0).forEach((go) => {
    go();
  });
};

/** Waits until a question is held. */
async function isHeld(): Promise<void> {
  while (held.length === 0) {
    await new Promise(setImmediate);
  }
}

async function restartHub(): Promise<void> {
  await hub.stop();
  hub = await startHub(powerless ? { powerOf: () => 0 } : {});
}

type Options = { isOwn?: boolean; snapId?: string; server?: string };

/** A home page whose account is chosen; its requests to the hub are counted on the way. */
async function start({ isOwn = true, snapId, server = front.url }: Options = {}): Promise<HomePage> {
  const governance = { hub: `${server}/graphql`, sequencer: server };
  snap = await install(new Map(), {
    accounts: [person],
    state: { version: 2, settings: { governance }, home: { chosen: { address: person, isOwn } } },
    ...(snapId === undefined ? {} : { snapId }),
  });
  snap.wallet.answer = async ({ method, params }) => {
    if (method === 'eth_requestAccounts') {
      return [person.toLowerCase()];
    }
    if (method !== 'eth_signTypedData_v4') {
      return undefined;
    }
    if (signs !== 'yes') {
      throw new JsonRpcError(signs === 'rejects' ? 4001 : -32601, signs);
    }
    beforeSigning();
    const [, text] = params as [string, string];
    signed.push(text);
    const { domain, types, message } = JSON.parse(text) as VoteTypedData;
    return signer.signTypedData(domain, { Vote: types.Vote }, message);
  };
  return openHome(snap);
}

async function openVotes(options: Options = {}): Promise<HomePage> {
  const home = await start(options);
  await home.press('votes');
  return home;
}

const add = (title: string, fields: Partial<HubProposal> = {}): HubProposal =>
  hub.addProposal({ title, type: 'basic', choices: ['Yes', 'No'], ...fields });

/** The page of one proposal. */
async function openProposal({ id }: HubProposal, options: Options = {}): Promise<HomePage> {
  const home = await openVotes(options);
  await home.press(`proposal:${id}`);
  return home;
}

/** The same in the Snap that is there, whose home page is opened anew. */
async function reopenProposal({ id }: HubProposal): Promise<HomePage> {
  const home = await openHome(snap);
  await home.press('votes');
  await home.press(`proposal:${id}`);
  return home;
}

function seeded(type: string, privacy = ''): HubProposal {
  const found = hub.proposals.find((each) => each.type === type && each.privacy === privacy);
  if (!found) {
    throw new Error(`There is no proposal of ${type}.`);
  }
  return found;
}

beforeAll(async () => {
  hub = await startHub({ proposals: [] });
  front = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(body);
      const isHeldBack = holdNext > 0;
      holdNext -= isHeldBack ? 1 : 0;
      const target = request.url === '/graphql' ? hub.hubUrl : hub.sequencerUrl;
      const wait = isHeldBack ? new Promise<void>((resolve) => held.push(resolve)) : Promise.resolve();
      wait
        .then(async () => fetch(target, { method: 'POST', body }))
        .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
        .catch(() => response.destroy());
    });
  });
});
afterAll(async () => {
  await front.stop();
  await hub.stop();
});
beforeEach(async () => {
  [signs, signed, asked, powerless] = ['yes', [], [], false];
  beforeSigning = () => undefined;
  [holdNext, held] = [0, []];
  await restartHub();
});

describe('proposals on the home page', () => {
  it('are asked for once the person opens them, and told with type, end, results, power and vote', async () => {
    const home = await start();
    expect(asked).toEqual([]);
    await home.press('votes');
    expect(asked).toHaveLength(2);
    const texts = home.texts();
    expect(texts).toEqual(
      expect.arrayContaining(['Proposals and votes', 'Metis CEG', 'metislayer2.eth', person, '9,000', 'not given']),
    );
    const text = texts.join('\n');
    const title = 'Shorten the sequencer exit delay to 14 days';
    expect(text).toMatch(new RegExp(`${title}\nOne choice\nVoting ends in (?:3|4) days, .* UTC\n`, 'u'));
    expect(text).toMatch(/Elect the ecosystem council\nVotes are encrypted until the end\n/u);
    expect(text).toMatch(/Rank the council candidates\nA way of voting that isn't known here\n/u);
    expect(text).not.toContain('Close the second grant round');
    // No text of a proposal lies in the list.
    expect(text).not.toContain('The delay between unlock');
    // The chain has nothing to do with it.
    expect(snap.wallet.requests.filter(({ method }) => method.startsWith('eth_'))).toEqual([]);
  });

  it('are listed by their state, page by page', async () => {
    const home = await openVotes();
    await home.press('state:past');
    expect(home.texts().join('\n')).toMatch(
      /Close the second grant round\nOne choice\nVoting ended 1\d days ago, .* UTC/u,
    );
    expect(home.texts()).toContain('No results are known.');
    await home.press('state:upcoming');
    expect(home.texts().join('\n')).toMatch(
      /Publish a leadership decision registry\nOne choice\nVoting begins in 2\d hours, /u,
    );
    expect(home.texts()).not.toContain('No results are known.');
    for (let number = 1; number <= 12; number += 1) {
      add(`Number ${number}`, { created: Math.floor(Date.now() / 1_000) + number });
    }
    await home.press('state:open');
    const numbers = (): string[] => home.texts().filter((text) => text.startsWith('Number'));
    expect(numbers()).toEqual(Array.from({ length: 10 }, (_, index) => `Number ${12 - index}`));
    await home.press('skip:10');
    expect(numbers()).toEqual(['Number 2', 'Number 1']);
    await home.press('skip:0');
    expect(numbers()).toHaveLength(10);
  });

  it('have a page with their text, plain and cut, and all results', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const proposal = add('Long [link](https://evil.example) **bold**', {
      body: `<b>First</b>\n\n[link](https://evil.example)\n${'x'.repeat(9_000)}`,
      choices: ['For', 'Against', 'Abstain', 'Other'],
      ...{ created: now, start: now - day, end: now + day },
    });
    const home = await openProposal(proposal);
    const texts = home.texts();
    expect(texts).toEqual(
      expect.arrayContaining([
        proposal.title,
        'What it says',
        'Its author wrote this. Nobody has checked it.',
        'Quorum',
        '5,000',
      ]),
    );
    const body = texts.find((text) => text.startsWith('<b>First</b>'));
    expect(body).toMatch(/^<b>First<\/b>\n\n\[link\]\(https:\/\/evil\.example\)\nx+…$/u);
    expect(body?.length).toBeLessThanOrEqual(4_001);
    await home.press('back');
    expect(home.texts()).toContain('Proposals and votes');
    await home.press('back');
    expect(home.texts()).toContain('Your stakes');
  });

  it('that cannot be voted on here say so, and are voted on elsewhere', async () => {
    const choices = Array.from({ length: 21 }, (_, index) => `Choice ${index}`);
    await start();
    for (const [proposal, said] of [
      [seeded('basic', 'shutter'), /Votes on this proposal are encrypted until it ends/u],
      [seeded('copeland'), /This Snap doesn't know how votes on this proposal are counted/u],
      [add('Many', { type: 'ranked-choice', choices }), /There are too many choices to rank here/u],
    ] as const) {
      const home = await reopenProposal(proposal);
      expect(home.texts()).toContain(proposal.title);
      expect(home.texts().join('\n')).toMatch(said);
      expect(home.has('cast')).toBe(false);
    }
  });

  it('are shown for an account that is only watched, without a vote', async () => {
    const home = await openProposal(seeded('basic'), { isOwn: false });
    expect(home.texts()).toEqual(
      expect.arrayContaining(['9,000', 'You only watch this account, so nothing can be sent from it here.']),
    );
    expect(home.has('cast')).toBe(false);
  });

  it('say why they are not read, and are read once the server is there again', async () => {
    const home = await openVotes();
    const { port } = new URL(hub.hubUrl);
    await hub.stop();
    await home.press('refresh');
    const text = home.texts().join('\n');
    expect(text).toContain("The proposals can't be read");
    expect(text).toContain(`The server ${front.url}/graphql for proposals and votes couldn't be used`);
    // What was read before stays.
    expect(text).toContain('Shorten the sequencer exit delay');
    hub = await startHub({ port: Number(port) });
    await home.press('refresh');
    expect(home.texts()).not.toContain("The proposals can't be read");
  });

  it('show the answer to what was pressed last, however late an earlier one comes', async () => {
    const home = await openVotes();
    holdNext = 1;
    const slow = home.press('state:past');
    await isHeld();
    await home.press('state:upcoming');
    release();
    await slow;
    expect(home.texts().join('\n')).toContain('Publish a leadership decision registry');
    expect(home.texts().join('\n')).not.toContain('Close the second grant round');
    // Nor does it come over the home page.
    holdNext = 1;
    const late = home.press('state:past');
    await isHeld();
    await home.press('back');
    release();
    await late;
    expect(home.texts()).toContain('Your stakes');
  });
});

describe('a vote on the home page', () => {
  type Fill = readonly (readonly [field: string, value: string])[];

  it('is signed in the wallet and taken by the hub, whatever the proposal counts', async () => {
    const votes: readonly (readonly [string, Fill, unknown])[] = [
      ['basic', [['choice', '2']], 2],
      ['single-choice', [['choice', '3']], 3],
      [
        'approval',
        [
          ['choice-2', ''],
          ['choice-4', ''],
        ],
        [2, 4],
      ],
      [
        'ranked-choice',
        [
          ['choice-1', '3'],
          ['choice-2', '2'],
          ['choice-3', '1'],
        ],
        [3, 2, 1],
      ],
      [
        'weighted',
        [
          ['choice-1', '3'],
          ['choice-3', '1'],
        ],
        { 1: 3, 3: 1 },
      ],
      ['quadratic', [['choice-2', '1']], { 2: 1 }],
    ];
    await start();
    for (const [type, fields, counted] of votes) {
      const home = await reopenProposal(seeded(type));
      signed = [];
      for (const [field, value] of fields) {
        await home.fill(field, value);
      }
      await home.fill('reason', 'Because\n I can');
      await home.press('cast');
      const [vote] = hub.votesOn(seeded(type).id);
      expect(vote).toMatchObject({ choice: counted, voter: person, reason: 'Because I can', power: 9_000 });
      expect(home.texts()).toEqual(expect.arrayContaining(['Your vote was taken', vote?.id]));
      expect(signed).toHaveLength(1);
    }
  });

  it('shows what came of it, and that another one takes its place', async () => {
    const proposal = add('Decided', { created: Math.floor(Date.now() / 1_000) });
    const home = await openProposal(proposal);
    await home.fill('choice', '1');
    await home.press('cast');
    const text = home.texts().join('\n');
    expect(text).toContain('1. Yes: 100% (9,000)');
    expect(text).toMatch(/Votes given\n1\n/u);
    expect(text).toMatch(/Your vote\n1\. Yes\n/u);
    await home.press('back');
    expect(home.texts().join('\n')).toMatch(
      /Decided\n.*\n.*\nVoting power\n9,000\nYour vote\n1\. Yes\n1\. Yes: 100% \(9,000\)/u,
    );
    await home.press(`proposal:${proposal.id}`);
    expect(home.texts()).toContain('You voted on this proposal before. The new vote takes the place of the old one.');
    await home.fill('choice', '2');
    // Of two votes in one second the sequencer may take the first.
    const second = hub.votesOn(proposal.id)[0]?.created ?? 0;
    while (Math.floor(Date.now() / 1_000) === second) {
      await new Promise(setImmediate);
    }
    await home.press('cast');
    expect(hub.votesOn(proposal.id).map(({ choice }) => choice)).toEqual([2]);
  });

  it('that is not filled in rightly is not signed, and nobody is asked', async () => {
    const faults: readonly (readonly [string, Fill, RegExp])[] = [
      ['basic', [], /Choose one number from 1 to 3\./u],
      ['approval', [], /Choose at least one number from 1 to 4, each only once\./u],
      ['ranked-choice', [['choice-1', '2']], /Rank all 3 choices/u],
      ['weighted', [['choice-1', '0']], /Give choices from 1 to 3 a weight each/u],
      ['quadratic', [['choice-1', '1.5']], /a whole number/u],
      [
        'weighted',
        [
          ['choice-1', '-1'],
          ['choice-2', '1'],
        ],
        /a whole number/u,
      ],
    ];
    await start();
    for (const [type, fields, said] of faults) {
      const home = await reopenProposal(seeded(type));
      const before = asked.length;
      for (const [field, value] of fields) {
        await home.fill(field, value);
      }
      await home.press('cast');
      expect(home.texts().join('\n')).toMatch(said);
      expect(home.texts()).toContain("Your vote wasn't sent");
      expect([asked.length, signed]).toEqual([before, []]);
    }
  });

  it('keeps the form when the person rejects it in the wallet', async () => {
    const home = await openProposal(seeded('basic'));
    signs = 'rejects';
    await home.fill('choice', '2');
    await home.press('cast');
    expect(home.texts()).toContain('You rejected it in the wallet. Nothing was sent.');
    expect(hub.votesOn(seeded('basic').id)).toEqual([]);
    signs = 'yes';
    await home.press('cast');
    expect(hub.votesOn(seeded('basic').id).map(({ choice }) => choice)).toEqual([2]);
  });

  it('is given elsewhere where the wallet does not sign for a Snap, which the page says', async () => {
    signs = 'unable';
    const home = await openProposal(seeded('basic'));
    await home.fill('choice', '2');
    await home.press('cast');
    expect(home.texts().join('\n')).toMatch(/One more step\n.* or vote on the proposal's page below\./u);
    expect(home.links()).toContain(`https://snapshot.box/#/s:metislayer2.eth/proposal/${seeded('basic').id}`);
    expect(hub.votesOn(seeded('basic').id)).toEqual([]);
  });

  it('is signed and sent once for two presses', async () => {
    const home = await openProposal(seeded('basic'));
    await home.fill('choice', '1');
    await Promise.all([home.press('cast'), home.press('cast')]);
    expect(signed).toHaveLength(1);
    expect(asked.filter((body) => body.includes('"sig"'))).toHaveLength(1);
  });

  it('is looked at again before it is signed: a proposal that ended meanwhile takes none', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const proposal = add('Ends', { created: now });
    const home = await openProposal(proposal);
    await home.fill('choice', '1');
    Object.assign(proposal, { end: now - 1 });
    await home.press('cast');
    expect(home.texts().join('\n')).toMatch(/Your vote wasn't sent\nVoting on this proposal ended at /u);
    expect(signed).toEqual([]);
  });

  it('that the server refuses says so in its words', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const proposal = add('Refused', { created: now });
    const home = await openProposal(proposal);
    await home.fill('choice', '1');
    beforeSigning = () => Object.assign(proposal, { end: now - 1 });
    await home.press('cast');
    expect(home.texts().join('\n')).toMatch(
      /Your vote wasn't sent\nThe vote wasn't accepted\. The server says: not in voting window/u,
    );
    expect(hub.votesOn(proposal.id)).toEqual([]);
  });

  it('is not offered to an account without power', async () => {
    powerless = true;
    await restartHub();
    const home = await openProposal(seeded('basic'));
    expect(home.texts().join('\n')).toMatch(/has no voting power on this proposal/u);
    expect(home.has('cast')).toBe(false);
  });
});

describe('the variant without access to servers', () => {
  it('says so, and where the proposals are', async () => {
    const served = await serveVariant('open');
    try {
      const home = await openVotes({ snapId: `local:${served.url}` });
      expect(home.texts().join('\n')).toMatch(
        /The proposals can't be read\nThis version of the Snap doesn't reach any server/u,
      );
      expect(home.links()).toContain('https://snapshot.box/#/s:metislayer2.eth');
      expect(asked).toEqual([]);
    } finally {
      await served.stop();
    }
  });
});
