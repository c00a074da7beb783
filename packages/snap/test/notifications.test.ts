import { JsonRpcError } from '@metamask/rpc-errors';
import type { NotificationType } from '@metamask/snaps-sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts, feeRecipient, operatorAccount, upgradePool, type Anvil } from '@pooled-staking/devnet';
import { Interface } from 'ethers';
import { ether, person, pool, startChain, vault, type Mined, type TestChain } from './support/chain';
import { withValue, type Kept } from './support/kept';
import { answerJob } from './support/notify-job';
import { install, type InstalledSnap } from './support/snap';
import { textsOf } from './support/texts';

const [, member, other] = accounts as readonly string[];
const manager = new Interface(['function setFeePercent(uint16 feePercent)']);
const day = 86_400;

type Json = Record<string, unknown>;
type Shown = { readonly type: `${NotificationType}`; readonly message: string; readonly title?: string };

let chain: TestChain;
let snap: InstalledSnap;
let kept: Kept;
/** What the wallet answers to a notification; `undefined`: shows it. */
let refuse: ((params: Json) => JsonRpcError<never> | undefined) | undefined;
let isLocked = false;
/** What the wallet calls the Snap; `undefined`: it does not say. */
let ownId: string | undefined;
const shown: Json[] = [];

/** Installs the Snap in the same wallet. */
async function restart(): Promise<void> {
  snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]));
  answerJob(snap, {
    kept: () => kept,
    onNotify: (params) => {
      const error = refuse?.(params as Json);
      if (error) {
        throw error;
      }
      shown.push(params as Json);
    },
    isLocked: () => isLocked,
    events: () => (ownId === undefined ? [] : [{ id: `event-${snap.wallet.events.length}`, snapId: ownId }]),
  });
}

/** Watches accounts, with nothing told so far. */
async function watch(addresses: readonly string[], notices: Json = {}): Promise<void> {
  const watched = addresses.map((address, index) => ({
    address,
    name: index === 0 ? 'Mine [a](b)' : '',
    isOwn: false,
  }));
  kept = { value: { own: { version: 2, settings: { accounts: watched, notices, showsTestnets: true } } } };
  await restart();
}

/** Mines so many blocks that no reorg reaches what is below them. */
const settle = async (): Promise<unknown> => chain.anvil.request('anvil_mine', ['0x40', '0xc']);

/** Runs the job of the manifest: what is shown in the wallet, and outside of it. */
async function run(): Promise<{ messages: string[]; native: string[]; requests: number }> {
  const [before, asked] = [shown.length, snap.wallet.requests.length];
  const { response, notifications } = await snap.simulation.onCronjob({ method: 'notify' });
  expect(response).toEqual({ result: null });
  const all = notifications as unknown as Shown[];
  expect(all.length).toBeLessThanOrEqual(shown.length - before);
  const of = (type: string): string[] => all.filter((each) => each.type === type).map(({ message }) => message);
  return { messages: of('inApp'), native: of('native'), requests: snap.wallet.requests.length - asked };
}

/** What is told of what happened: once it is settled, not before, and not again. */
async function told(): Promise<string[]> {
  expect((await run()).messages).toEqual([]);
  await settle();
  const { messages, requests } = await run();
  expect(requests).toBeLessThanOrEqual(40);
  await settle();
  expect((await run()).messages).toEqual([]);
  return messages;
}

async function unstake(account: string, shares: bigint): Promise<Mined> {
  const data = vault.encodeFunctionData('enterExitQueue', [shares, account]);
  return chain.send({ from: account, to: pool.address, value: '0x0', data, gas: '0x7a120' });
}

const amountIn = (text: string | undefined): bigint => {
  const [, whole = '', part = ''] = /(\d+)(?:\.(\d+))? ETH/u.exec(text ?? '') ?? [];
  return BigInt(whole) * ether + BigInt(part.padEnd(18, '0'));
};

/** An amount as it is shown: cut to six places. */
const cut = (amount: bigint): bigint => amount - (amount % 10n ** 12n);

/** A chain of its own, with a pool that exits wait in. */
async function begin(): Promise<void> {
  chain = await startChain({ poolVersion: 1, capacity: 200n * ether });
  await chain.deposit(member ?? '', 54n * ether);
  await chain.deposit(person, 10n * ether);
  await chain.operator.runValidators();
  await chain.operator.report(ether / 10n);
  await settle();
  await watch([person, other ?? '']);
}

