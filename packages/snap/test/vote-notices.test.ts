import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JsonRpcError } from '@metamask/rpc-errors';
import { accounts, startHub, type Hub, type HubProposal } from '@pooled-staking/devnet';
import { readKept, withValue, type Kept } from './support/kept';
import { answerJob } from './support/notify-job';
import { serve, serveVariant, type Served } from './support/server';
import { install, type InstalledSnap } from './support/snap';
import { textsOf } from './support/texts';

const [person, other, operator] = [accounts[0], accounts[1], accounts[9]];
const hour = 3_600;
const look = 'snapshot:metislayer2.eth';

type Shown = { readonly type: string; readonly message: string; readonly title?: string; readonly content?: unknown };

let hub: Hub;
let front: Served;
let snap: InstalledSnap;
let kept: Kept;
/** The wallet takes no notification now. */
let isFull = false;
const asked: string[] = [];
const shown: Shown[] = [];

const now = (): number => Math.floor(Date.now() / 1_000);

async function watch(
  notices: Record<string, boolean>,
  { addresses = [person, other, operator] as readonly string[], snapId = undefined as string | undefined } = {},
): Promise<void> {
  const watched = addresses.map((address, index) => ({ address, name: index === 0 ? 'Mine' : '', isOwn: false }));
  const governance = { hub: `${front.url}/graphql`, sequencer: front.url };
  kept = { value: { own: { version: 2, settings: { accounts: watched, notices, governance } } } };
  snap = await install(new Map(), snapId === undefined ? {} : { snapId });
  answerJob(snap, {
    kept: () => kept,
    onNotify: (params) => {
      if (isFull) {
        throw new JsonRpcError(-32005, 'It is rate-limited.');
      }
      shown.push(params as Shown);
    },
  });
}

/** What a run of the job tells in the wallet, where the look before is so many hours old. */
async function run(hoursLater = 3): Promise<string[]> {
  const told = (readKept(kept, { key: 'own.told' }) ?? {}) as { looks?: Record<string, { at: number }> };
  const at = told.looks?.[look]?.at;
  if (at !== undefined) {
    const path = ['own', 'told', 'looks', look, 'at'];
    kept.value = withValue(kept.value, path, at - hoursLater * hour * 1_000) as Kept['value'];
  }
  [shown.length, asked.length] = [0, 0];
  const { response } = await snap.simulation.onCronjob({ method: 'notify' });
  expect(response).toEqual({ result: null });
  return shown.filter(({ type }) => type === 'inApp').map(({ message }) => message);
}

const add = (title: string, end: number): HubProposal =>
  hub.addProposal({ title, type: 'basic', choices: ['Yes', 'No'], start: now() - 5 * hour, end });

const choose = (kind: string, isOn: boolean): void => {
  kept.value = withValue(kept.value, ['own', 'settings', 'notices', kind], isOn) as Kept['value'];
};

beforeAll(async () => {
  front = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(body);
      fetch(hub.hubUrl, { method: 'POST', body })
        .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
        .catch(() => response.destroy());
    });
  });
});
afterAll(async () => front.stop());
beforeEach(async () => {
  hub = await startHub({ proposals: [] });
});
afterEach(async () => hub.stop());

describe('proposals', () => {
  it("are nobody's business unless the person wants to hear of them", async () => {
    add('Ends', now() + hour);
    await watch({});
    expect(await run()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('that open are told once, by a title that only the page behind shows, and no account is named', async () => {
    add('Old', now() + 72 * hour);
    await watch({ proposalOpens: true });
    expect(await run()).toEqual([]);
    const proposal = add('New [link](https://evil.example)', now() + 72 * hour);
    const [message, ...rest] = await run();
    expect(rest).toEqual([]);
    expect(message).toMatch(/^A new proposal of Metis CEG takes votes until .* UTC\.$/u);
    const page = shown.find(({ type }) => type === 'inApp');
    expect(page).toMatchObject({ title: 'A new proposal takes votes' });
    expect(page).toMatchObject({ footerLink: { href: 'metamask://snap/npm:pooled-staking-snap/home' } });
    expect(textsOf(page?.content)).toEqual(expect.arrayContaining([message, proposal.title, 'metislayer2.eth']));
    expect(JSON.stringify(asked).toLowerCase()).not.toContain(person.slice(2).toLowerCase());
    expect(asked).toHaveLength(1);
    expect(await run()).toEqual([]);
  });

  it('that close are told to accounts with power that have not voted, each once', async () => {
    add('Ends', now() + 23 * hour);
    add('Stays', now() + 25 * hour);
    await watch({ proposalCloses: true });
    const messages = await run();
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatch(
      /^Mine hasn't voted on a proposal of Metis CEG and has voting power\. Voting ends .* UTC\.$/u,
    );
    expect(messages[1]).toContain(`${other.slice(0, 6)}…${other.slice(-4)}`);
    expect(asked).toHaveLength(2);
    const pages = shown.filter(({ type }) => type === 'inApp').map(({ content }) => textsOf(content));
    expect(pages[0]).toEqual(expect.arrayContaining(['Ends', person]));
    expect(await run()).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('are asked for every three hours at most', async () => {
    await watch({ proposalOpens: true });
    await run();
    add('New', now() + 72 * hour);
    expect(await run(2)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await run(1)).toHaveLength(1);
  });

  it('of a time in which the person did not want to hear of them are not told later', async () => {
    await watch({ proposalOpens: true });
    await run();
    choose('proposalOpens', false);
    await run();
    expect(asked).toEqual([]);
    add('Meanwhile', now() + 72 * hour);
    choose('proposalOpens', true);
    expect(await run()).toEqual([]);
    add('Later', now() + 72 * hour);
    expect(await run()).toHaveLength(1);
  });

  it('are told by the next run where the server was not reached, or the wallet took no notification', async () => {
    await watch({ proposalOpens: true });
    await run();
    add('New', now() + 72 * hour);
    const { port } = new URL(hub.hubUrl);
    const { proposals } = hub;
    await hub.stop();
    expect(await run()).toEqual([]);
    hub = await startHub({ port: Number(port), proposals });
    expect(await run(0)).toHaveLength(1);
    add('Newer', now() + 72 * hour);
    isFull = true;
    expect(await run()).toEqual([]);
    isFull = false;
    expect(await run(0)).toHaveLength(1);
    expect(await run()).toEqual([]);
  });

  it('are not asked for by the variant without access to servers', async () => {
    const served = await serveVariant('open');
    try {
      await watch({ proposalOpens: true, proposalCloses: true }, { snapId: `local:${served.url}` });
      expect(await run()).toEqual([]);
      expect(asked).toEqual([]);
    } finally {
      await served.stop();
    }
  });
});
