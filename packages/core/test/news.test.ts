import { describe, expect, it } from '@jest/globals';
import { RequestsSpentError, type Request } from '../src/chain/request';
import { limitRequests } from '../src/chain/request-budget';
import type { PoolContext } from '../src/networks/context';
import { stakewise } from '../src/protocols/stakewise/index';
import { eventTopics } from '../src/protocols/stakewise/vault/events';
import type { News } from '../src/staking/news';
import { isSameAddress, type Address } from '../src/units';
import { keeping, memoryStore } from './memory-store';
import { TraceNode } from './replay-node';
import { loadTrace, traceNames, type Trace, type TraceState } from './trace';

const stranger: Address = `0x${'5'.repeat(40)}`;

/** What a look leaves, as a wallet stores it. */
const stored = (kept: unknown): unknown => JSON.parse(JSON.stringify(kept)) as unknown;

/** A node that is asked at its newest block: the record holds no others. */
function contextOf(node: TraceNode, request?: Request): PoolContext {
  const context = keeping(node, memoryStore(), request);
  return { ...context, network: { ...context.network, reorgDepth: 0 } };
}

const usersIn = ({ users }: TraceState): Address[] => Object.keys(users) as Address[];

function usersOf(trace: Trace): Address[] {
  const last = trace.steps.findLast(({ state }) => state !== null)?.state;
  return last ? usersIn(last) : [];
}

/** What can be claimed by whom, as the getters and simulated claims were recorded. */
function claimsIn({ users }: TraceState): string[] {
  const positions = Object.values(users).flatMap((user) => user.positions);
  const payable = positions.filter(({ assets, claimableByEthCall }) => claimableByEthCall.ok && BigInt(assets) > 0n);
  return payable.map(({ receiver, ticket, assets }) => `${receiver.toLowerCase()} ${ticket} ${assets}`);
}

const ticketOf = (kept: unknown, account: string, id: bigint): string => {
  const { accounts } = kept as { accounts: Record<string, { exits: { id: string; ticket: string }[] }> };
  return accounts[account]?.exits.find((exit) => exit.id === id.toString())?.ticket ?? 'none';
};

const rewardsIn = (state: TraceState | undefined, account: string): bigint => {
  const found = Object.entries(state?.users ?? {}).find(([user]) => isSameAddress(user, account));
  return BigInt(found?.[1].trueRewards ?? 0);
};

/** Looks at everybody every few steps of a life. */
async function follow(
  name: (typeof traceNames)[number],
  every: number,
  onLook: (news: readonly News[], state: TraceState, kept: unknown) => void,
): Promise<void> {
  const node = new TraceNode(loadTrace(name), undefined, { keepsOldState: true });
  let kept: unknown;
  for (const [index, step] of node.trace.steps.entries()) {
    node.advance(step);
    if (step.state && index % every === 0) {
      // As many as a run of the Snap has for a pool.
      const { request } = limitRequests(node.context.request, 35);
      const look = await stakewise.readNews(contextOf(node, request), usersIn(step.state), kept);
      kept = stored(look.kept);
      onLook(look.news, step.state, kept);
    }
  }
}

