import { describe, expect, it } from '@jest/globals';
import { RootJSXElementStruct } from '@metamask/snaps-sdk/jsx';
import { metisSpace, type Proposal } from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import fc from 'fast-check';
import { rememberProposals } from '../governance/known';
import { defaultSettings } from '../wallet/settings';
import { createState } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';
import { handleSignature } from './handle-signature';
import { linesOf } from './plain-lines';
import { createWithChain } from '../wallet/provider';
import { createHomeWallet, type Shown } from '../../test/support/home-wallet';
import { refusingWallet } from '../../test/support/refusing-wallet';
import { foundOnChain, oddNode, soundly, storeOfLook } from '../../../core/test/insight/odd-node';
import { handleUserInput } from './handle-user-input';

const eMetis = '0x97a2de3A09F4A4229369ee82c7F76be1a5564661';
const seMetis = '0x79F3522a1b56f22a6549e42f9cfa92eF5FEb81e8';
const from = `0x${'ab'.repeat(20)}`;
const stranger = `0x${'5e'.repeat(20)}`;
const id = `0x${'cd'.repeat(32)}`;
const soon = Math.floor(Date.now() / 1_000) + 600;

type Asked = { readonly asked: string[]; readonly wallet: Wallet };

/** A wallet that notes what it is asked for; its state works. */
function fakeWallet(over: Partial<Wallet> = {}): Asked {
  const asked: string[] = [];
  const stored = new Map<string, unknown>();
  const state = createState(async ({ method, params = {} }) => {
    asked.push(method);
    if (method === 'snap_setState') {
      stored.set(String(params['key']), params['value']);
      return Promise.resolve(null);
    }
    const [part = '', field] = String(params['key']).split('.');
    const whole = stored.get(part) as Record<string, unknown> | undefined;
    return Promise.resolve((field === undefined ? whole : whole?.[field]) ?? null);
  });
  const wallet: Wallet = {
    ...refusingWallet,
    state,
    readSettings: async () => {
      asked.push('settings');
      return Promise.resolve(defaultSettings);
    },
    readTexts: async (locale) => {
      asked.push('texts');
      return Promise.resolve(createSnapTranslator(locale));
    },
    ...over,
  };
  return { asked, wallet };
}

const typesOf = (members: Record<string, string>): object[] =>
  Object.entries(members).map(([name, type]) => ({ name, type }));

const vote = (choice: unknown, type: string, fields: object = {}): object => ({
  types: {
    Vote: typesOf({
      ...{ from: 'string', space: 'string', timestamp: 'uint64', proposal: 'string', choice: type },
      ...{ reason: 'string', app: 'string', metadata: 'string' },
    }),
  },
  domain: { name: 'snapshot', version: '0.1.4' },
  primaryType: 'Vote',
  message: {
    ...{ from, space: metisSpace.id, timestamp: soon, proposal: id, choice, reason: '', app: '', metadata: '{}' },
    ...fields,
  },
});

const permit = (fields: object = {}, domain: object = {}): object => ({
  types: { Permit: typesOf({ owner: 'address', spender: 'address', value: 'uint256', deadline: 'uint256' }) },
  domain: { chainId: 1088, verifyingContract: eMetis, ...domain },
  primaryType: 'Permit',
  message: { owner: from, spender: stranger, value: '1500000000000000000', deadline: soon, ...fields },
});

const question = (data: unknown): Parameters<typeof handleSignature>[1] => ({
  signature: { from, data, signatureMethod: 'eth_signTypedData_v4' },
});

async function linesFor(wallet: Wallet, data: unknown): Promise<{ severity: unknown; lines: string[] }> {
  const shown = await handleSignature(wallet, question(data), 1_000);
  if (!shown || !('content' in shown)) {
    return { severity: 'nothing', lines: [] };
  }
  const [problem] = RootJSXElementStruct.validate(shown.content);
  expect(problem).toBeUndefined();
  return { severity: shown.severity ?? 'none', lines: linesOf(shown.content) };
}

const proposal = (type: Proposal['type'], choices: readonly string[]): Proposal => ({
  ...{ id, space: metisSpace, title: 'Shorten the exit delay', body: '', type, choices, created: 0, start: 0, end: 0 },
  ...{ scores: [], quorum: '0', votes: 0, obstacle: null, page: '' },
});

