import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Request } from '../src/chain/request';
import type { PoolContext } from '../src/networks/context';
import { readAccountView, type AccountView } from '../src/protocols/stakewise/ledger/account';
import { isSameAddress, type Address, type Hex } from '../src/units';
import { countingSteps } from './counting-steps';
import { keeping, memoryStore } from './memory-store';
import { TraceNode } from './replay-node';
import { loadTrace, traceNames } from './trace';

type RawLog = { readonly blockNumber: Hex; readonly blockHash: Hex };
type Args = Parameters<Request>[0];

const quantity = (value: number): Hex => `0x${value.toString(16)}`;
const isLogs = ({ method }: Args): boolean => method === 'eth_getLogs';

/** Changes what a node answers. */
const changing =
  (request: Request, change: (args: Args, answer: unknown) => unknown): Request =>
  async (args) =>
    change(args, await request(args));

/** Asks a node something else. */
const asking =
  (request: Request, change: (args: Args) => Args): Request =>
  async (args) =>
    request(change(args));

/** A node that gives each log with the time of its block, as the newer ones do. */
function timing(node: TraceNode): PoolContext {
  const request = changing(node.context.request, (args, answer) =>
    isLogs(args)
      ? (answer as RawLog[]).map((log) => ({
          ...log,
          blockTimestamp: quantity(node.timeOf(Number(log.blockNumber)) ?? 0),
        }))
      : answer,
  );
  return { ...node.context, request };
}

const usersOf = (node: TraceNode, index: number): Address[] =>
  Object.keys(node.trace.steps[index]?.state?.users ?? {}) as Address[];

/** What a person is shown. How long exits wait is remembered for a day on purpose. */
const shown = (view: AccountView): unknown => ({
  ...view,
  state: { ...view.state, block: view.state.block.number },
  events: view.events.length,
  claimDelay: null,
});

/** One question after the other, as a node is asked that left logs out: the block first, then all at the block. */
const careful = async (context: PoolContext, user: Address): Promise<AccountView> =>
  readAccountView(context, user, { fromEach: true });

const hasStrangers = ({ events, account }: AccountView): boolean =>
  events.some(
    (event) =>
      event.name === 'ExitQueueEntered' &&
      isSameAddress(event.owner, account) &&
      !isSameAddress(event.receiver, account),
  );

describe.each(traceNames)('a first look at an account of %s', (name) => {
  it('takes two steps, and shows what one step after the other shows', async () => {
    const node = new TraceNode(loadTrace(name));
    const context = timing(node);
    const exits: Record<string, number> = {};
    for (const [index, step] of node.trace.steps.entries()) {
      node.advance(step);
      if (index % 12 !== 3 || !step.state) {
        continue;
      }
      for (const user of usersOf(node, index)) {
        const { request, steps } = countingSteps(context.request);
        const view = await readAccountView({ ...context, request }, user);
        expect(shown(view)).toEqual(shown(await careful(context, user)));
        // Claims by a stranger are looked for once it is known that there is one.
        expect(steps()).toBe(hasStrangers(view) ? 3 : 2);
        for (const { status } of view.exits) {
          exits[status] = (exits[status] ?? 0) + 1;
        }
      }
    }
    expect(Object.keys(exits).sort()).toEqual(['claimable', 'dust', 'exiting', 'queued'].filter((each) => exits[each]));
    expect(exits).toMatchObject({
      claimable: expect.any(Number),
      exiting: expect.any(Number),
      queued: expect.any(Number),
    });
  }, 120_000);
});

