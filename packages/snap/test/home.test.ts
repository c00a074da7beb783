import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { JsonRpcError } from '@metamask/rpc-errors';
import { accounts } from '@pooled-staking/devnet';
import { reportRuns, runsOf } from '../../core/test/long';
import { collateralize, ether, person, pool, startChain, type Prepared, type TestChain } from './support/chain';
import { openHome, type HomePage } from './support/home';
import { install, type InstalledSnap } from './support/snap';

const local = 'eip155:31337';
const other = accounts[1];
const session = { sessionScopes: { [local]: { accounts: [`${local}:${person.toLowerCase()}`] } } };

/** Anything that is not a request to a node. */
const isChain = ({ method }: { method: string }): boolean => method.startsWith('eth_') || method.startsWith('wallet_');

let chain: TestChain;
let snap: InstalledSnap;
let revert: (() => Promise<void>) | undefined;

/** What the wallet answers to the methods of its session; what is not here it does not know. */
let sessionAnswers: Record<string, (params: unknown) => Promise<unknown>> = {};
/** Transactions that the wallet was asked to send. */
let proposed: Prepared[] = [];

async function sendIt(params: unknown): Promise<unknown> {
  const { request } = params as { request: { params: [Prepared] } };
  proposed.push(request.params[0]);
  return chain.propose(request.params[0]);
}

const withSession = (): typeof sessionAnswers => ({
  wallet_getSession: async () => Promise.resolve(session),
  wallet_invokeMethod: sendIt,
});

type Options = { settings?: object; home?: unknown; sent?: unknown };

const own = { address: person, isOwn: true };

/** Nobody listens there: what is said of proposals is the matter of other tests. */
const nowhere = { hub: 'http://127.0.0.1:9/graphql', sequencer: 'http://127.0.0.1:9/' };

/** A Snap whose person wants to see test networks, or whatever else is stored. */
async function start({ settings = {}, home = {}, sent = [] }: Options = {}): Promise<void> {
  const gateways = { [local]: [chain.gateway] };
  snap = await install(new Map([[31337, chain.anvil]]), {
    chainId: 31337,
    accounts: [person, other],
    state: {
      version: 2,
      settings: { showsTestnets: true, rewardsGateways: gateways, governance: nowhere, ...settings },
      ...{ home, sent },
    },
  });
  snap.wallet.answer = async ({ method, params }) => {
    if (!/^wallet_(?:get|create)Session$|^wallet_invokeMethod$/u.test(method)) {
      return undefined;
    }
    const answer = sessionAnswers[method];
    if (!answer) {
      throw new JsonRpcError(-32601, 'The method does not exist.');
    }
    return answer(params);
  };
}

/** The page of the local pool, freshly read. */
async function openPool(options: Options = {}): Promise<HomePage> {
  await start({ home: { chosen: own }, ...options });
  const home = await openHome(snap);
  await home.press(`pool:${pool.id}`);
  return home;
}

beforeAll(async () => {
  chain = await startChain();
  await collateralize(chain);
  for (let report = 0; report < 4; report += 1) {
    await chain.operator.report(ether / 10n);
  }
});

afterAll(async () => chain.stop());

afterEach(async () => {
  sessionAnswers = {};
  proposed = [];
  await revert?.();
  revert = await chain.snapshot();
});