describe('a vote before it is signed', () => {
  it.each<readonly [Proposal['type'], unknown, string, readonly string[]]>([
    ['basic', 2, 'uint32', ['You choose', '2. Against']],
    ['approval', [3, 1], 'uint32[]', ['You choose', '3. Abstain', '1. For']],
    ['ranked-choice', [3, 1, 2], 'uint32[]', ['Your order, the best first', '3. Abstain', '1. For', '2. Against']],
    ['weighted', '{"1":3,"3":1}', 'string', ['You choose', '1. For: 75%', '3. Abstain: 25%']],
  ])('of %s is told by the names of a proposal that was read', async (type, choice, signed, lines) => {
    const { wallet } = fakeWallet();
    await rememberProposals(wallet, [proposal(type, ['For', 'Against', 'Abstain'])]);
    const told = await linesFor(wallet, vote(choice, signed));
    expect(told.severity).toBe('none');
    expect(told.lines.slice(1)).toEqual([
      'Community',
      'metislayer2.eth',
      'Proposal',
      'Shorten the exit delay',
      ...lines,
    ]);
  });

  it('is told by numbers where the proposal is not known, also when the state hangs', async () => {
    const hanging: Wallet['state'] = { ...refusingWallet.state, read: async () => new Promise(() => undefined) };
    for (const over of [{}, { state: hanging }, { state: refusingWallet.state }]) {
      const { lines } = await linesFor(fakeWallet(over).wallet, vote(2, 'uint32', { reason: 'Because' }));
      expect(lines.slice(3)).toEqual([
        ...['Proposal', id, 'You choose', 'Choice 2', 'Your reason, which everyone can read', 'Because'],
      ]);
    }
  });

  it('asks the hub for a proposal of the own space alone', async () => {
    const asked: string[] = [];
    const postJson: Wallet['postJson'] = async (url, body) => {
      asked.push(url);
      const { variables } = body as { variables: { id: string } };
      const read = { ...proposal('basic', ['Yes', 'No']), id: variables.id, space: { id: metisSpace.id } };
      return Promise.resolve({ status: 200, text: JSON.stringify({ data: { proposal: read } }) });
    };
    const { wallet } = fakeWallet({ postJson });
    expect((await linesFor(wallet, vote(2, 'uint32'))).lines).toContain('2. No');
    expect(asked).toEqual(['https://hub.snapshot.org/graphql']);
    expect((await linesFor(wallet, vote(2, 'uint32', { space: 'other.eth' }))).lines).toContain('Choice 2');
    expect(asked).toHaveLength(1);
  });

  it('of another voter is warned of, and one that cannot be read is called so', async () => {
    const { wallet } = fakeWallet();
    const told = await linesFor(wallet, vote('0x12', 'string', { from: stranger }));
    expect(told.lines[0]).toBe("A vote in someone else's name");
    expect(told.lines).toContain("It's encrypted, so it can't be shown.");
    expect((await linesFor(wallet, vote([0], 'uint32[]'))).lines).toContain("It can't be read.");
  });
});

describe('a permit before it is signed', () => {
  it('for a stranger is a warning, and critical without a limit', async () => {
    const { wallet } = fakeWallet();
    const some = await linesFor(wallet, permit());
    expect(some.severity).toBe('none');
    expect(some.lines.slice(0, 4)).toEqual([
      'Someone could take your tokens',
      "With this signature, the account below can take them without asking again. It isn't a contract that staking needs.",
      'Sign only if you know this address and trust it.',
      'Lets another account take up to 1.5 eMETIS from yours.',
    ]);
    const all = await linesFor(wallet, permit({ value: `${2n ** 256n - 1n}`, deadline: `${2n ** 256n - 1n}` }));
    expect(all.severity).toBe('critical');
    expect(all.lines).toContain('Lets another account take all your eMETIS, also what you receive later.');
    expect(all.lines).toContain('It never expires. Short times are safer.');
  });

  it('for a contract of the pool is told without an alarm', async () => {
    const told = await linesFor(fakeWallet().wallet, permit({ spender: seMetis }));
    expect(told.severity).toBe('none');
    expect(told.lines[0]).toBe('Lets another account take up to 1.5 eMETIS from yours.');
  });

  it("for ENKI's own queue counts as a contract of the pool, as it was kept or as the chain names it", async () => {
    const unlimited = { value: `${2n ** 256n - 1n}`, spender: foundOnChain.redemptionQueue };
    const given = permit(unlimited);
    const kept = await linesFor(fakeWallet({ store: storeOfLook(true) }).wallet, given);
    expect(kept).toMatchObject({ severity: 'none' });
    expect(kept.lines[0]).toBe('No limit on the amount');
    const withChain = createWithChain(oddNode(soundly));
    const asked = await linesFor(fakeWallet({ store: storeOfLook(false), withChain }).wallet, given);
    expect(asked).toEqual(kept);
    const silent: Partial<Wallet> = { withChain: async () => new Promise(() => undefined) };
    expect((await linesFor(fakeWallet(silent).wallet, given)).severity).toBe('critical');
  });

  it('asks nobody but for the texts where the registry knows the spender', async () => {
    const { wallet, asked } = fakeWallet();
    await linesFor(wallet, permit({ spender: seMetis }));
    expect(asked).toEqual(['texts']);
  });
});