describe.each(traceNames)('looks at everybody in %s', (name) => {
  it.each([1, 7])(
    'tell each claim that pays, once, every %d steps',
    async (every) => {
      const told: string[] = [];
      let repeated = 0;
      await follow(name, every, (news, state, kept) => {
        const users = usersIn(state).map((user) => user.toLowerCase());
        const claims = claimsIn(state).filter((claim) => users.includes(claim.slice(0, 42)));
        const found = news.flatMap((each) =>
          each.kind === 'claimable' || each.kind === 'partly'
            ? [`${each.account} ${ticketOf(kept, each.account, each.exit)} ${each.assets}`]
            : [],
        );
        const untold = claims.filter((claim) => !told.includes(claim));
        // Of an account that had to be read whole, claims are told again: whoever tells people knows what they were told.
        const fresh = found.filter((claim) => !told.includes(claim));
        repeated += found.length - fresh.length;
        expect(claims).toEqual(expect.arrayContaining(found));
        // Six claims are simulated in a look, some of which are refused, and those of accounts that are read whole; the
        // others are told by the next.
        expect(fresh.length).toBeGreaterThanOrEqual(Math.min(4, untold.length));
        expect(fresh.length).toBeLessThanOrEqual(7);
        told.push(...fresh);
      });
      expect(told.length).toBeGreaterThan(10);
      expect(repeated).toBeLessThan(3);
    },
    120_000,
  );

  it("tell a week's rewards to the wei", async () => {
    const states = new Map<number, TraceState>();
    let told = 0;
    await follow(name, 3, (news, state) => {
      states.set(state.timestamp, state);
      for (const each of news) {
        if (each.kind === 'summary') {
          const { account, assets, since } = each;
          expect({ account, since, assets }).toEqual({
            account,
            since,
            assets: rewardsIn(state, account) - rewardsIn(states.get(since), account),
          });
          expect(state.timestamp - since).toBeGreaterThanOrEqual(604_800);
          told += 1;
        }
      }
    });
    expect(told).toBeGreaterThan(10);
  }, 120_000);

  it('tell what each penalty took, to the wei', async () => {
    const trace = loadTrace(name);
    const ofTransaction = new Map(trace.steps.map((step, index) => [step.tx?.hash, index]));
    let told = 0;
    let exact = 0;
    await follow(name, 5, (news) => {
      for (const each of news) {
        if (each.kind === 'penalty') {
          const index = ofTransaction.get(each.transactionHash) ?? 0;
          const after = trace.steps[index]?.state ?? undefined;
          const before = trace.steps.slice(0, index).findLast(({ state }) => state !== null)?.state ?? undefined;
          const lost = rewardsIn(before, each.account) - rewardsIn(after, each.account);
          expect(lost).toBeGreaterThan(0n);
          expect([null, lost]).toContain(each.assets);
          told += 1;
          exact += each.assets === null ? 0 : 1;
        }
      }
    });
    expect(told).toBeGreaterThan(0);
    // Version 1 tells nowhere which exits a checkpoint served.
    expect(exact).toBeGreaterThan(name === 'fox-v1-a' ? 0 : told - 1);
  }, 120_000);

  it('lose nothing and repeat nothing when the requests run out again and again', async () => {
    const node = new TraceNode(loadTrace(name));
    const accounts = usersOf(node.trace);
    node.trace.steps.forEach((step) => {
      node.advance(step);
    });
    const whole = await stakewise.readNews(contextOf(node), accounts, undefined);
    const all = stored(whole.kept) as { accounts: Record<string, unknown> };
    for (let most = 0; most < 40; most += 1) {
      const { request } = limitRequests(node.context.request, most);
      const context = { ...contextOf(node), request };
      const look = await stakewise.readNews(context, accounts, undefined).catch((error: unknown) => {
        expect(error).toBeInstanceOf(RequestsSpentError);
        return null;
      });
      if (look) {
        // What has to be read whole may wait.
        const { waiting, ...kept } = stored(look.kept) as {
          waiting: string[];
          accounts: Record<string, unknown>;
        };
        expect(most).toBeGreaterThan(4);
        expect(all.accounts).toMatchObject(kept.accounts);
        expect(Object.keys(kept.accounts).length + waiting.length).toBe(accounts.length);
        if (waiting.length === 0) {
          expect(look).toEqual(whole);
          return;
        }
      }
    }
    throw new Error('40 requests do not suffice.');
  });
});

describe('a node that gives few blocks at a time', () => {
  it('is read on from run to run, within the requests of each', async () => {
    const node = new TraceNode(loadTrace('fox-v2-a'));
    node.trace.steps.forEach((step) => {
      node.advance(step);
    });
    // Those whose logs explain them: the others are read whole, which takes more requests than a run has on such a node.
    const { request: few } = limitRequests(node.context.request, 18);
    const atOnce = stored((await stakewise.readNews(contextOf(node, few), usersOf(node.trace), undefined)).kept);
    const accounts = Object.keys((atOnce as { accounts: object }).accounts) as Address[];
    expect(accounts.length).toBeGreaterThan(4);
    const whole = await stakewise.readNews(contextOf(node), accounts, undefined);
    const blocks = node.newestBlock - node.trace.firstBlock;
    let runs = 0;
    const limited: Request = async (args) => {
      const [query] = args.params as [{ fromBlock: string; toBlock: string }];
      const to = query.toBlock === 'latest' ? node.newestBlock : Number(query.toBlock);
      if (args.method === 'eth_getLogs' && to - Number(query.fromBlock) > blocks / 25) {
        throw Object.assign(new Error(`block range limit exceeded: ${Math.floor(blocks / 25)}`), { code: -32005 });
      }
      return node.context.request(args);
    };
    const context = { ...contextOf(node), store: memoryStore() };
    const told: News[] = [];
    let kept: unknown;
    let waiting = accounts.length;
    for (; runs < 60 && waiting > 0; runs += 1) {
      const { request } = limitRequests(keeping(node, memoryStore(), limited).request, 30);
      const look = await stakewise.readNews({ ...context, request }, accounts, kept);
      kept = stored(look.kept);
      told.push(...look.news);
      const { accounts: followed, mark } = kept as {
        accounts: Record<string, { upTo: number }>;
        mark: { number: number };
      };
      waiting = accounts.length - Object.values(followed).filter(({ upTo }) => upTo === mark.number).length;
      // A look without a new block has nothing to tell.
      const number = node.newestBlock - 1;
      kept = { ...(kept as object), mark: { number, hash: `0x${number.toString(16).padStart(64, '0')}` } };
    }
    expect(waiting).toBe(0);
    expect(runs).toBeGreaterThan(3);
    // What the node gives at a time is learnt once.
    expect(runs).toBeLessThan(8);
    expect(told).toEqual(whole.news);
  }, 60_000);
});