describe('the home page', () => {
  it('asks for an account first, and shows all pools of the chosen one', async () => {
    await start();
    const home = await openHome(snap);
    expect(home.texts()).toContain('Choose an account');
    expect(snap.wallet.requests.filter(isChain)).toEqual([]);
    await home.press('show');
    expect(home.texts()).toEqual(
      expect.arrayContaining(['Your stakes', person, pool.name, '0 ETH', 'not in this wallet']),
    );
    // The chosen account is still there after a restart, and the only pool that the wallet has opens at once.
    const again = await openHome(snap);
    expect(again.texts()).toEqual(expect.arrayContaining([pool.name, person, 'Nothing staked yet']));
  });

  it('opens at once with what is stored, asks no chain, and has the rest read by an event of its own', async () => {
    await start({ home: { chosen: own } });
    const home = await openHome(snap);
    expect(snap.wallet.requests.filter(isChain)).toEqual([]);
    expect(home.texts()).toContain('Reading the network…');
    const [event] = snap.wallet.events;
    expect(event).toMatchObject({ duration: 'PT1S', request: { method: 'refresh-home' } });
    await snap.simulation.onBackgroundEvent(event?.request as never);
    expect(home.texts()).not.toContain('Reading the network…');
    expect(home.texts()).toContain('0 ETH');
    // What is stored is young: nothing is read again.
    await openHome(snap);
    expect(snap.wallet.events).toHaveLength(1);
  });

  it('shows what is staked, earned and expected, and what the account can do', async () => {
    await chain.deposit(person, 2n * ether);
    await chain.operator.report(ether);
    const home = await openPool();
    const texts = home.texts();
    expect(texts).toEqual(
      expect.arrayContaining([pool.name, 'Staked', 'Rewards so far', 'Rewards this month', 'Rewards by month']),
    );
    expect(texts.join('\n')).toMatch(/2\.0\d+ ETH/u);
    expect(texts.join('\n')).toMatch(/Last read: now/u);
    expect(home.has('stake')).toBe(true);
    expect(home.has('unstake')).toBe(true);
    expect(home.has('claim')).toBe(false);
    // Without a new report only the position is read again.
    const before = snap.wallet.requests.length;
    await home.press('refresh');
    expect(snap.wallet.requests.slice(before).filter(isChain).length).toBeLessThanOrEqual(15);
    expect(home.image()).toMatch(/^<svg .*<rect .*fill="#2b9a66".*<\/svg>$/u);
  });

  it('reads of earlier months only what is new, and finds what a first reading finds', async () => {
    await chain.deposit(person, 2n * ether);
    await chain.operator.report(ether);
    const home = await openPool();
    for (const reward of [3n, -1n, 2n]) {
      await chain.operator.advanceTime(31 * 86_400);
      await chain.deposit(other, 123_456_789n * reward ** 2n);
      await chain.operator.report(reward * ether);
      await home.press('refresh');
    }
    const months = (): unknown[] => {
      const { value } = snap.wallet.writes.findLast(({ key }) => key === 'own.home') ?? {};
      const { entries } = value as { entries: Record<string, { picture: { months: unknown[] } }> };
      return entries[`${pool.id}:${person}`.toLowerCase()]?.picture.months ?? [];
    };
    await chain.operator.report(ether);
    const before = snap.wallet.requests.length;
    await home.press('refresh');
    const [asked, found] = [snap.wallet.requests.length - before, months()];
    expect(found).toHaveLength(4);
    const anew = await openPool();
    expect(months()).toEqual(found);
    expect(anew.image()).toBe(home.image());
    const all = snap.wallet.requests.filter(isChain).length;
    expect(asked).toBeLessThan(all);
  });

  it('says that nothing is staked yet', async () => {
    const home = await openPool();
    expect(home.texts()).toContain('Nothing staked yet');
    expect(home.has('unstake')).toBe(false);
  });

  it('stakes through the wallet, with the quote, the warnings and the insight before the button', async () => {
    sessionAnswers = withSession();
    const home = await openPool();
    await home.press('stake');
    await home.type('amount', ' 1,5 ');
    const texts = home.texts();
    expect(texts).toEqual(
      expect.arrayContaining(['Stake 1.5 ETH', 'Staked after this', 'Your first stake in this pool']),
    );
    expect(texts.join('\n')).not.toContain("Couldn't be checked");
    expect(proposed).toEqual([]);
    await home.press('continue');
    expect(proposed).toHaveLength(1);
    expect(BigInt(proposed[0]?.value ?? 0)).toBe((3n * ether) / 2n);
    expect(home.texts()).toEqual(expect.arrayContaining(['Sent', 'Your transactions', 'Waiting for a block']));
    // The event that follows it finds it mined, and reads the position anew.
    const follow = snap.wallet.events.find(({ request }) => request.method === 'follow');
    await snap.simulation.onBackgroundEvent(follow?.request as never);
    expect(home.texts()).toContain('Done');
    expect(home.texts()).not.toContain('Sent');
    expect(home.texts().join('\n')).toMatch(/Staked\n1\.[45]\d* ETH/u);
  });

  it('unstakes everything, and shows the exit with what it waits for', async () => {
    await chain.deposit(person, 2n * ether);
    sessionAnswers = withSession();
    const home = await openPool();
    await home.press('unstake');
    await home.press('part:100');
    expect(home.texts().join('\n')).toMatch(/Unstake everything: (?:2|1\.9\d*) ETH/u);
    await home.press('continue');
    expect(await chain.read('getShares', [person])).toBe(0n);
    await home.press('refresh');
    expect(home.texts()).toEqual(expect.arrayContaining(['Unstaking', 'Done']));
  });

  it('falls back to the site where the wallet does not send', async () => {
    const home = await openPool();
    await home.press('stake');
    await home.type('amount', '0.25');
    await home.press('continue');
    expect(home.texts()).toEqual(
      expect.arrayContaining([
        'One more step',
        `http://127.0.0.1:8546/#stake?pool=${encodeURIComponent(pool.id)}&amount=0.25`,
      ]),
    );
    await home.press('back');
    expect(home.has('stake')).toBe(true);
  });

  it('keeps the form when the person rejects it in the wallet', async () => {
    sessionAnswers = {
      ...withSession(),
      wallet_invokeMethod: async () => Promise.reject(new JsonRpcError(4001, 'User rejected the request.')),
    };
    const home = await openPool();
    await home.press('stake');
    await home.type('amount', '1');
    await home.press('continue');
    expect(home.texts()).toEqual(expect.arrayContaining(['You rejected it in the wallet. Nothing was sent.']));
    sessionAnswers = withSession();
    await home.press('continue');
    expect(proposed).toHaveLength(1);
  });

  it('looks again before it sends: what the pool would refuse by then is not proposed', async () => {
    sessionAnswers = withSession();
    const home = await openPool();
    await home.press('stake');
    await home.type('amount', '1');
    await chain.operator.setBlocked(person, true);
    await home.press('continue');
    expect(home.texts()).toContain("This can't be done now");
    expect(proposed).toEqual([]);
  });

  it('sends one transaction for two clicks', async () => {
    sessionAnswers = withSession();
    const home = await openPool();
    await home.press('stake');
    await home.type('amount', '1');
    await Promise.all([home.press('continue'), home.press('continue')]);
    expect(proposed).toHaveLength(1);
  });

  it('does nothing worse than expected where every button is pressed twice, and sends nothing by that', async () => {
    await chain.deposit(person, 2n * ether);
    sessionAnswers = withSession();
    const options = { settings: { accounts: [{ address: other, name: '', isOwn: false }] } };
    const begin = async (): Promise<void> => {
      await openPool(options);
      snap.wallet.dialog = async () => Promise.resolve(false);
    };
    const open = async (path: readonly string[]): Promise<HomePage> => {
      const home = await openHome(snap);
      for (const button of home.has(`pool:${pool.id}`) ? [`pool:${pool.id}`, ...path] : path) {
        await home.press(button);
      }
      return home;
    };
    const pressed: string[] = [];
    const pages = [[], ['choose'], ['stake'], ['settings']];
    const others = [['list'], ['unstake'], ['settings', `rename:${other}`]];
    pages.push(...others.slice(0, runsOf(others.length, 0)));
    for (const path of pages) {
      await begin();
      let home = await open(path);
      const buttons = home.buttons();
      for (const button of buttons) {
        if (String(home.buttons()) !== String(buttons)) {
          home = await open(path);
        }
        const [first, second] = await Promise.allSettled([home.press(button), home.press(button)]);
        expect([button, first.status]).toEqual([button, 'fulfilled']);
        // The first press may have led to a page that has no such button.
        expect(second.status === 'fulfilled' ? '' : String(second.reason)).toMatch(/^$|Could not find an element/u);
        pressed.push(button);
        if (/^(?:watched|remove)/u.test(button)) {
          await begin();
          home = await open(path);
        }
      }
    }
    const some = ['choose', 'show', 'continue', 'part:100', 'refresh', 'submit-choices', `remove:${other}`, 'clear'];
    expect(pressed).toEqual(expect.arrayContaining(some));
    expect(proposed).toEqual([]);
    reportRuns('Buttons of the home page, twice each', { pages: pages.length, buttons: pressed.length });
  }, 120_000);

  it('refuses what is no amount without asking the chain', async () => {
    sessionAnswers = withSession();
    const home = await openPool();
    await home.press('stake');
    const before = snap.wallet.requests.length;
    for (const [text, said] of [
      ['', 'Enter an amount.'],
      ['1e99', 'Enter a number, such as 1.5.'],
      ['-0', 'Enter more than 0.'],
      ['0', 'Enter more than 0.'],
      [person, 'Enter a number, such as 1.5.'],
      ['9'.repeat(10_000), 'That number is too long.'],
      ['0.1234567890123456789', 'Use at most 18 decimals.'],
      ['99999999', expect.stringMatching(/That is more than the .* ETH you have\./u)],
    ] as const) {
      await home.type('amount', text);
      await home.press('continue');
      expect([text, home.errors()]).toEqual([text, [said]]);
    }
    expect(snap.wallet.requests.length).toBe(before);
    expect(proposed).toEqual([]);
  });

  it('sends nothing for an account that is only watched', async () => {
    sessionAnswers = withSession();
    await chain.deposit(other, ether);
    await start({ settings: { accounts: [{ address: other, name: 'Savings', isOwn: true }] } });
    const home = await openHome(snap);
    await home.press(`watched:${other}`);
    await home.press(`pool:${pool.id}`);
    expect(home.texts()).toContain('You only watch this account, so nothing can be sent from it here.');
    expect(home.texts()).toContain('Savings');
    expect(home.has('stake')).toBe(false);
  });

  it('claims what pays now, and shows nothing of it afterwards', async () => {
    await chain.deposit(person, 2n * ether);
    sessionAnswers = withSession();
    const home = await openPool();
    await home.press('unstake');
    await home.press('part:100');
    await home.press('continue');
    await chain.operator.returnEth(4n * ether);
    await chain.operator.report(ether / 10n);
    await home.press('refresh');
    expect(home.texts().join('\n')).toMatch(/at the latest|Unstaking/u);
    await chain.operator.advanceTime(2 * 86_400);
    await home.press('refresh');
    expect(home.texts()).toContain('Ready to claim');
    await home.press('claim');
    expect(home.texts()).toEqual(expect.arrayContaining(['You receive', 'Exits that pay', 'Stays in the queue']));
    const before = await chain.balance(person);
    await home.press('continue');
    expect(proposed).toHaveLength(2);
    expect(await chain.balance(person)).toBeGreaterThan(before + ether);
    await home.press('refresh');
    expect(home.has('claim')).toBe(false);
    expect(home.texts()).not.toContain('Unstaking');
  });

  it('keeps the old numbers with their age where the network is not reached', async () => {
    await chain.deposit(person, 2n * ether);
    const home = await openPool();
    snap.wallet.nodes.set(31337, null);
    await home.press('refresh');
    const text = home.texts().join('\n');
    expect(text).toContain("Can't reach Local chain");
    expect(text).toMatch(/Last read: .*\. Check your connection, then update\./u);
    expect(text).toMatch(/Staked\n(?:2|1\.9\d*) ETH/u);
    snap.wallet.nodes.set(31337, chain.anvil);
    await home.press('refresh');
    expect(home.texts()).not.toContain("Can't reach Local chain");
  });

  it('says so where nothing was read yet, and where the wallet has no such network', async () => {
    await start({ home: { chosen: own } });
    snap.wallet.nodes.set(31337, null);
    const home = await openHome(snap);
    await home.press(`pool:${pool.id}`);
    expect(home.texts()).toEqual(
      expect.arrayContaining(["Can't reach Local chain", 'Check your connection, then update.']),
    );
    expect(home.has('stake')).toBe(false);
    snap.wallet.nodes.delete(31337);
    snap.wallet.chainId = 1;
    await home.press('refresh');
    expect(home.texts().join('\n')).toMatch(/The wallet doesn't know the network "Local chain"/u);
  });

  it('shows no number that nothing proves', async () => {
    await chain.deposit(person, 2n * ether);
    await start({ home: { chosen: own } });
    snap.wallet.answer = async ({ method }) => Promise.resolve(method === 'eth_getLogs' ? [] : undefined);
    const home = await openHome(snap);
    await home.press(`pool:${pool.id}`);
    const text = home.texts().join('\n');
    expect(text).toContain("Rewards can't be shown");
    expect(text).toContain('Rewards so far\nunknown');
    expect(text).not.toContain('Rewards this month');
    expect(home.image()).toBeUndefined();
    expect(text).toMatch(/Staked\n(?:2|1\.9\d*) ETH/u);
  });

  it('lets a blocked account unstake, and not stake', async () => {
    await chain.deposit(person, 2n * ether);
    await chain.operator.setBlocked(person, true);
    const home = await openPool();
    expect(home.texts()).toContain('The pool has blocked this account');
    expect(home.isDisabled('stake')).toBe(true);
    expect(home.isDisabled('unstake')).toBe(false);
  });

  it('says why a transaction failed', async () => {
    sessionAnswers = {
      ...withSession(),
      wallet_invokeMethod: async (params) => {
        await chain.operator.setBlocked(person, true);
        return sendIt(params);
      },
    };
    const home = await openPool();
    await home.press('stake');
    await home.type('amount', '1');
    await home.press('continue');
    await home.press('refresh');
    expect(home.texts().join('\n')).toMatch(/Failed: .*\nThe network fee was paid, and nothing else changed\./u);
  });

  it('shows the terms of the newest amount, however late those of an older one come', async () => {
    const home = await openPool();
    await home.press('stake');
    let answerFirst: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    let asked = 0;
    const isAsked = new Promise<void>((resolve) => {
      snap.wallet.answer = async ({ method }) => {
        asked += method === 'eth_estimateGas' ? 1 : 0;
        if (method === 'eth_estimateGas' && asked === 1) {
          resolve();
          await held;
        }
        return undefined;
      };
    });
    const first = home.type('amount', '1');
    await isAsked;
    await home.type('amount', '2');
    expect(home.texts()).toContain('Stake 2 ETH');
    answerFirst();
    await first;
    expect(home.texts()).toContain('Stake 2 ETH');
    expect(home.texts()).not.toContain('Stake 1 ETH');
  });

  it('sends only an amount whose terms were shown', async () => {
    sessionAnswers = withSession();
    const home = await openPool();
    await home.press('stake');
    await home.type('amount', 'abc');
    await home.press('continue');
    expect(proposed).toEqual([]);
    await home.press('part:25');
    expect(home.texts().join('\n')).toMatch(/Stake 2,4\d\d(?:\.\d+)? ETH/u);
    await home.press('part:100');
    expect(home.texts().join('\n')).toMatch(/stays in the account for network fees\./u);
    expect(home.texts()).not.toContain('Little ETH left for network fees');
  });

  it('knows after a restart what was sent before it', async () => {
    sessionAnswers = withSession();
    const home = await openPool();
    await home.press('stake');
    await home.type('amount', '1');
    await home.press('continue');
    const [keptHome, sent] = ['own.home', 'own.sent'].map(
      (key) => snap.wallet.writes.findLast((write) => write.key === key)?.value,
    );
    await start({ home: keptHome, sent });
    const again = await openHome(snap);
    expect(snap.wallet.requests.filter(isChain)).toEqual([]);
    await again.press(`pool:${pool.id}`);
    expect(again.texts()).toContain('Waiting for a block');
    await snap.simulation.onBackgroundEvent({ method: 'follow', params: {} });
    expect(again.texts()).toContain('Done');
    expect(again.texts().join('\n')).toMatch(/Staked\n(?:1|0\.9\d*) ETH/u);
  });

  it('reads anew what is damaged in its store', async () => {
    const entries = { [`${pool.id}:${person}`.toLowerCase()]: { picture: { staked: '5n' }, fault: 7 } };
    const home = await openPool({ home: { chosen: own, entries } });
    expect(home.texts()).toContain('0 ETH');
    await start({ home: 'nonsense' });
    expect((await openHome(snap)).texts()).toContain('Choose an account');
  });

  it('leads to the settings and back', async () => {
    const home = await openPool();
    await home.press('settings');
    expect(home.texts()).toContain('Settings');
    await home.press('back');
    expect(home.texts()).toContain('Your stakes');
  });
});
