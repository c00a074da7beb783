import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  localSequencerPool,
  metisSpace,
  networks,
  poolById,
  type News,
  type Proposal,
  type ProposalNews,
} from '@pooled-staking/core';
import { isBundled, parseCatalog } from '@pooled-staking/texts';
import { createSnapTranslator, snapLanguages } from '@pooled-staking/texts/snap';
import { longestName, noticeKinds } from '../wallet/settings';
import { linesOf } from '../insight/plain-lines';
import { noticesOf, sorted, textOf, titleOf, voteNoticesOf, type Notice } from './notice';
import { NoticePage } from './notice-view';
import { publishedId } from './notify';
import { forget, remember, toldPart } from './told';

const [network] = networks;
const [pool] = network?.pools ?? [];
if (!network || !pool) {
  throw new Error('There is no pool.');
}
const where = { network, pool };
const account = `0x${'ab'.repeat(20)}` as const;
const hash = `0x${'cd'.repeat(32)}` as const;
const assets = 123_456_789_123_456_789_123_456n;
const folder = join(__dirname, '..', '..');

const all: readonly News[] = [
  { kind: 'summary', account, assets, total: assets, since: 1_700_000_000 },
  { kind: 'summary', account, assets: -assets, total: assets, since: 1_800_000_000 },
  { kind: 'poolFull' },
  { kind: 'fee', before: 500, feeBps: 1_250 },
  { kind: 'upgraded', implementation: account },
  { kind: 'blocked', account },
  { kind: 'partly', account, exit: 7n, assets, total: 2n * assets },
  { kind: 'claimable', account, exit: 7n, assets, total: assets },
  { kind: 'penalty', account, assets, transactionHash: hash, time: 1_700_000_000 },
  { kind: 'penalty', account, assets: null, transactionHash: `0x${'ce'.repeat(32)}`, time: 1_700_000_000 },
];
const proposal: Proposal = {
  ...{ id: hash, space: metisSpace, title: 'W'.repeat(201), body: '', type: 'basic', choices: ['Yes'] },
  ...{ created: 1_700_000_000, start: 1_700_000_000, end: 1_800_000_000, scores: [], quorum: '0', votes: 0 },
  ...{ obstacle: null, page: 'https://snapshot.box' },
};
const votes: readonly ProposalNews[] = [
  { kind: 'proposalOpens', proposal },
  { kind: 'proposalCloses', proposal, account, power: '5' },
  { kind: 'proposalCloses', proposal, account: `0x${'ac'.repeat(20)}`, power: '5' },
];
const everything = Object.fromEntries(noticeKinds.map((kind) => [kind, true])) as Record<
  (typeof noticeKinds)[number],
  boolean
>;
const noticesAt = (from: number | null, told: readonly string[] = [], notices = everything): Notice[] =>
  noticesOf({ news: all, kept: null, from }, where, { notices }, told);

describe('what is told', () => {
  it('of votes is told once, by proposal and account', () => {
    const first = voteNoticesOf({ news: votes, kept: {} }, metisSpace, []);
    const told = first.map(({ key }) => key);
    expect(new Set(told).size).toBe(votes.length);
    expect(voteNoticesOf({ news: votes, kept: {} }, metisSpace, told.slice(1))).toEqual(first.slice(0, 1));
    expect(
      sorted([...noticesAt(100), ...first])
        .map(({ news }) => news.kind)
        .slice(-4, -2),
    ).toEqual(['proposalCloses', 'proposalOpens']);
  });

  it('is told once: what is known by itself whatever the look, what changes by the look that it is new since', () => {
    const first = noticesAt(100);
    expect(new Set(first.map(({ key }) => key)).size).toBe(all.length);
    const told = first.map(({ key }) => key);
    expect(noticesAt(100, told)).toEqual([]);
    expect(noticesAt(200, told).map(({ news }) => news.kind)).toEqual(['poolFull', 'fee', 'upgraded', 'blocked']);
  });

  it('is told by kind, a full pool with the blocked accounts', () => {
    for (const kind of noticeKinds) {
      const left = noticesAt(100, [], { ...everything, [kind]: false }).map(({ news }) => news.kind);
      expect(left).not.toContain(kind);
      expect(left.includes('poolFull')).toBe(kind !== 'blocked');
    }
  });

  it('begins with what concerns money at once', () => {
    const kinds = sorted(noticesAt(100)).map(({ news }) => news.kind);
    expect(kinds.slice(0, 3)).toEqual(['penalty', 'penalty', 'claimable']);
    expect(kinds.at(-1)).toBe('summary');
  });

  it('says of the sequencer pool that off its list nothing can be done, and blames no penalty where there are none', () => {
    const texts = createSnapTranslator('en');
    const place = poolById(localSequencerPool.id);
    const [blocked] = noticesOf(
      { news: [{ kind: 'blocked', account }], kept: null, from: 1 },
      place,
      { notices: everything },
      [],
    );
    const [loss] = noticesOf({ news: all.slice(1, 2), kept: null, from: 1 }, place, { notices: everything }, []);
    expect([blocked && titleOf(blocked, texts), blocked && textOf(blocked, 'Mine', texts)]).toEqual([
      'An account is off the list',
      `Mine is off the list of ${place.pool.name}. It can't stake, unstake or claim there until it is back on it.`,
    ]);
    expect(loss && textOf(loss, '', texts)).toMatch(/METIS less than a week ago, [\d,.]+ METIS staked\.$/u);
  });

  it.each(snapLanguages)('fits what wallets take, in %s, and its page says as much', (language) => {
    const file = join(folder, 'texts', `${language}.json`);
    const texts = createSnapTranslator(
      language,
      isBundled(language) ? undefined : parseCatalog(readFileSync(file, 'utf8')),
    );
    for (const notice of [...noticesAt(100), ...voteNoticesOf({ news: votes, kept: {} }, metisSpace, [])]) {
      const text = textOf(notice, 'W'.repeat(longestName), texts);
      const title = titleOf(notice, texts);
      expect(title.length).toBeLessThan(50);
      expect(text.length).toBeLessThan(300);
      expect(`${title}${text}`).not.toMatch(/[{}]|notice\./u);
      const lines = linesOf(<NoticePage notices={[notice]} nameOf={() => 'W'.repeat(longestName)} texts={texts} />);
      expect(lines[0]).toBe(text);
      expect(lines.join('\n')).toContain('pool' in notice ? pool.name : notice.news.proposal.title);
    }
  });

  it("leads to the published Snap's home page where the wallet does not tell an id", () => {
    const { source } = JSON.parse(readFileSync(join(folder, 'snap.manifest.json'), 'utf8')) as {
      source: { location: { npm: { packageName: string } } };
    };
    expect(publishedId).toBe(`npm:${source.location.npm.packageName}`);
  });
});

describe('what was told', () => {
  const none = toldPart.parse(undefined);

  it.each([null, 5, 'told', [], { looks: 5, keys: 'a' }, { looks: { a: 1, b: { kept: 1 } }, keys: [1, null, {}] }])(
    'is nothing where it is damaged: %j',
    (stored) => {
      expect(toldPart.parse(stored)).toEqual(none);
    },
  );

  it('is remembered up to a number, each thing once, and can be taken back', () => {
    const keys = Array.from({ length: 500 }, (_, index) => `key ${index}`);
    const told = remember(remember(none, keys), ['key 499', 'new']);
    expect(told.keys).toHaveLength(400);
    expect(told.keys.slice(-3)).toEqual(['key 498', 'key 499', 'new']);
    expect(forget(told, ['new']).keys.at(-1)).toBe('key 499');
    expect(toldPart.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
  });
});
