import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Prepared as PreparedResult } from '@pooled-staking/api';
import { accounts, replacePoolCode, type Anvil } from '@pooled-staking/devnet';
import type { Hex } from '@pooled-staking/core';
import { batchOf, execute, modes } from '../../core/test/insight/wrap';
import { collateralize, ether, person, pool, startChain, vault, type TestChain } from './support/chain';
import { dapp, install, type InstalledSnap } from './support/snap';

const local = 31337;
const emptyNetwork = 424242;
const staker: string = accounts[1];

describe('refusals: each with its code and words, and nothing is sent', () => {
  let chain: TestChain;
  let nodes: Map<number, Anvil | null>;
  /** For the tests of one part, which leave no trace in it; another installation ends it. */
  let snap: InstalledSnap;
  let undo: () => Promise<void>;
  let before: readonly bigint[];
  const servers: Server[] = [];

  const holdings = async (): Promise<readonly bigint[]> =>
    Promise.all([chain.nonce(person), chain.balance(person), chain.nonce(staker), chain.balance(staker)]);

  beforeAll(async () => {
    chain = await startChain({ poolVersion: 2, capacity: 1_000n * ether });
    nodes = new Map([[local, chain.anvil]]);
    await collateralize(chain);
  });

  afterAll(async () => chain.stop());

  beforeEach(async () => {
    undo = await chain.snapshot();
    before = await holdings();
  });

  afterEach(async () => {
    expect(await holdings()).toEqual(before);
    await undo();
    await Promise.all(servers.splice(0).map(async (server) => new Promise((resolve) => server.close(resolve))));
  });

  const stakeOf = (amount: string): { account: string; pool: string; amount: string } => ({
    account: person,
    pool: pool.id,
    amount,
  });
  const oneEther = stakeOf(ether.toString());
  const installOnce = (): void => {
    beforeAll(async () => {
      snap = await install(nodes);
    });
  };

  /** A gateway on a port of its own that gives every file the same answer. */
  async function serve(status: number, body: (path: string) => Promise<string>): Promise<string> {
    const server = createServer((request, response) => {
      void body(request.url ?? '').then((text) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ipfs/`;
  }

  describe('of the person', () => {
    installOnce();

    it.each(['stake', 'unstake'] as const)('a refused dialog of %s', async (name) => {
      const account = name === 'stake' ? person : staker;
      const { error, result } = await snap.ask(name, { ...oneEther, account }, async (dialog) => {
        await dialog.cancel();
      });
      expect(result).toBeUndefined();
      expect(error).toMatchObject({ code: 4001, message: 'You rejected the request. Nothing was sent.' });
    });
  });

  describe('of params', () => {
    installOnce();

    beforeEach(() => {
      snap.wallet.requests.length = 0;
    });

    it.each([
      ['a negative amount', { amount: '-1' }, 'amount', /must be a whole number of wei, not negative/u],
      ['a fraction of a wei', { amount: '1.5' }, 'amount', /must be a whole number of wei/u],
      ['a number in place of a string', { amount: 1 }, 'amount', /as a decimal string/u],
      ['no amount', { amount: undefined }, 'amount', /is missing/u],
      ['a malformed account', { account: '0x1234' }, 'account', /must be an Ethereum address/u],
      [
        'an account with a wrong checksum',
        { account: person.replace('f39F', 'F39f') },
        'account',
        /has a wrong checksum/u,
      ],
      ['a malformed pool', { pool: 'the pool' }, 'pool', /must be a CAIP-10 id/u],
      ['an unknown field', { referrer: person }, 'referrer', /is not a field of this method/u],
    ])('%s', async (_, fields, path, words) => {
      const params = JSON.parse(JSON.stringify({ ...oneEther, ...fields })) as unknown;
      const error = await snap.fail('stake', params);
      expect(error).toMatchObject({ code: -32602, data: { path } });
      expect(error.message).toMatch(words);
      expect(snap.wallet.requests).toEqual([]);
    });

    it('takes an account of one letter case, and gives it back with its checksum', async () => {
      const { account } = await snap.call('getPosition', { account: person.toLowerCase(), pool: pool.id });
      expect(account).toBe(person);
    });

    it('an unknown method', async () => {
      const error = await snap.fail('deposit', oneEther);
      expect(error.code).toBe(-32601);
      expect(error.message).toContain(
        'Use one of getPools, getPosition, viewRewards, stake, unstake, claim, getProposals, vote.',
      );
    });

    it.each(['npm:another-snap', 'metamask', 'file:///home/me/page.html', 'https://dapp.example/path', ''])(
      'the caller %j',
      async (origin) => {
        expect(await snap.fail('stake', oneEther, origin)).toMatchObject({
          code: 4100,
          message: 'Only web pages may use this Snap.',
        });
      },
    );
  });

  describe('of amounts', () => {
    installOnce();

    it.each(['stake', 'unstake'])('0 to %s', async (name) => {
      const account = name === 'stake' ? person : staker;
      expect(await snap.fail(name, { ...oneEther, account, amount: '0' })).toMatchObject({
        code: -32000,
        message: `The amount is 0. Enter how much ETH to ${name}.`,
        data: { code: 'AMOUNT_TOO_SMALL' },
      });
    });

    it('above the balance, and all of it without the network fee', async () => {
      const poor = `0x${'5e'.repeat(20)}`;
      await chain.anvil.request('anvil_setBalance', [poor, `0x${ether.toString(16)}`]);
      const above = await snap.fail('stake', { ...oneEther, account: poor, amount: (2n * ether).toString() });
      expect(above).toMatchObject({
        code: -32000,
        data: { code: 'INSUFFICIENT_BALANCE', balance: ether.toString(), needed: (2n * ether).toString() },
      });
      expect(above.message).toBe("The account holds 1 ETH; it can't stake 2 ETH. Choose a smaller amount.");
      const all = await snap.fail('stake', { ...oneEther, account: poor, amount: ether.toString() });
      expect(all).toMatchObject({ code: -32000, data: { code: 'INSUFFICIENT_BALANCE' } });
      expect(all.message).toContain('the network fee');
    });

    it('unstake above the stake, and without any', async () => {
      const above = await snap.fail('unstake', { ...oneEther, account: staker, amount: (65n * ether).toString() });
      expect(above).toMatchObject({ code: -32000, data: { code: 'INSUFFICIENT_STAKE' } });
      expect(above.message).toContain("has 64 ETH staked and can't unstake 65 ETH");
      expect(await snap.fail('unstake', { ...oneEther, amount: 'max' })).toMatchObject({
        code: -32000,
        message: 'The account has nothing staked in this pool.',
        data: { code: 'INSUFFICIENT_STAKE' },
      });
    });

    it('over the capacity', async () => {
      const left = 1_000n * ether - (await chain.read('totalAssets'));
      const error = await snap.fail('stake', stakeOf((left + 1n).toString()));
      expect(error).toMatchObject({
        code: -32000,
        data: { code: 'CAPACITY_EXCEEDED', capacityLeft: left.toString() },
      });
      expect(error.message).toMatch(/^The pool has room for 935\.99\d* ETH more\./u);
    });
  });

  describe('of pools and networks', () => {
    it('an unknown pool', async () => {
      const snap = await install(nodes);
      const id = `eip155:31337:0x${'12'.repeat(20)}`;
      const error = await snap.fail('stake', { ...oneEther, pool: id });
      expect(error).toMatchObject({ code: -32000, data: { code: 'UNKNOWN_POOL', id } });
      expect(error.message).toContain(`use one of these: ${pool.id}`);
    });

    it('a network without a pool', async () => {
      const snap = await install(new Map([[emptyNetwork, chain.anvil]]), { chainId: emptyNetwork });
      const id = `eip155:${emptyNetwork}:${pool.address}`;
      for (const [name, params] of [
        ['getPools', { chainId: `eip155:${emptyNetwork}` }],
        ['getPosition', { account: person, pool: id }],
        ['stake', { ...oneEther, pool: id }],
      ] as const) {
        const error = await snap.fail(name, params);
        expect(error).toMatchObject({ code: -32000, data: { code: 'UNSUPPORTED_CHAIN', chainId: emptyNetwork } });
        expect(error.message).toContain('There is no staking pool on chain 424242');
      }
    });

    it("a wallet that does not know the pool's network", async () => {
      const snap = await install(new Map([[emptyNetwork, chain.anvil]]), { chainId: emptyNetwork });
      const error = await snap.fail('stake', oneEther);
      expect(error).toMatchObject({ code: 4902, data: { chainId: 'eip155:31337' } });
      expect(error.message).toBe(
        `The wallet doesn't know the network "Local chain" (chain id 31337). ` +
          "Add it in the wallet's network settings, then try again.",
      );
    });

    it('a chain that cannot be reached', async () => {
      const snap = await install(new Map([[local, null]]));
      for (const name of ['getPosition', 'viewRewards', 'stake', 'unstake', 'claim']) {
        const base = { account: person, pool: pool.id };
        const error = await snap.fail(name, name === 'stake' || name === 'unstake' ? oneEther : base);
        expect({ name, ...error }).toMatchObject({ name, code: -32000, data: { code: 'CHAIN_UNAVAILABLE' } });
        expect(error.message).toMatch(/^The network couldn't be read .* Check the network and try again\.$/u);
      }
    });

    it('a chain that goes away while the dialog is open', async () => {
      const snap = await install(nodes);
      const { error } = await snap.ask('stake', oneEther, async (dialog) => {
        snap.wallet.nodes.set(local, null);
        await dialog.ok();
      });
      expect(error).toMatchObject({ code: -32000, data: { code: 'CHAIN_UNAVAILABLE' } });
    });

    it('a pool that is not the pool', async () => {
      await chain.anvil.request('anvil_setCode', [pool.address, '0x']);
      const snap = await install(nodes);
      expect(await snap.fail('stake', oneEther)).toMatchObject({
        code: -32000,
        data: { code: 'CHAIN_INCONSISTENT', address: pool.address },
      });
    });
  });

  describe('of the pool', () => {
    it('a blocked account', async () => {
      await chain.operator.setBlocked(person, true);
      const snap = await install(nodes);
      const error = await snap.fail('stake', oneEther);
      expect(error).toMatchObject({ code: -32000, data: { code: 'ACCOUNT_BLOCKED', account: person } });
      expect(error.message).toBe(`${person} is on the pool's blocklist and can't stake here.`);
    });

    it('an account that is blocked while the dialog is open', async () => {
      const snap = await install(nodes);
      const { error } = await snap.ask('stake', oneEther, async (dialog) => {
        await chain.operator.setBlocked(person, true);
        await dialog.ok();
      });
      expect(error).toMatchObject({ code: -32000, data: { code: 'ACCOUNT_BLOCKED' } });
    });

    it('claims without an exit, and of an exit that is not there', async () => {
      const snap = await install(nodes);
      expect(await snap.fail('claim', { account: person, pool: pool.id })).toMatchObject({
        code: -32000,
        message: 'The account has no open exit in this pool, so there is nothing to claim.',
        data: { code: 'NOTHING_TO_CLAIM' },
      });
      expect(await snap.fail('claim', { account: person, pool: pool.id, exits: ['0'] })).toMatchObject({
        code: -32000,
        data: { code: 'UNKNOWN_EXIT', exit: '0' },
      });
    });
  });

  describe('of a stake when the pool is two reports behind', () => {
    const updateAndDeposit = '0x18f72950';

    beforeEach(async () => {
      await chain.operator.report(ether / 10n, false);
      await chain.operator.report(ether / 10n, false);
    });

    it('works with a reachable rewards file, and says that it updates the pool', async () => {
      const snap = await install(nodes, { gateways: [chain.gateway] });
      expect((await snap.call('getPools', { chainId: 'eip155:31337' })).pools[0]?.status).toBe('needs-harvest');
      const { result, texts } = await snap.ask('stake', oneEther, async (dialog) => {
        await dialog.ok();
      });
      expect(texts.slice(0, 2)).toEqual([
        'Before you approve',
        'The pool must take in the latest report first. This transaction does that too.',
      ]);
      const [transaction] = (result as PreparedResult).transactions;
      expect(transaction?.data.slice(0, 10)).toBe(updateAndDeposit);
      // The chain takes it: tried as a call, not sent.
      const { gas, ...call } = transaction ?? { gas: '0x0' };
      await chain.anvil.request('eth_call', [{ ...call, gas }, 'latest']);
    });

    it('is refused without a reachable one', async () => {
      const closed = await serve(200, async () => Promise.resolve(''));
      await Promise.all(servers.splice(0).map(async (server) => new Promise((resolve) => server.close(resolve))));
      const snap = await install(nodes, { gateways: [closed] });
      const error = await snap.fail('stake', oneEther);
      expect(error).toMatchObject({ code: -32000, data: { code: 'HARVEST_PROOF_UNAVAILABLE' } });
      expect(error.message).toContain(closed);
    });

    it('is refused when the gateway has no such file', async () => {
      const empty = await serve(404, async () => Promise.resolve('not found'));
      const snap = await install(nodes, { gateways: [empty] });
      const error = await snap.fail('stake', oneEther);
      expect(error).toMatchObject({ code: -32000, data: { code: 'HARVEST_PROOF_UNAVAILABLE' } });
      expect(error.message).toContain('the server answered 404');
    });

    it('is refused with a forged one, and passes it over when another gateway has the right one', async () => {
      const forged = await serve(200, async (path) => {
        const file = await (await fetch(`${chain.gateway}${path.slice('/ipfs/'.length)}`)).text();
        return file.replace(/"consensus_reward":(\d+)/gu, (_, reward: string) => `"consensus_reward":${reward}0`);
      });
      const fooled = await install(nodes, { gateways: [forged] });
      const error = await fooled.fail('stake', oneEther);
      expect(error).toMatchObject({ code: -32000, data: { code: 'HARVEST_PROOF_UNAVAILABLE' } });
      expect(error.message).toContain("the file doesn't match the report on the chain");

      const careful = await install(nodes, { gateways: [forged, chain.gateway] });
      const { result } = await careful.ask('stake', oneEther, async (dialog) => {
        await dialog.ok();
      });
      expect((result as PreparedResult).transactions[0]?.data.slice(0, 10)).toBe(updateAndDeposit);
    });
  });

  describe('a dialog', () => {
    installOnce();

    it('keeps no other request waiting', async () => {
      const { result } = await snap.ask('stake', oneEther, async (dialog) => {
        const position = await snap.call('getPosition', { account: staker, pool: pool.id });
        expect(position.assets).toBe((64n * ether).toString());
        await dialog.ok();
      });
      expect(result).toMatchObject({ status: 'prepared' });
    });

    it('shows who asks, word for word', async () => {
      const { texts } = await snap.ask('stake', oneEther, async (dialog) => {
        await dialog.cancel();
      });
      expect(texts.slice(texts.indexOf('Request from')).slice(0, 2)).toEqual(['Request from', dapp]);
    });
  });
});

