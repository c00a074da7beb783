import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts, type Anvil } from '@pooled-staking/devnet';
import { collateralize, ether, person, pool, startChain, vault, type TestChain } from './support/chain';
import { install, type Unsigned } from './support/snap';

const stranger = accounts[6];
const nobody = `0x${'00'.repeat(20)}`;
const toHex = (value: bigint): string => `0x${value.toString(16)}`;

describe('transaction insight', () => {
  let chain: TestChain;
  let nodes: Map<number, Anvil | null>;

  beforeAll(async () => {
    chain = await startChain({ poolVersion: 2 });
    nodes = new Map([[31337, chain.anvil]]);
    await collateralize(chain);
    await chain.deposit(person, 2n * ether);
  });

  afterAll(async () => chain.stop());

  const deposit = (receiver: string, amount = ether): Unsigned => ({
    from: person,
    to: pool.address,
    value: toHex(amount),
    data: vault.encodeFunctionData('deposit', [receiver, nobody]),
  });
  const call = (data: string): Unsigned => ({ from: person, to: pool.address, value: '0x0', data });

  it.each([
    ['to another account', { ...deposit(person), to: stranger, data: '0x' }, 'eip155:31337'],
    ['to another contract', { ...deposit(person), to: stranger, value: '0x0' }, 'eip155:31337'],
    ["to another account on Metis' chain", { ...deposit(person), to: stranger, data: '0x' }, 'eip155:1088'],
    ["to another contract on Metis' chain", { ...deposit(person), to: stranger, value: '0x0' }, 'eip155:1088'],
    ['on a chain without a pool', { ...deposit(person), to: stranger }, 'eip155:424242'],
  ])('says nothing of a transaction %s, and asks nobody', async (_, transaction, chainId) => {
    const snap = await install(nodes);
    expect(await snap.insight(transaction, chainId)).toBeNull();
    expect(snap.wallet.requests).toEqual([]);
  });

  it('tells a stake in ETH, with the stake before and after', async () => {
    const snap = await install(nodes);
    expect(await snap.insight(deposit(person))).toEqual({
      severity: undefined,
      texts: [
        'Stakes 1 ETH in the pool.',
        'Receiver',
        person,
        'Pool',
        pool.name,
        'Network',
        'Local chain',
        'test money',
        'Address',
        pool.address,
        'Staked now',
        '2 ETH',
        'Staked after this',
        '3 ETH',
        'Pool fee',
        '15%',
        'of the rewards',
        'Network fee (estimate)',
        expect.stringMatching(/^0\.000\d* ETH$/u),
        'Getting your ETH back',
        "You unstake and wait in a queue. How long that takes isn't known in advance.",
        'You can claim after a wait of up to 24 hours, or later if the queue takes longer.',
      ],
    });
  });

  it('knows the pool by its address in any letter case, and a plain send as a stake', async () => {
    const snap = await install(nodes);
    const plain = { ...call('0x'), to: pool.address.toLowerCase(), value: toHex(ether / 2n) };
    expect((await snap.insight(plain))?.texts[0]).toBe('Stakes 0.5 ETH in the pool.');
  });

  it('is critical when another account would own the stake', async () => {
    const snap = await install(nodes);
    const insight = await snap.insight(deposit(stranger));
    expect(insight?.severity).toBe('critical');
    expect(insight?.texts.slice(0, 2)).toEqual([
      'Another account receives this',
      "This stake goes to another account. You can't take it back.",
    ]);
    const { texts = [] } = insight ?? {};
    expect(texts[texts.indexOf('Receiver') + 1]?.toLowerCase()).toBe(stranger.toLowerCase());
    expect(texts[texts.indexOf('Staked after this') + 1]).toBe('2 ETH');
  });

  it('tells an exit in ETH, and that one above the stake would fail', async () => {
    const snap = await install(nodes);
    const shares = await chain.read('getShares', [person]);
    const half = await snap.insight(call(vault.encodeFunctionData('enterExitQueue', [shares / 2n, person])));
    expect(half?.severity).toBeUndefined();
    expect(half?.texts[0]).toBe('Requests to unstake 1 ETH. It waits in the queue first.');
    const over = await snap.insight(call(vault.encodeFunctionData('enterExitQueue', [shares * 2n, person])));
    expect(over?.severity).toBe('critical');
    expect(over?.texts.slice(0, 3)).toEqual([
      'This transaction would fail',
      'The amount is more than the account has staked.',
      'You would pay the network fee for nothing.',
    ]);
    expect(over?.texts).not.toContain('Staked after this');
  });

  it('tells each call of several', async () => {
    const snap = await install(nodes);
    const shares = await chain.read('getShares', [person]);
    const exits = [shares / 4n, shares / 2n].map((part) => vault.encodeFunctionData('enterExitQueue', [part, person]));
    const insight = await snap.insight(call(vault.encodeFunctionData('multicall', [exits])));
    expect(insight?.texts.slice(0, 2)).toEqual([
      'Requests to unstake 0.5 ETH. It waits in the queue first.',
      'Requests to unstake 1 ETH. It waits in the queue first.',
    ]);
    expect(insight?.texts).toEqual(expect.arrayContaining(['Staked after this', '0.5 ETH']));
  });

  it('explains a claim that would fail', async () => {
    const snap = await install(nodes);
    const insight = await snap.insight(call(vault.encodeFunctionData('claimExitedAssets', [0n, 1n, 0n])));
    expect(insight?.severity).toBe('critical');
    expect(insight?.texts.slice(0, 2)).toEqual([
      'This transaction would fail',
      "This account has no such exit. It belongs to another account, which alone can claim it, or it doesn't exist.",
    ]);
  });

  it('does not guess what an unknown call does', async () => {
    const snap = await install(nodes);
    const insight = await snap.insight(call('0xdeadbeef'));
    expect(insight?.texts).toEqual(
      expect.arrayContaining(["Calls a function of the pool that this Snap doesn't know:", '0xdeadbeef']),
    );
    // The pool has no such function, so the chain refuses it.
    expect(insight?.severity).toBe('critical');
  });

  it('says what the transaction tells by itself when the chain cannot be read', async () => {
    const snap = await install(new Map([[31337, null]]));
    const insight = await snap.insight(deposit(stranger));
    expect(insight?.severity).toBe('critical');
    expect(insight?.texts).toEqual(
      expect.arrayContaining([
        'Another account receives this',
        "This transaction couldn't be checked",
        'Stakes 1 ETH in the pool.',
      ]),
    );
    expect(insight?.texts).not.toContain('Staked now');
  });

  it('gives up on a node that does not answer, and goes on afterwards', async () => {
    const snap = await install(nodes);
    snap.wallet.isSilent = true;
    const exit = call(vault.encodeFunctionData('enterExitQueue', [1n, person]));
    expect((await snap.insight(exit))?.texts).toEqual(
      expect.arrayContaining([
        "This transaction couldn't be checked",
        'Requests to unstake ETH. It waits in the queue first.',
      ]),
    );
    snap.wallet.isSilent = false;
    expect((await snap.insight(deposit(person)))?.texts).toEqual(expect.arrayContaining(['Staked now', '2 ETH']));
  });
});