beforeAll(begin, 60_000);

afterAll(async () => {
  await chain.stop();
});

describe('an account that is watched', () => {
  it('is told nothing at first, and nothing where nothing happens', async () => {
    expect(await told()).toEqual([]);
    // Nor at once by the same installation.
    expect((await run()).messages).toEqual([]);
  }, 60_000);

  it('hears that part of an exit is ready, and then of all of it, with the page behind', async () => {
    await unstake(person, await chain.read('getShares', [person]).then((shares) => shares / 2n));
    await chain.operator.returnEth(2n * ether);
    await chain.operator.report(ether / 10n);
    await chain.operator.advanceTime(2 * day);
    const [partly, ...rest] = await told();
    expect(rest).toEqual([]);
    expect(partly).toMatch(
      /^[\d.]+ ETH of an exit of 5\.\d+ ETH from Local Pool is ready to claim\. The rest still waits\.$/u,
    );

    await chain.operator.returnEth();
    await chain.operator.report(ether / 10n);
    const [claimable, ...others] = await told();
    expect(others).toEqual([]);
    expect(claimable).toMatch(/^5\.\d+ ETH from Local Pool is ready to claim\.$/u);
    const page = shown.findLast(({ type, message }) => type === 'inApp' && message === claimable);
    expect(page).toMatchObject({ title: 'Ready to claim' });
    expect(textsOf(page?.['content'])).toEqual(expect.arrayContaining([claimable, person, pool.name]));
    expect(shown.at(-1)).toEqual({ type: 'native', message: 'Ready to claim' });
  }, 60_000);

  it('hears of new code', async () => {
    const { contracts } = chain;
    await upgradePool(chain.anvil, { addresses: contracts as never, operator: operatorAccount });
    expect(await told()).toEqual([
      'Local Pool runs new code since your last look. Read about the change before you stake more.',
    ]);
    // Nor does a new installation tell it again, or anything of what was told before.
    await restart();
    await settle();
    expect((await run()).messages).toEqual([]);
  }, 60_000);

  it('hears of a penalty, how much it took to the wei, of stake and exits', async () => {
    const worth = async (): Promise<bigint> => chain.read('convertToAssets', [await chain.read('getShares', [person])]);
    const before = await worth();
    await chain.operator.report(-ether);
    const lost = before - (await worth());
    expect(lost).toBeGreaterThan(0n);
    const [penalty, ...rest] = await told();
    expect(rest).toEqual([]);
    expect(penalty).toMatch(/^A penalty took [\d.]+ ETH of your stake in Local Pool\.$/u);
    expect(amountIn(penalty)).toBe(cut(lost));
    expect(shown.at(-1)).toEqual({ type: 'native', message: 'A penalty fell' });
  }, 60_000);

  it('hears of a new fee', async () => {
    const data = manager.encodeFunctionData('setFeePercent', [600]);
    const call = { to: pool.address, value: '0x0', data, gas: '0x7a120' };
    expect((await chain.send({ ...call, from: operatorAccount })).status).toBe(1);
    expect(await told()).toEqual(['Local Pool now keeps 6% of the rewards. Before, it kept 15%.']);
  }, 60_000);

  it('hears that it was blocked, by its name', async () => {
    await chain.operator.setBlocked(person, true);
    expect(await told()).toEqual([
      "Local Pool has blocked Mine ab. It can't stake there; it can still unstake and claim.",
    ]);
    await chain.operator.setBlocked(person, false);
    expect(await told()).toEqual([]);
  }, 60_000);

  it('hears that the pool is full', async () => {
    const left = 200n * ether - (await chain.read('totalAssets'));
    await chain.deposit(member ?? '', left);
    expect(await told()).toEqual(['Local Pool takes no more stakes for now. Your stake keeps earning.']);
  }, 60_000);

  it('hears once a week what the stake earned, with what it was paid counted', async () => {
    await chain.operator.advanceTime(8 * day);
    await settle();
    await run();
    const worth = async (): Promise<bigint> => chain.read('convertToAssets', [await chain.read('getShares', [person])]);
    const before = await worth();
    await chain.operator.report(ether);
    const earned = (await worth()) - before;
    expect(await told()).toEqual([]);
    await chain.operator.advanceTime(8 * day);
    const [summary, ...rest] = await told();
    expect(rest).toEqual([]);
    expect(summary).toMatch(/^Local Pool: [\d.]+ ETH in rewards this week, [\d.]+ ETH staked\.$/u);
    expect(amountIn(summary)).toBe(cut(earned));
  }, 60_000);
});