describe('a call of contracts that only the chain names, before it is signed', () => {
  // claim() of ENKI's vesting, by a Safe.
  const claim = {
    types: { SafeTx: typesOf({ to: 'address', value: 'uint256', data: 'bytes', operation: 'uint8' }) },
    domain: { chainId: 1088, verifyingContract: `0x${'5a'.repeat(20)}` },
    primaryType: 'SafeTx',
    message: { to: foundOnChain.vesting, value: '0', data: '0x4e71d92d', operation: 0 },
  };
  const walletWith = (isKept: boolean, withChain: Wallet['withChain']): Wallet => ({
    ...fakeWallet({ store: storeOfLook(isKept), withChain }).wallet,
    readInsightState: async () => Promise.resolve(null),
    writeInsightState: async () => Promise.resolve(),
  });

  it('is told once they were kept, and costs no request before', async () => {
    const told = await linesFor(walletWith(true, createWithChain(oddNode(soundly))), claim);
    expect(told.lines.join(' ')).toContain('eMETIS');
    expect(await handleSignature(walletWith(false, refusingWallet.withChain), question(claim))).toBeNull();
  });

  it('is looked at again as it was the first time', async () => {
    const { wallet: home, shown } = createHomeWallet();
    const { createInterface, updateInterface } = home;
    const wallet: Wallet = { ...walletWith(true, refusingWallet.withChain), createInterface, updateInterface };
    await handleSignature(wallet, question(claim));
    const [first] = shown as [Shown];
    await handleUserInput(wallet, 'interface', { type: 'ButtonClickEvent', name: 'check-again' }, first.context);
    expect(shown).toEqual([first, first]);
  });
});

describe('any other signature', () => {
  it.each([
    ['a permit of another token', permit({}, { verifyingContract: stranger })],
    ['a permit on another chain', permit({}, { chainId: 10 })],
    ['another message of Snapshot', { ...vote(1, 'uint32'), primaryType: 'Follow' }],
    ['a vote elsewhere', { ...vote(1, 'uint32'), domain: { name: 'governor' } }],
    ['text', 'hello'],
    ['nothing', null],
  ])('such as %s costs nothing', async (_, data) => {
    const { wallet, asked } = fakeWallet();
    expect(await handleSignature(wallet, question(data))).toBeNull();
    expect(asked).toEqual([]);
  });

  it('of 2,000 without sense gives nothing, or something that can be shown', async () => {
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom<unknown>(null, -1, NaN, [], {}),
    );
    const bases = [permit(), vote(2, 'uint32'), vote('{"1":1}', 'string'), vote([1], 'uint32[]')];
    const { wallet } = fakeWallet();
    let shown = 0;
    const fields = fc.dictionary(
      fc.constantFrom('space', 'proposal', 'choice', 'reason', 'from', 'spender', 'value', 'deadline'),
      odd,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bases), fields, odd, fc.boolean(), async (base, changes, domain, isOdd) => {
        const { message } = base as { message: object };
        const data = { ...base, message: { ...message, ...changes }, ...(isOdd ? { domain } : {}) };
        shown += (await linesFor(wallet, data)).severity === 'nothing' ? 0 : 1;
      }),
      { numRuns: 2_000 },
    );
    expect(shown).toBeGreaterThan(300);
  });
});