describe('a pool whose code burns the shares of an exit on entry', () => {
  let chain: TestChain;
  let snap: InstalledSnap;

  beforeAll(async () => {
    chain = await startChain({ poolVersion: 2 });
    await collateralize(chain);
    await chain.deposit(person, 3n * ether);
    await replacePoolCode(chain.anvil, chain.contracts, 'PoolV2Burning', staker);
    snap = await install(new Map([[local, chain.anvil]]), { chainId: local, gateways: [chain.gateway] });
  });

  afterAll(async () => chain.stop());

  it.each<['unstake' | 'stake', string]>([
    ['unstake', ether.toString()],
    ['unstake', 'max'],
    ['stake', ether.toString()],
  ])('is refused to %s %s before anything is proposed, in words of its own', async (method, amount) => {
    const before = await chain.nonce(person);
    const error = await snap.fail(method, { account: person, pool: pool.id, amount });
    expect(error).toMatchObject({
      data: { code: 'UNSUPPORTED_POOL_CODE' },
      message: expect.stringMatching(
        /^This pool's early code removes a stake as soon as you unstake\. .* Nothing was sent\./u,
      ),
    });
    expect(await chain.nonce(person)).toBe(before);
  });

  it.each<[string, (data: string) => { to: string; data: string }]>([
    ['an exit', (data) => ({ to: pool.address, data })],
    ['an exit in a multicall', (data) => ({ to: pool.address, data: vault.encodeFunctionData('multicall', [[data]]) })],
    [
      'an exit in a batch of the account',
      (data) => ({
        to: person,
        data: execute(modes.batch, batchOf([{ to: pool.address, value: 0n, data: data as Hex }])),
      }),
    ],
  ])('is named by the insight of %s that another page asks for', async (_, wrap) => {
    const exit = vault.encodeFunctionData('enterExitQueue', [ether, person]);
    const view = await snap.look({ from: person, value: '0x0', ...wrap(exit) });
    expect(view?.severity).toBeUndefined();
    expect(view?.texts.slice(0, 3)).toEqual([
      "Exits from this pool aren't followed here",
      'The pool removes this stake right away and pays it out later from its own queue.',
      "This Snap can't show or claim such an exit. Continue only if another app can.",
    ]);
    // No other sentence tells of a wait in the queue that such exits are not in.
    expect(view?.texts.join('\n')).not.toMatch(/next report|goes on earning|You can claim it then/u);
    expect(view?.texts).toEqual(expect.arrayContaining(['Staked now', '3 ETH', 'Staked after this', '2 ETH']));
  });

  it('is named by the insight of a stake', async () => {
    const newcomer = accounts[7];
    const data = vault.encodeFunctionData('deposit', [newcomer, `0x${'00'.repeat(20)}`]);
    const view = await snap.look({ from: newcomer, to: pool.address, value: `0x${ether.toString(16)}`, data });
    expect(view?.texts.slice(0, 3)).toEqual([
      "Exits from this pool aren't followed here",
      'When you unstake here, the pool removes the stake right away and pays it out later.',
      "This Snap couldn't show or claim that exit. Stake only if another app can.",
    ]);
    expect(view?.texts).not.toContain('Getting your ETH back');
    expect(view?.texts).not.toContain('Your first stake in this pool');
  });
});
