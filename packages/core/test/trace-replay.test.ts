import { describe, expect, it } from '@jest/globals';
import { reportRuns, runsOf } from './long';
import { StakingError } from '../src/errors';
import { readAccountView } from '../src/protocols/stakewise/ledger/account';
import { unlimitedCapacity } from '../src/protocols/stakewise/vault/abi';
import type { Address } from '../src/units';
import { TraceNode } from './replay-node';
import { replayTrace } from './replay-trace';
import { loadTrace, traceNames, type Trace, type TraceStep } from './trace';

/** What a user's figures come to at a state rests on all that was before, so that a share of the states finds what is wrong. */
const every = runsOf(1, 6);

/** The first steps of a trace, up to and including the one where `isLast` holds. */
function upTo(trace: Trace, isLast: (step: TraceStep) => boolean): Trace {
  return { ...trace, steps: trace.steps.slice(0, trace.steps.findIndex(isLast) + 1) };
}

const hasExit = ({ state }: TraceStep): boolean =>
  Object.values(state?.users ?? {}).some(({ positions }) => positions.length > 0);

describe.each(traceNames)('the recorded life %s', (name) => {
  it('comes out as recorded, to the wei: shares, exits, claims, rewards, the next harvest and the totals', async () => {
    const { states, figures, differences } = await replayTrace(loadTrace(name), undefined, every);
    expect(differences).toEqual([]);
    expect(states).toBeGreaterThan(250);
    expect(figures).toBeGreaterThan(20_000 / every);
    reportRuns(`The recorded life ${name}`, { states, figures });
  }, 300_000);
});

describe('a replay', () => {
  const short = (): Trace => upTo(loadTrace('fox-v2-a'), hasExit);

  /** The differences after a change of the last state, without the part of the figure that names a ticket. */
  async function differencesAfter(change: (trace: Trace, owner: Address) => void): Promise<string[]> {
    const trace = short();
    const users = Object.entries(trace.steps.at(-1)?.state?.users ?? {});
    const owner = users.find(([, { positions }]) => positions.length > 0)?.[0] as Address;
    change(trace, owner);
    const { differences } = await replayTrace(trace);
    return [...new Set(differences.map(({ field }) => field.replace(/ \d+$/u, '')))];
  }

  it.each<[string, string, (trace: Trace, owner: Address) => void]>([
    [
      'true rewards',
      'rewards',
      ({ steps }, owner) => {
        const user = steps.at(-1)?.state?.users[owner];
        Object.assign(user ?? {}, { trueRewards: (BigInt(user?.trueRewards ?? 0) + 1n).toString() });
      },
    ],
    ['assets', 'assets', ({ steps }, owner) => Object.assign(steps.at(-1)?.state?.users[owner] ?? {}, { assets: '1' })],
    [
      "an exit's shares",
      'shares of position',
      ({ steps }, owner) => Object.assign(steps.at(-1)?.state?.users[owner]?.positions[0] ?? {}, { shares: '5' }),
    ],
    [
      'the shares that the pool counts',
      'shares',
      ({ steps }, owner) => Object.assign(steps.at(-1)?.state?.users[owner] ?? {}, { shares: '5' }),
    ],
    [
      'the totals before',
      'total assets by walking back',
      ({ steps }) => Object.assign(steps.find(({ state }) => state !== null)?.state ?? {}, { totalAssets: '5' }),
    ],
  ])('notices when %s were recorded otherwise', async (_, field, change) => {
    expect(await differencesAfter(change)).toContain(field);
  });

  it('notices a log that is missing', async () => {
    const fields = await differencesAfter(({ steps }) =>
      steps.find(({ action }) => action.type === 'deposit')?.logs.pop(),
    );
    expect(fields).toEqual(expect.arrayContaining(['shares', 'rewards']));
  });

  it('does not rest on what the record does not hold', async () => {
    const odd = { capacity: unlimitedCapacity - 1n, reportDelay: 1, accountBalance: 77n, isBlocked: true };
    expect((await replayTrace(short(), odd)).differences).toEqual([]);
  });
});

describe("the record's node", () => {
  it('refuses what is not recorded instead of inventing it', async () => {
    const node = new TraceNode(upTo(loadTrace('fox-v2-a'), hasExit));
    node.trace.steps.forEach((step) => {
      node.advance(step);
    });
    const stranger = readAccountView(node.context, '0x00000000000000000000000000000000000000aa');
    await expect(stranger).rejects.toBeInstanceOf(StakingError);
    await expect(stranger).rejects.toThrow(/The record does not hold the shares of 0x0{38}aa/iu);
    const request = async (method: string, params: unknown[]): Promise<unknown> =>
      node.context.request({ method, params });
    await expect(request('eth_getBlockByNumber', ['0x1', false])).rejects.toThrow('the time of block 1 ');
    await expect(request('eth_gasPrice', [])).rejects.toThrow('answers to eth_gasPrice');
    const foreign = { to: node.trace.vault, data: '0x12345678' };
    await expect(request('eth_call', [foreign, 'latest'])).rejects.toThrow('The record does not hold');
  });
});
