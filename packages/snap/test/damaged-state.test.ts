import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts, type Anvil } from '@pooled-staking/devnet';
import fc from 'fast-check';
import { jobNames } from '../src/jobs';
import { collateralize, ether, person, pool, startChain, vault, type TestChain } from './support/chain';
import { install, type InstalledSnap } from './support/snap';

const nobody = `0x${'00'.repeat(20)}`;
const stake = vault.encodeFunctionData('deposit', [accounts[6], nobody]);
const transaction = { from: person, to: pool.address, value: '0x1', data: stake };

type Json = unknown;
const isObject = (value: Json): value is Record<string, Json> => typeof value === 'object' && value !== null;

/** The state that the Snap's writes leave, by the paths of their keys. */
function stateOf(writes: readonly { readonly key: string; readonly value: Json }[]): Record<string, Json> {
  const state: Record<string, Json> = {};
  for (const { key, value } of writes) {
    const path = key.split('.');
    let at = state;
    for (const part of path.slice(0, -1)) {
      at = at[part] = isObject(at[part]) ? at[part] : {};
    }
    at[path.at(-1) ?? ''] = structuredClone(value);
  }
  return state;
}

/** How often each part is damaged. */
const placesOfPart = 6;

type Place = { readonly depth: readonly number[]; readonly by: Json };

/** Puts something else at a place of a value: as deep as there is anything. */
function damage(value: Json, { depth: [choice, ...deeper], by }: Place): Json {
  const keys = isObject(value) ? Object.keys(value) : [];
  const key = keys[(choice ?? 0) % Math.max(1, keys.length)];
  if (choice === undefined || !isObject(value) || key === undefined) {
    return by;
  }
  const damaged = damage(value[key], { depth: deeper, by });
  return Array.isArray(value)
    ? (value as Json[]).map((each, index) => (String(index) === key ? damaged : each))
    : { ...value, [key]: damaged };
}

/** Damages each part of a state, those of the Snap's own one by one. */
function damageAll(state: Record<string, Json>, places: readonly Place[]): Record<string, Json> {
  let next = 0;
  const each = (value: Json): Json => {
    const [from, to] = [next, next + placesOfPart];
    next = to;
    return places.slice(from, to).reduce<Json>(damage, value);
  };
  const { own, ...others } = state;
  const { version, ...parts } = own as Record<string, Json>;
  const damaged = (of: Record<string, Json>): Record<string, Json> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, each(value)]));
  return { own: { version, ...damaged(parts) }, ...damaged(others) };
}

describe('a damaged state', () => {
  let chain: TestChain;
  let nodes: Map<number, Anvil | null>;
  let valid: Record<string, Json>;

  /** Goes through every entry point; what each of them answers, errors as they are. */
  const visit = async (snap: InstalledSnap): Promise<Record<string, unknown>> => {
    snap.wallet.dialog = async () => Promise.resolve(false);
    const { simulation } = snap;
    const outcomes: Record<string, unknown> = {};
    const note = async (name: string, work: () => Promise<{ response: unknown }>): Promise<void> => {
      const { error } = (await work()).response as { error?: unknown };
      outcomes[name] = error ?? 'fine';
    };
    const call = async (method: string, params: Record<string, string>) =>
      simulation.request({ origin: 'https://dapp.example', method, params });
    await note('onInstall', async () => simulation.onInstall());
    await note('onUpdate', async () => simulation.onUpdate());
    await note('getPosition', async () => call('getPosition', { account: person, pool: pool.id }));
    await note('viewRewards', async () => call('viewRewards', { account: person, pool: pool.id }));
    for (const method of jobNames) {
      await note(method, async () => simulation.onCronjob({ method, params: {} }));
    }
    await note('onTransaction', async () =>
      simulation.onTransaction({ chainId: 'eip155:31337', ...transaction } as Parameters<
        typeof simulation.onTransaction
      >[0]),
    );
    for (const [name, open] of [
      ['onHomePage', async () => simulation.onHomePage()],
      ['onSettingsPage', async () => simulation.onSettingsPage()],
    ] as const) {
      const page = await open();
      await note(name, async () => Promise.resolve(page));
      const press = async (button: string): Promise<void> => page.getInterface().clickElement(button);
      // Buttons that the first screen may have; a handler that fails rejects here.
      const shown = JSON.stringify(page.getInterface().content);
      for (const button of ['settings', 'submit-choices', 'clear'].filter((each) => shown.includes(`"${each}"`))) {
        await press(button);
        outcomes[`${name} ${button}`] = 'fine';
      }
    }
    return outcomes;
  };

  beforeAll(async () => {
    chain = await startChain();
    await collateralize(chain);
    await chain.deposit(person, ether);
    nodes = new Map([[31337, chain.anvil]]);
    const snap = await install(nodes, { chainId: 31337, accounts: [person] });
    const page = await snap.simulation.onSettingsPage();
    await page.getInterface().typeInField('address', accounts[6]);
    await page.getInterface().typeInField('name', 'Savings');
    await page.getInterface().clickElement('submit-account');
    await page.getInterface().clickElement('submit-choices');
    await visit(snap);
    valid = stateOf(snap.wallet.writes);
    const own = valid['own'] as Record<string, Json>;
    const fate = { stage: 'sent', blockNumber: null, replacement: null, failure: null, sentAt: Date.now() };
    const call = { to: pool.address, value: '0x1', data: stake };
    const sent = { account: person, chainId: 31337, call, nonce: 1, isNonceSeen: true, knownAt: 1 };
    own['sent'] = [
      { ...fate, sent: { ...sent, hash: `0x${'12'.repeat(32)}` }, pool: pool.id, intent: 'stake', amount: '1' },
    ];
  }, 120_000);
  afterAll(async () => chain.stop());

  it('that is whole lets everything work, and holds a part of each feature', async () => {
    expect(Object.keys(valid)).toEqual(expect.arrayContaining(['own', 'chain']));
    expect(Object.keys(valid['own'] as object)).toEqual(
      expect.arrayContaining(['version', 'settings', 'news', 'sent']),
    );
    const outcomes = await visit(await install(nodes, { chainId: 31337, wholeState: valid, accounts: [person] }));
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['fine']));
  });

  const place = fc.record({
    depth: fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 4 }),
    by: fc.oneof(
      fc.constantFrom<Json>(null, -1, 0.5, 1e99, '', 'text', {}, [], [null], [{}], true, '0x', '__proto__', '-0'),
      fc.jsonValue(),
    ),
  });
  const states = fc.oneof(
    { weight: 5, arbitrary: fc.array(place, { minLength: 60, maxLength: 60 }) },
    // Nothing of it is left.
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('own', 'chain', 'insights', 'x'), fc.jsonValue()) },
  );

  it.each(fc.sample(states, { numRuns: 12, seed: 20_261_129 }).map((change, index) => [index, change] as const))(
    'stops no entry point: %d',
    async (_, change) => {
      const wholeState = Array.isArray(change) ? damageAll(valid, change) : change;
      const snap = await install(nodes, { chainId: 31337, wholeState, accounts: [person] });
      const outcomes = await visit(snap);
      const bad = Object.entries(outcomes).filter(([, outcome]) => outcome !== 'fine');
      expect(bad).toEqual([]);
    },
  );
});