/** The node without logs of an event, from a contract's own view. */
function without(node: TraceNode, event: keyof typeof eventTopics, isOver: () => boolean): Request {
  return async (args) => {
    const answer = await node.context.request(args);
    return args.method === 'eth_getLogs' && !isOver()
      ? (answer as { topics: string[] }[]).filter(({ topics }) => topics[0] !== eventTopics[event])
      : answer;
  };
}

describe('a node that leaves something out', () => {
  it.each(['Deposited', 'ExitQueueEntered', 'ExitedAssetsClaimed'] as const)(
    'of what accounts did (%s) makes up nothing, and everybody is followed again once it is there',
    async (event) => {
      const node = new TraceNode(loadTrace('fox-v2-a'), undefined, { keepsOldState: true });
      const states = new Map<number, TraceState>();
      let kept: unknown;
      let isOver = false;
      let followed = 0;
      for (const [index, step] of node.trace.steps.entries()) {
        node.advance(step);
        isOver = index >= node.trace.steps.length - 40;
        if (!step.state || index % 10 !== 0) {
          continue;
        }
        const request = without(node, event, () => isOver);
        const look = await stakewise.readNews(contextOf(node, request), usersIn(step.state), kept);
        kept = stored(look.kept);
        states.set(step.state.timestamp, step.state);
        const claims = claimsIn(step.state);
        for (const each of look.news) {
          if (each.kind === 'claimable' || each.kind === 'partly') {
            expect(claims).toContain(`${each.account} ${ticketOf(kept, each.account, each.exit)} ${each.assets}`);
          }
          if (each.kind === 'summary') {
            const earned = rewardsIn(step.state, each.account) - rewardsIn(states.get(each.since), each.account);
            expect(each.assets).toBe(earned);
          }
        }
        followed = Object.keys((kept as { accounts: object }).accounts).length;
      }
      expect(followed).toBe(usersOf(node.trace).length);
    },
    120_000,
  );

  it('of the reports tells the penalty once it is there, and gives it up in the end', async () => {
    const trace = loadTrace('fox-v2-a');
    const lossAt = trace.steps.findIndex(({ logs }) =>
      logs.some(({ topics, data }) => topics[0] === eventTopics.KeeperHarvested && /^0x[f]/u.test(data)),
    );
    expect(lossAt).toBeGreaterThan(0);
    const runs = async (missingLooks: number): Promise<number[]> => {
      const node = new TraceNode(trace, undefined, { keepsOldState: true });
      const found: number[] = [];
      let kept: unknown;
      let looks = 0;
      for (const [index, step] of trace.steps.entries()) {
        node.advance(step);
        if (step.state && (index === lossAt - 1 || index >= lossAt) && found.length < 6) {
          looks = index < lossAt ? 0 : looks + 1;
          const request = without(node, 'KeeperHarvested', () => looks > missingLooks);
          const look = await stakewise.readNews(contextOf(node, request), usersIn(step.state), kept);
          kept = stored(look.kept);
          found.push(look.news.filter(({ kind }) => kind === 'penalty').length);
        }
      }
      return found;
    };
    const [, now = 0] = await runs(0);
    expect(now).toBeGreaterThan(0);
    expect(await runs(2)).toEqual([0, 0, 0, now, 0, 0]);
    expect(await runs(3)).toEqual([0, 0, 0, 0, 0, 0]);
  }, 60_000);
});

describe('what a look left', () => {
  it.each([
    ['nothing', () => null],
    ['nonsense', () => 'kept'],
    ['another version', (kept: object) => ({ ...kept, version: 2 })],
    ['no amounts', (kept: object) => ({ ...kept, harvested: { assets: '1e9', nonce: '1' } })],
    ['an account that is none', (kept: object) => ({ ...kept, accounts: { [stranger]: 5 } })],
    ['another chain', (kept: object) => ({ ...kept, mark: { number: 1, hash: `0x${'7'.repeat(64)}` } })],
  ])('counts as no look where it is %s', async (_, spoil) => {
    const node = new TraceNode(loadTrace('fox-v2-a'));
    node.trace.steps.forEach((step) => {
      node.advance(step);
    });
    const accounts = usersOf(node.trace);
    const first = await stakewise.readNews(contextOf(node), accounts, undefined);
    const kept = spoil(stored(first.kept) as object);
    expect(await stakewise.readNews(contextOf(node), accounts, kept)).toEqual(first);
  });
});