describe('what a reorg takes back', () => {
  it('is not told before it stays, and not told again where it comes back', async () => {
    await watch([person]);
    await run();
    const undo = await chain.snapshot();
    await chain.operator.setBlocked(person, true);
    await chain.operator.report(-ether);
    expect((await run()).messages).toEqual([]);
    await undo();
    await settle();
    expect((await run()).messages).toEqual([]);
  }, 60_000);

  it('however deep it is', async () => {
    await unstake(person, (await chain.read('getShares', [person])) / 2n);
    const undo = await chain.snapshot();
    await chain.operator.returnEth();
    await chain.operator.report(ether / 10n);
    await chain.operator.advanceTime(2 * day);
    await chain.operator.setBlocked(person, true);
    await settle();
    const first = await run();
    expect(first.messages).toHaveLength(2);
    await undo();
    await chain.operator.returnEth();
    await chain.operator.report(ether / 10n);
    await chain.operator.advanceTime(2 * day);
    await chain.operator.setBlocked(person, true);
    await settle();
    await settle();
    expect((await run()).messages).toEqual([]);
    await settle();
    expect((await run()).messages).toEqual([]);
  }, 60_000);
});

describe('the wallet', () => {
  /** Something that each of the watched accounts hears of. */
  async function penalty(addresses: readonly string[], notices: Json = {}): Promise<void> {
    await chain.operator.setBlocked(person, false);
    for (const address of addresses) {
      await chain.deposit(address, ether / 100n);
    }
    await settle();
    await watch(addresses, notices);
    await run();
    await chain.operator.report(-ether / 2n);
    await settle();
  }

  it('is asked nothing while it is locked, and is told afterwards', async () => {
    await penalty([person]);
    isLocked = true;
    const before = JSON.stringify(kept.value);
    expect(await run()).toEqual({ messages: [], native: [], requests: 0 });
    expect(JSON.stringify(kept.value)).toBe(before);
    isLocked = false;
    expect((await run()).messages).toHaveLength(1);
  }, 60_000);

  it('gets a few notifications, the last of which holds all others', async () => {
    const many = accounts.slice(0, 7) as string[];
    await penalty(many);
    const { messages, native } = await run();
    expect(messages).toHaveLength(4);
    expect(native).toHaveLength(1);
    const last = shown.findLast(({ type }) => type === 'inApp');
    expect(last).toMatchObject({ title: 'Your stakes' });
    expect(textsOf(last?.['content']).filter((text) => text.startsWith('A penalty took'))).toHaveLength(4);
    expect(messages.every((message) => message.length < 500)).toBe(true);
    expect(native.every((message) => message.length < 50)).toBe(true);
    expect((await run()).messages).toEqual([]);
  }, 60_000);

  it('that takes no more is told the rest by the next run, each once', async () => {
    await penalty([person, member ?? '']);
    let taken = 0;
    refuse = ({ type }) => {
      taken += type === 'inApp' ? 1 : 0;
      return taken > 1 ? new JsonRpcError(-32005, 'It is rate-limited.') : undefined;
    };
    const first = await run();
    refuse = undefined;
    const second = await run();
    expect(first.messages).toHaveLength(1);
    expect(second.messages).toHaveLength(1);
    expect((await run()).messages).toEqual([]);
    expect(first.messages).not.toEqual(second.messages);
  }, 60_000);

  it.each([
    ['says what it calls the Snap', 'local:http://localhost:8547', 'metamask://snap/local:http://localhost:8547/home'],
    ['does not say', undefined, 'metamask://snap/npm:pooled-staking-snap/home'],
  ])(
    'that %s gets a link to its home page',
    async (_, id, href) => {
      await penalty([person]);
      ownId = id;
      await run();
      ownId = undefined;
      expect(shown.findLast(({ type }) => type === 'inApp')).toMatchObject({ footerLink: { href } });
    },
    60_000,
  );

  it('that knows no pages gets the text', async () => {
    await penalty([person]);
    refuse = (params) => ('content' in params ? new JsonRpcError(-32602, 'Invalid params') : undefined);
    const { messages } = await run();
    refuse = undefined;
    expect(messages).toHaveLength(1);
    expect(Object.keys(shown.findLast(({ type }) => type === 'inApp') ?? {}).sort()).toEqual(['message', 'type']);
  }, 60_000);

  it('hears nothing of kinds that are switched off, and nothing of them later', async () => {
    await penalty([person], { penalty: false });
    expect((await run()).messages).toEqual([]);
    kept.value = withValue(kept.value, ['own', 'settings', 'notices', 'penalty'], true) as Json;
    await restart();
    expect((await run()).messages).toEqual([]);
  }, 60_000);

  it('that ends between two steps is told at most once', async () => {
    await penalty([person]);
    const before = kept.value;
    refuse = () => {
      // The wallet shows it, and the Snap ends before it hears so.
      kept = { value: JSON.parse(JSON.stringify(kept.value)) as Json };
      return undefined;
    };
    expect((await run()).messages).toHaveLength(1);
    refuse = undefined;
    const told = (kept.value['own'] as { told: { keys: string[] } }).told.keys;
    // What the look left is as before, what was told is known.
    kept = { value: withValue(before, ['own', 'told', 'keys'], told) as Json };
    await restart();
    expect((await run()).messages).toEqual([]);
  }, 60_000);
});