describe('a node whose answers to one step disagree', () => {
  const trace = loadTrace('fox-v2-a');
  const states = trace.steps.flatMap(({ state }, index) => (state ? [index] : []));
  // Some exits can be claimed, and some wait.
  const hasBoth = (index: number): boolean => {
    const positions = Object.values(trace.steps[index]?.state?.users ?? {}).flatMap((user) => user.positions);
    const claimable = positions.filter(({ claimableByEthCall }) => claimableByEthCall.ok);
    return claimable.length > 0 && claimable.length < positions.length;
  };
  const place = states.findLastIndex(hasBoth);
  const [older, newest] = [states[place - 8] ?? 0, states[place] ?? 0];
  const node = new TraceNode(trace, undefined, { keepsOldState: true });
  const context = timing(node);
  const users = Object.keys(trace.steps[newest]?.state?.users ?? {}) as Address[];
  const olderBlock = quantity(trace.steps[older]?.state?.block ?? 0);
  const olderViews = new Map<Address, AccountView>();
  const views = new Map<Address, AccountView>();

  beforeAll(async () => {
    for (const [index, step] of trace.steps.slice(0, newest + 1).entries()) {
      node.advance(step);
      if (index === older || index === newest) {
        for (const user of users) {
          (index === older ? olderViews : views).set(user, await careful(context, user));
        }
      }
    }
  });

  /** Reads everybody from a node, without a store and as a second look; the most steps of a first and a second one. */
  async function expectRight(request: Request, truth = views): Promise<[number, number]> {
    let most: [number, number] = [0, 0];
    for (const [user, view] of truth) {
      const first = countingSteps(request);
      expect(shown(await readAccountView({ ...context, request: first.request }, user))).toEqual(shown(view));
      const store = memoryStore();
      await readAccountView(keeping(node, store, context.request), user);
      const second = countingSteps(keeping(node, store, request).request);
      const again = await readAccountView({ ...context, store, request: second.request }, user);
      expect(shown(again)).toEqual(shown(view));
      most = [Math.max(most[0], first.steps()), Math.max(most[1], second.steps())];
    }
    return most;
  }

  it('is asked for the state again, in no step of its own, where it told that of another block', async () => {
    const request = asking(context.request, (args) => {
      const [call, tag] = args.params as [unknown, unknown];
      return args.method === 'eth_call' && tag === 'latest' ? { ...args, params: [call, olderBlock] } : args;
    });
    const [first, second] = await expectRight(request);
    expect(first).toBeLessThanOrEqual(3);
    expect(second).toBe(2);
  });

  it('is asked for the state again where the header does not tell by what to know it', async () => {
    const request = changing(context.request, ({ method }, answer) =>
      method === 'eth_getBlockByNumber' ? { ...(answer as object), parentHash: undefined } : answer,
    );
    const [first, second] = await expectRight(request);
    expect(first).toBeLessThanOrEqual(3);
    expect(second).toBe(2);
  });

  it('shows the block of its header, without the logs above it', async () => {
    let above = 0;
    const behind = asking(context.request, (args) =>
      args.method === 'eth_getBlockByNumber' && (args.params as unknown[])[0] === 'latest'
        ? { ...args, params: [olderBlock, false] }
        : args,
    );
    const request = changing(behind, (args, answer) => {
      const logs = isLogs(args) ? (answer as RawLog[]) : [];
      above += logs.filter(({ blockNumber }) => Number(blockNumber) > Number(olderBlock)).length;
      return answer;
    });
    const idle = [...olderViews].filter(([, { exits }]) => exits.length === 0);
    expect(idle.length).toBeGreaterThan(1);
    for (const [user, view] of idle) {
      expect(shown(await readAccountView({ ...context, request }, user))).toEqual(shown(view));
    }
    expect(above).toBeGreaterThan(0);
  });

  it('is asked for the logs again where they end before the block', async () => {
    const request = asking(context.request, (args) => {
      const [query] = args.params as [{ toBlock: string }];
      return isLogs(args) && query.toBlock === 'latest'
        ? { ...args, params: [{ ...query, toBlock: quantity(Number(olderBlock) - 3 * context.network.reorgDepth) }] }
        : args;
    });
    await expectRight(request);
  });

  it('is asked once for a range that it refuses', async () => {
    const widest = 100;
    const refused = new Map<string, number>();
    const request: Request = async (args) => {
      const [query] = args.params as [{ topics: unknown; fromBlock: string; toBlock: string }];
      const last = query.toBlock === 'latest' ? node.newestBlock : Number(query.toBlock);
      if (isLogs(args) && last - Number(query.fromBlock) >= widest) {
        const key = JSON.stringify([query.topics, query.fromBlock, last]);
        refused.set(key, (refused.get(key) ?? 0) + 1);
        throw Object.assign(new Error(`max block range ${widest}`), { code: -32000 });
      }
      return context.request(args);
    };
    for (const [user, view] of views) {
      refused.clear();
      expect(shown(await readAccountView({ ...context, request }, user))).toEqual(shown(view));
      expect([...new Set(refused.values())]).toEqual([1]);
    }
  });

  it('does not know the newest block by its name', async () => {
    const request: Request = async (args) => {
      const [first, second] = args.params as [{ toBlock?: string }, unknown];
      if (args.method !== 'eth_getBlockByNumber' && (first.toBlock === 'latest' || second === 'latest')) {
        throw Object.assign(new Error('invalid argument'), { code: -32602 });
      }
      return context.request(args);
    };
    await expectRight(request);
  });

  /** The calls of exits' claims, which go to the pool itself. */
  const isClaim = ({ method, params }: Args): boolean =>
    method === 'eth_call' && isSameAddress((params as [{ to: Address }])[0].to, context.pool.address);

  it('is asked at the block for claims that its newest refuses, or pays otherwise', async () => {
    const paid = [...views].filter(([, { exits }]) => exits.some(({ status }) => status === 'claimable'));
    expect(paid.length).toBeGreaterThan(0);
    const answers: (() => Hex)[] = [
      () => {
        throw Object.assign(new Error('execution reverted'), { code: 3, data: '0x1c7b1d1a' });
      },
      () => `0x${'1'.padStart(192, '0')}`,
    ];
    for (const answer of answers) {
      await expectRight(async (args) =>
        isClaim(args) && (args.params as unknown[])[1] === 'latest' ? answer() : context.request(args),
      );
    }
  });

  const otherHash: Hex = `0x${'ab'.repeat(32)}`;

  it('is refused where its logs are of another chain than its state', async () => {
    let refusals = 0;
    for (const [user, view] of views) {
      const top = view.state.block.number;
      const young = view.events.filter(({ log }) => log.blockNumber > top - context.network.reorgDepth);
      for (const block of new Set(young.map(({ log }) => log.blockNumber))) {
        const reorganised = (request: Request): Request =>
          changing(request, (args, answer) =>
            isLogs(args)
              ? (answer as RawLog[]).map((log) =>
                  Number(log.blockNumber) === block ? { ...log, blockHash: otherHash } : log,
                )
              : answer,
          );
        const refusal = { code: 'CHAIN_INCONSISTENT', message: expect.stringContaining('reorganised') };
        const request = reorganised(context.request);
        await expect(readAccountView({ ...context, request }, user)).rejects.toMatchObject(refusal);
        // The second look knows of the block, and is refused in its one step.
        const store = memoryStore();
        await readAccountView(keeping(node, store, context.request), user);
        const second = countingSteps(keeping(node, store, request).request);
        await expect(readAccountView({ ...context, store, request: second.request }, user)).rejects.toMatchObject(
          refusal,
        );
        refusals += 1;
      }
    }
    expect(refusals).toBeGreaterThan(3);
  });

  it('is refused where its state is of another chain than its header, and read again where that was the first answer', async () => {
    // The parent in the answer of Multicall3 is that of the header.
    const parent = quantity((views.get(users[0] as Address)?.state.block.number ?? 0) - 1)
      .slice(2)
      .padStart(64, '0');
    const elsewhere = (isAlways: boolean): Request =>
      changing(context.request, ({ method, params }, answer) =>
        method === 'eth_call' && (isAlways || (params as unknown[])[1] === 'latest')
          ? (answer as string).replaceAll(parent, otherHash.slice(2))
          : answer,
      );
    await expectRight(elsewhere(false));
    for (const user of users) {
      await expect(readAccountView({ ...context, request: elsewhere(true) }, user)).rejects.toMatchObject({
        code: 'CHAIN_INCONSISTENT',
        message: expect.stringContaining('reorganised'),
      });
    }
  });
});
