import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts, type Anvil, type PoolVersion } from '@pooled-staking/devnet';
import {
  collateralize,
  ether,
  eventArgs,
  person,
  pool,
  startChain,
  vault,
  type Mined,
  type Prepared,
  type TestChain,
} from './support/chain';
import { install, type InstalledSnap, type LookOptions, type Unsigned } from './support/snap';

const nobody = `0x${'00'.repeat(20)}`;
const stranger = accounts[6];
const toHex = (value: bigint): string => `0x${value.toString(16)}`;
const day = 86_400;

const call = (method: string, args: unknown[], value = 0n): Unsigned => ({
  from: person,
  to: pool.address,
  value: toHex(value),
  data: vault.encodeFunctionData(method, args),
});
const multicall = (...calls: Unsigned[]): Unsigned => call('multicall', [calls.map(({ data }) => data)]);
const deposit = (amount = ether): Unsigned => call('deposit', [person, nobody], amount);
const exit = (shares: bigint, receiver: string = person): Unsigned => call('enterExitQueue', [shares, receiver]);

describe.each<PoolVersion>([1, 2])('checks of transactions to a pool of version %d', (poolVersion) => {
  let chain: TestChain;
  let snap: InstalledSnap;

  beforeAll(async () => {
    chain = await startChain({ poolVersion });
  });

  afterAll(async () => chain.stop());

  const fresh = async (): Promise<void> => {
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]), { gateways: [chain.gateway] });
  };

  const look = async (
    transaction: Unsigned,
    options?: LookOptions,
  ): Promise<{ severity?: string; texts: string[] }> => {
    const view = await snap.look(transaction, options);
    if (!view) {
      throw new Error('The Snap had nothing to say.');
    }
    return { ...(view.severity === undefined ? {} : { severity: view.severity }), texts: view.texts };
  };
  const send = async (transaction: Unsigned): Promise<Mined> => chain.send({ gas: toHex(1_000_000n), ...transaction });
  const shares = async (): Promise<bigint> => chain.read('getShares', [person]);
  const timeOf = async (): Promise<number> => {
    const block = (await chain.anvil.request('eth_getBlockByNumber', ['latest', false])) as { timestamp: string };
    return Number(block.timestamp);
  };

  it('tell a first stake, and an exit that a pool without validators pays at once', async () => {
    await fresh();
    const first = await look(deposit());
    expect(first).not.toHaveProperty('severity');
    expect(first.texts[0]).toBe('Your first stake in this pool');
    await send(deposit());
    const again = await look(deposit());
    expect(again.texts[0]).toBe('Stakes 1 ETH in the pool.');
    const redeem = poolVersion === 1 ? call('redeem', [await shares(), person]) : exit(await shares());
    const paid = await look(redeem);
    expect(paid).not.toHaveProperty('severity');
    expect(paid.texts[0]).toBe(
      poolVersion === 1
        ? 'Unstakes 1 ETH and pays it out right away.'
        : 'Requests to unstake 1 ETH. It waits in the queue first.',
    );
    const given = await look({
      ...redeem,
      data: redeem.data.replace(person.slice(2).toLowerCase(), stranger.slice(2)),
    });
    expect(given).toMatchObject({ severity: 'critical' });
    expect(given.texts[0]).toBe('Another account receives this');
  });

  it('find a receiver that is not the sender, however deep it is hidden', async () => {
    await collateralize(chain);
    await fresh();
    const held = await shares();
    const hidden = multicall(exit(held / 4n), multicall(multicall(exit(held / 4n, stranger)), exit(held / 4n)));
    const { severity, texts } = await look(hidden);
    expect(severity).toBe('critical');
    expect(texts.slice(0, 2)).toEqual([
      'Another account receives this',
      "Only that account can claim the ETH of this exit. You can't take it back.",
    ]);
    const receivers = texts.flatMap((text, index) => (text === 'Receiver' ? [texts[index + 1]?.toLowerCase()] : []));
    expect(receivers).toEqual([person.toLowerCase(), stranger.toLowerCase()]);
  });

  it('tell data that is cut off from data that is too long', async () => {
    const { data } = exit(1n);
    for (const cut of [2, 64, data.length - 10]) {
      const broken = await look({ ...exit(1n), data: data.slice(0, -cut) });
      expect(broken).toMatchObject({ severity: 'critical' });
      expect(broken.texts[0]).toBe('The data of this transaction is cut off');
    }
    const inside = await look(multicall(exit(1n), { ...exit(1n), data: data.slice(0, -2) }));
    expect(inside.texts[0]).toBe('The data of this transaction is cut off');
    const padded = await look({ ...exit(await shares()), data: `${exit(await shares()).data}c0ffee` });
    expect(padded).not.toHaveProperty('severity');
    expect(padded.texts[0]).toBe('Extra data at the end');
  });

  it('note a referrer', async () => {
    const { texts } = await look(call('deposit', [person, stranger], ether));
    expect(texts[0]).toBe('A referrer is named');
    expect(texts.slice(0, 6).map((text) => text.toLowerCase())).toContain(stranger.toLowerCase());
  });

  it('name the reason of a failure inside a multicall, which version 1 swallows', async () => {
    const { severity, texts } = await look(multicall(exit(1n), exit(10n ** 30n)));
    expect(severity).toBe('critical');
    expect(texts.slice(0, 3)).toEqual([
      'This transaction would fail',
      'The amount is more than the account has staked.',
      'You would pay the network fee for nothing.',
    ]);
    expect(texts).not.toContain('Staked after this');
  });

  it('say only that a failure may pass while other transactions of the account wait', async () => {
    const nonce = Number(await chain.nonce(person)) + 1;
    const { texts, ...others } = await look(exit(10n ** 30n), { nonce });
    expect(others).not.toHaveProperty('severity');
    expect(texts.slice(0, 3)).toEqual([
      'This transaction would fail',
      'The amount is more than the account has staked.',
      'A transaction sent before this one may still change that.',
    ]);
  });

  it('compare what ETH there is', async () => {
    const balance = await chain.balance(person);
    const tooMuch = await look(deposit(balance + ether));
    expect(tooMuch.texts[0]).toBe('Not enough ETH');
    const nearlyAll = await look(deposit(balance - 10n ** 14n));
    expect(nearlyAll).not.toHaveProperty('severity');
    expect(nearlyAll.texts[0]).toBe('Little ETH left for network fees');
  });

  it('know the yearly rate, what it stands on, and a fee that eats it', async () => {
    for (let report = 0; report < 20; report += 1) {
      await chain.operator.report(ether / 100n);
    }
    await fresh();
    const { texts } = await look(deposit());
    const apr = texts.indexOf('Yearly rate (APR)');
    expect(texts.slice(apr, apr + 3)).toEqual([
      'Yearly rate (APR)',
      expect.stringMatching(/^\d\.\d\d%$/u),
      'last 7 days, after the fee',
    ]);
    const [earned, back] = [texts.indexOf('Earned in a year (estimate)'), texts.indexOf('Earned back in')];
    expect(texts[earned + 1]).toMatch(/^0\.0\d+ ETH$/u);
    expect(texts[back + 1]).toMatch(/^\d+ days?$/u);
    const tiny = await look(deposit(ether / 10_000n));
    expect(tiny.texts[0]).toBe('A high network fee for this amount');
  });

  it('remember sites only of stakes that were made', async () => {
    await fresh();
    const [good, bad] = ['https://good.example', 'https://bad.example'];
    await look(deposit(), { origin: bad });
    await look(deposit(), { origin: good });
    await send(deposit());
    expect((await look(deposit(), { origin: good })).texts[0]).toBe('Stakes 1 ETH in the pool.');
    const other = await look(deposit(), { origin: bad });
    expect(other).not.toHaveProperty('severity');
    expect(other.texts.slice(0, 5)).toEqual([
      'A different site than before',
      'This request comes from:',
      bad,
      'Your earlier stakes came from:',
      good,
    ]);
  });

  it('tell of reports: a penalty, one that a stake needs first, and an old proof', async () => {
    const undo = await chain.snapshot();
    await fresh();
    await chain.operator.report(-ether / 50n);
    expect((await look(deposit())).texts[0]).toBe('The pool lost ETH recently');
    await chain.operator.report(ether / 100n, false);
    await chain.operator.report(ether / 100n, false);
    const behind = await look(deposit());
    expect(behind).toMatchObject({ severity: 'critical' });
    expect(behind.texts.slice(0, 2)).toEqual([
      'This transaction would fail',
      'The pool must take in the latest report before it accepts a stake.',
    ]);
    expect(behind.texts).toContain('The pool must take in a report first');

    // The Snap's own stake brings the report along.
    const { result } = await snap.ask(
      'stake',
      { account: person, pool: pool.id, amount: `${ether}` },
      async (dialog) => {
        await dialog.ok();
      },
    );
    const [prepared] = (result as { transactions: Prepared[] }).transactions;
    if (!prepared) {
      throw new Error('No transaction came back.');
    }
    const own = await look(prepared);
    expect(own).not.toHaveProperty('severity');
    expect(own.texts).toContain('Brings the pool up to date and stakes 1 ETH in it.');
    await chain.operator.report(ether / 100n, false);
    const old = await look(prepared);
    expect(old).not.toHaveProperty('severity');
    expect(old.texts).toContain('An old report');
    await chain.operator.report(ether / 100n, false);
    const tooOld = await look(prepared);
    expect(tooOld).toMatchObject({ severity: 'critical' });
    expect(tooOld.texts[1]).toBe('The report that it brings along is too old.');
    await undo();
  });

  it('follow an exit: its wait, another one beside it, a claim too early, one that pays and one that does not', async () => {
    const undo = await chain.snapshot();
    await fresh();
    const held = await shares();
    const all = await look({ ...exit(await chain.read('getShares', [accounts[1]])), from: accounts[1] });
    expect(all.texts).toContain("The pool must first take ETH back from validators. How long that takes isn't known.");
    const asked = await look(exit(held / 2n));
    expect(asked.texts).toEqual(
      expect.arrayContaining([
        'When you get it',
        'The pool has enough free ETH: the next report serves your exit.',
        'Staked after this',
      ]),
    );
    const entered = await send(exit(held / 2n));
    const requestedAt = await timeOf();
    const [, , ticket] = eventArgs(entered, 'ExitQueueEntered') as [unknown, unknown, bigint];
    const second = await look(exit(held / 4n));
    expect(second.texts[0]).toBe('Another exit is open');
    expect(second.texts).toContain('You already have 1 open exit.');

    await chain.operator.returnEth();
    await chain.operator.report(ether / 100n);
    const index = await chain.read('getExitQueueIndex', [ticket]);
    const claim = call('claimExitedAssets', [ticket, BigInt(requestedAt), index]);
    const early = await look(claim);
    expect(early).toMatchObject({ severity: 'critical' });
    expect(early.texts.slice(0, 2)).toEqual([
      'This transaction would fail',
      poolVersion === 1
        ? "The exit's waiting time isn't over."
        : "The exit can't be claimed yet, or was already claimed.",
    ]);
    expect(early.texts).toContain('Too early to claim');
    expect(early.texts).toContainEqual(expect.stringMatching(/^It will work by .* UTC at the latest\.$/u));

    await chain.operator.advanceTime(day);
    const paying = await look(claim);
    expect(paying).not.toHaveProperty('severity');
    expect(paying.texts[0]).toMatch(/^Claims \d\.\d+ ETH from an exit\.$/u);
    const both = await look(multicall(claim, exit(1n + held / 8n)));
    expect(both).not.toHaveProperty('severity');
    await send(claim);
    const again = await look(claim);
    expect(again.severity).toBe(poolVersion === 1 ? undefined : 'critical');
    expect(again.texts[0]).toBe(poolVersion === 1 ? 'This claim pays 0 ETH' : 'This transaction would fail');
    await undo();
  });

  it('name a blocked account, which can still unstake', async () => {
    const undo = await chain.snapshot();
    await fresh();
    await chain.operator.setBlocked(person, true);
    const blocked = await look(deposit());
    expect(blocked).toMatchObject({ severity: 'critical' });
    expect(blocked.texts.slice(0, 2)).toEqual([
      'This transaction would fail',
      "The pool doesn't allow this account to do that.",
    ]);
    expect(blocked.texts).toContain('The account is blocked in this pool');
    const leaving = await look(exit((await shares()) / 2n));
    expect(leaving).not.toHaveProperty('severity');
    expect(leaving.texts[0]).toBe('The account is blocked in this pool');
    await undo();
  });

  it('tell of new code', async () => {
    await fresh();
    const insights = { version: 1, pools: { [pool.id]: { implementation: stranger, apr: null, accounts: {} } } };
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]), { insights });
    expect((await look(exit(await shares()))).texts[0]).toBe('The pool runs new code');
    // It is told once.
    expect((await look(exit(await shares()))).texts).not.toContain('The pool runs new code');
  });

  it('take two steps with what is remembered, and three without', async () => {
    await fresh();
    const steps = async (transaction: Unsigned): Promise<string[]> => {
      snap.wallet.requests.length = 0;
      await look(transaction);
      return snap.wallet.requests.map(({ method }) => method).filter((method) => method.startsWith('eth_get'));
    };
    expect(await steps(deposit())).toContain('eth_getBlockByNumber');
    // The rate is remembered: the totals of the week before are not asked for again.
    const calls = async (): Promise<number> => {
      snap.wallet.requests.length = 0;
      await look(deposit());
      return snap.wallet.requests.filter(({ method }) => method === 'eth_call').length;
    };
    const remembered = await calls();
    await fresh();
    expect(await calls()).toBe(remembered + 1);
    // A dialog of the Snap remembers it as well.
    await fresh();
    await snap.ask('stake', { account: person, pool: pool.id, amount: `${ether}` }, async (dialog) => dialog.cancel());
    expect(await calls()).toBe(remembered);
  });
});

describe('a pool with a limit', () => {
  it('is said to be full', async () => {
    const chain = await startChain({ poolVersion: 2, capacity: 100n * ether });
    try {
      await collateralize(chain);
      const snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]));
      const view = await snap.look(deposit(50n * ether));
      expect(view?.severity).toBe('critical');
      expect(view?.texts.slice(0, 2)).toEqual([
        'This transaction would fail',
        'The pool would hold more than its capacity.',
      ]);
      expect(view?.texts).toEqual(expect.arrayContaining(['More than the pool can take']));
      expect(view?.texts).toContainEqual(expect.stringMatching(/^It has room for 35\.9\d* ETH more\.$/u));
    } finally {
      await chain.stop();
    }
  });
});