describe('twenty accounts', () => {
  const strangers = Array.from({ length: 10 }, (_, index) => `0x${'ab'.repeat(19)}${(16 + index).toString(16)}`);
  const twenty = [...(accounts as readonly string[]), ...strangers];

  /** Runs until so many accounts were told of something, none of the runs with too many requests. */
  async function runUntil(told: (text: string) => boolean, wanted: number): Promise<number> {
    const found = new Set<string>();
    let runs = 0;
    for (; found.size < wanted; runs += 1) {
      expect(runs).toBeLessThan(20);
      const before = shown.length;
      const { requests } = await run();
      expect(requests).toBeLessThanOrEqual(40);
      for (const { content } of shown.slice(before)) {
        const texts = textsOf(content);
        texts.forEach((text, index) => {
          if (told(text)) {
            found.add(texts.slice(index).find((each) => each.startsWith('0x')) ?? '');
          }
        });
      }
      await settle();
    }
    expect(found.size).toBe(wanted);
    return runs;
  }

  beforeAll(async () => {
    // The life of the chain before is long, and a node that gives few blocks at a time would be asked for all of it.
    await chain.stop();
    await begin();
    for (const account of strangers) {
      const data = vault.encodeFunctionData('deposit', [account, `0x${'00'.repeat(20)}`]);
      const mined = await chain.send({
        from: member ?? '',
        to: pool.address,
        value: '0x2386f26fc10000',
        data,
        gas: '0x7a120',
      });
      expect(mined.status).toBe(1);
    }
    for (const account of accounts) {
      await chain.deposit(account, ether / 100n);
      await unstake(account, ether / 200n);
    }
    await chain.operator.returnEth();
    await chain.operator.report(ether / 10n);
    await chain.operator.advanceTime(2 * day);
    await settle();
  }, 60_000);

  it('are looked at within 40 requests a run, and each hears of all that is its own', async () => {
    await watch(twenty);
    expect(await runUntil((text) => text.endsWith('is ready to claim.'), 10)).toBeLessThanOrEqual(3);
    await chain.operator.report(-ether);
    await settle();
    expect(await runUntil((text) => text.startsWith('A penalty took'), 20)).toBe(1);
    expect((await run()).messages).toEqual([]);
  }, 60_000);

  it('on a node that gives few blocks at a time as well', async () => {
    // But for the one that gets the pool's fee: it is read whole, which takes more requests there than a run has.
    await watch(twenty.filter((account) => account !== feeRecipient));
    let refused = 0;
    snap.wallet.answer = async ({ method, params }) => {
      const [{ fromBlock, toBlock }] = (params ?? [{}]) as [{ fromBlock?: string; toBlock?: string }];
      if (method === 'eth_getLogs' && !(Number(toBlock) - Number(fromBlock) < 200)) {
        refused += 1;
        return Promise.reject(new JsonRpcError(-32005, 'block range limit exceeded: 200 blocks'));
      }
      return Promise.resolve(undefined);
    };
    expect(await runUntil((text) => text.endsWith('is ready to claim.'), 9)).toBeGreaterThan(1);
    expect(refused).toBeGreaterThan(0);
  }, 60_000);
});
