import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { methods, type MethodName } from '@pooled-staking/api';
import * as fc from 'fast-check';
import { person, pool } from './support/chain';
import { dapp, install, type InstalledSnap } from './support/snap';

const position = { account: person, pool: pool.id };
const transaction = { ...position, amount: '1000000000000000000' };

/** Params that each method takes. */
const taken: Readonly<Record<MethodName, Readonly<Record<string, unknown>>>> = {
  getPools: { chainId: 'eip155:31337' },
  getPosition: position,
  viewRewards: position,
  stake: transaction,
  unstake: transaction,
  claim: position,
  getProposals: { account: person },
  vote: { account: person, proposal: `0x${'ab'.repeat(32)}`, choice: 1 },
};

/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:9/';

const names = Object.keys(methods) as MethodName[];

/** Values that are close to an amount, an account, a chain or a pool, and none. */
const odd = fc.oneof(
  fc.constantFrom<unknown>('1e99', '-0', ' 1,5 ', '', person.slice(1), `${person}0`, pool.id.slice(1), '__proto__'),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e21, [], {}, [person], { toString: 1 }, '9'.repeat(10_000), '<b>1</b>'),
  fc.jsonValue().filter((value) => typeof value !== 'string' || !/^\d+$/u.test(value)),
);

let snap: InstalledSnap;
const dialogs: unknown[] = [];

type Answer = { readonly result?: unknown; readonly error?: { readonly code: number; readonly message: string } };

async function ask(method: string, params: unknown): Promise<Answer> {
  const { response } = await snap.simulation.request({ origin: dapp, method, params: params as never });
  return response;
}

beforeAll(async () => {
  snap = await install(new Map([[31337, null]]), {
    ...{ chainId: 31337, accounts: [person] },
    state: { version: 2, settings: { governance: { hub: nowhere, sequencer: nowhere } } },
  });
  snap.wallet.dialog = async (dialog) => {
    dialogs.push(dialog);
    return Promise.resolve(true);
  };
});

beforeEach(() => {
  snap.wallet.requests.length = 0;
});

describe('a page that sends garbage', () => {
  it.each(names)('in one field of %s, or in one more, is told which, and nothing is asked or sent', async (method) => {
    const fields = fc.oneof(
      // A choice may be a number, as some of these are.
      fc.constantFrom(...Object.keys(taken[method]).filter((name) => name !== 'choice')),
      fc.string().filter((name) => !['', '__proto__', ...Object.keys(taken.stake)].includes(name)),
    );
    await fc.assert(
      fc.asyncProperty(fields, odd, async (name, value) => {
        const { error } = await ask(method, { ...taken[method], [name]: value });
        expect(error).toMatchObject({ code: -32602, message: expect.stringMatching(/\S/u) });
      }),
      { numRuns: 40 },
    );
    expect(snap.wallet.requests).toEqual([]);
    expect(dialogs).toEqual([]);
  });

  it.each([...names, 'constructor', '__proto__', ''])('to %j as a whole is answered', async (method) => {
    await fc.assert(
      fc.asyncProperty(odd, async (params) => {
        const { error } = await ask(method, params);
        // None is an internal error. Only the lists of pools and of proposals need no params.
        const withoutParams = new Map([
          ['getPools', undefined],
          ['getProposals', -32000],
        ]);
        expect([-32601, -32602, ...(withoutParams.has(method) ? [withoutParams.get(method)] : [])]).toContain(
          error?.code,
        );
        expect(error?.message ?? '-').not.toMatch(/^$|undefined|\[object/u);
      }),
      { numRuns: 20 },
    );
    const sent = snap.wallet.requests.filter((request) => /Session|invokeMethod|^eth_send/u.test(request.method));
    expect(sent).toEqual([]);
    expect(dialogs).toEqual([]);
  });

  it('leaves the Snap as it was', async () => {
    for (const method of names) {
      // The checks are passed, and the chain is asked, or the hub.
      expect((await ask(method, taken[method])).error?.code).toBe(-32000);
      const asksHub = ['getProposals', 'vote'].includes(method);
      expect(snap.wallet.requests.splice(0).length > 0).toBe(!asksHub);
    }
  });
});
