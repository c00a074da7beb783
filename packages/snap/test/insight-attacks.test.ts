import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts, loadArtifact, operatorAccount, type Anvil, type PoolVersion } from '@pooled-staking/devnet';
import { networkByChainId, stakewiseOn } from '@pooled-staking/core';
import { AbiCoder, getAddress, Interface } from 'ethers';
import { collateralize, ether, person, pool, startChain, vault, type Prepared, type TestChain } from './support/chain';
import { install, type InsightOnShow, type InstalledSnap, type LookOptions, type Unsigned } from './support/snap';

const local = networkByChainId(31337);
const nobody = `0x${'00'.repeat(20)}`;
const stranger = accounts[6];
const toHex = (value: bigint): string => `0x${value.toString(16)}`;
const encode = (method: string, args: unknown[]): string => vault.encodeFunctionData(method, args);
const deposit = encode('deposit', [person, nobody]);
const exit = encode('enterExitQueue', [1n, person]);
const registry = new Interface(['function addVault(address)', 'function addVaultImpl(address)']);

/** Begins and ends like the pool. */
const lookAlike = `${pool.address.slice(0, 6)}${'5e'.repeat(16)}${pool.address.slice(-4)}`.toLowerCase();
const fake = `0x${'fa'.repeat(20)}`;
const rude = `0x${'fb'.repeat(20)}`;
const burner = `0x${'fc'.repeat(20)}`;

/** Either version's pool in the long tests: what warns of an attack asks the pool's contract little. */
const versions: readonly PoolVersion[] = process.env['TEST_LONG'] === '1' ? [1, 2] : [2];

describe.each(versions)('attacks on people who stake in a pool of version %d', (poolVersion) => {
  let chain: TestChain;
  let snap: InstalledSnap;

  beforeAll(async () => {
    chain = await startChain({ poolVersion });
    await collateralize(chain);
    await chain.deposit(person, 2n * ether);
    for (const [address, name] of [
      [lookAlike, 'FakePool'],
      [fake, 'FakePool'],
      [rude, 'RudePool'],
      [burner, 'GasBurner'],
    ] as const) {
      await chain.anvil.request('anvil_setCode', [address, loadArtifact(name).deployedBytecode]);
    }
    const register = async (method: string, address: string): Promise<void> => {
      const data = registry.encodeFunctionData(method, [address]);
      await chain.send({
        from: operatorAccount,
        to: stakewiseOn(local).vaultsRegistry,
        value: '0x0',
        data,
      } as Prepared);
    };
    await register('addVault', rude);
    if (poolVersion === 1) {
      // The local chain registers only the code that it upgrades to.
      await register('addVaultImpl', chain.contracts?.implementation ?? '');
    }
  });

  afterAll(async () => chain.stop());

  const fresh = async (): Promise<void> => {
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]), { chainId: 31337 });
  };
  const to = (address: string, data = '0x', value = ether): Unsigned => ({
    from: person,
    to: address,
    value: toHex(value),
    data,
  });
  const look = async (transaction: Unsigned, options?: LookOptions): Promise<InsightOnShow> => {
    const view = await snap.look(transaction, options);
    if (!view) {
      throw new Error('The Snap had nothing to say.');
    }
    return view;
  };

  it.each([
    ['plain ETH', '0x'],
    ['a stake', deposit],
    ['anything', '0xdeadbeef'],
  ])('an address that looks like the pool gets %s: critical, without asking anybody', async (_, data) => {
    await fresh();
    const { severity, texts } = await look(to(lookAlike, data));
    expect(severity).toBe('critical');
    expect(texts.slice(0, 3)).toEqual([
      "This isn't the pool",
      'The address only begins and ends like Local Pool.',
      "Scammers make such addresses. Don't sign it.",
    ]);
    expect(texts).toEqual(expect.arrayContaining([getAddress(lookAlike), pool.address]));
    expect(snap.wallet.requests).toEqual([]);
  });

  it("the pool's address on a network where it is none: critical", async () => {
    const { severity, texts } = await look(to(pool.address, deposit), { chainId: 'eip155:137' });
    expect(severity).toBe('critical');
    expect(texts[0]).toBe('There is no pool on this network');
  });

  it('a contract that answers like a pool: critical, and nothing that it says is shown', async () => {
    await fresh();
    for (const data of [deposit, exit, encode('multicall', [[encode('multicall', [[exit]])]])]) {
      const { severity, texts } = await look(to(fake, data));
      expect(severity).toBe('critical');
      expect(texts[0]).toBe('This contract pretends to be a pool');
      expect(texts).toContain(getAddress(fake));
      expect(texts).not.toContain('Staked now');
      expect(texts.join()).not.toContain('Stakes 1 ETH in the pool.');
    }
  });

  it('the same contract, by methods that everybody has: no matter of pools', async () => {
    await fresh();
    for (const [data, value] of [
      ['0x', ether],
      [encode('redeem', [1n, person]), 0n],
      [encode('multicall', [[]]), ether],
      [deposit, 0n],
    ] as const) {
      expect(await snap.look(to(fake, data, value))).toBeNull();
    }
    expect(snap.wallet.requests).toEqual([]);
  });

  it('ETH for other contracts of the protocol, and for the bare code of pools: critical', async () => {
    await fresh();
    for (const address of [
      stakewiseOn(local).keeper,
      stakewiseOn(local).vaultsRegistry,
      ...stakewiseOn(local).others.map((each) => each.address),
    ]) {
      expect(await look(to(address))).toMatchObject({ severity: 'critical' });
    }
    const implementation = chain.contracts?.implementation ?? '';
    const registered = new Interface(['function vaultImpls(address) view returns (bool)']);
    expect(
      await chain.anvil.request('eth_call', [
        { to: stakewiseOn(local).vaultsRegistry, data: registered.encodeFunctionData('vaultImpls', [implementation]) },
        'latest',
      ]),
    ).toMatch(/1$/u);
    const { severity, texts } = await look(to(implementation, deposit));
    expect(severity).toBe('critical');
    expect(texts.slice(0, 2)).toEqual([
      "ETH for a contract that isn't a pool",
      'This address belongs to the protocol: the bare code of a pool.',
    ]);
  });

  it('a contract that burns all gas cannot keep the registry from being asked', async () => {
    await fresh();
    const { severity, texts } = await look(to(burner, deposit));
    expect(severity).toBeUndefined();
    expect(texts[0]).toBe('Not a known pool');
  });

  it('words of a contract are shown as they are, in a component that interprets nothing', async () => {
    await fresh();
    const { simulation } = snap;
    const answer = await simulation.onTransaction({
      chainId: 'eip155:31337',
      origin: 'https://**bold**.example/[a](https://b.example)',
      ...(to(rude, exit, 0n) as Record<'from' | 'to' | 'value' | 'data', `0x${string}`>),
    });
    expect(answer.response).toMatchObject({ result: { severity: 'critical' } });
    const content = JSON.stringify(answer.getInterface().content);
    expect(content).toContain('The contract refuses it and says:');
    const copyable = /"type":"Copyable","props":\{"value":"\*\*Safe!\*\*[^}\u202e]*Approved by the wallet"/u;
    expect(content).toMatch(copyable);
    expect(content.replace(copyable, '')).not.toContain('Safe!');
    expect(content).toContain('A pool that the protocol lists');
  });

  it('a receiver that is hidden in a batch of an account: critical', async () => {
    await fresh();
    const erc7579 = new Interface(['function execute(bytes32 mode, bytes calls)']);
    const calls = [
      [stranger, 0n, '0x'],
      [pool.address, ether, encode('deposit', [person, nobody])],
      [pool.address, ether, encode('deposit', [stranger, nobody])],
    ];
    const batch = AbiCoder.defaultAbiCoder().encode(['(address,uint256,bytes)[]'], [calls]);
    const data = erc7579.encodeFunctionData('execute', [`0x01${'00'.repeat(31)}`, batch]);
    const { severity, texts } = await look({ ...to(person, data, 0n) });
    expect(severity).toBe('critical');
    expect(texts[0]).toBe('Another account receives this');
    expect(texts).toEqual(
      expect.arrayContaining([
        "It also makes 1 call to another contract, which wasn't checked.",
        "Couldn't be checked: whether this batch of calls goes through.",
      ]),
    );
    // Looking again would not help.
    expect(texts).not.toContain('Check again');
  });

  // It is asked the same for either version.
  if (poolVersion === 2) {
    describe('by their node', () => {
      it('that answers some things late: the rest is there in time, and a button looks again', async () => {
        await fresh();
        const late = new Set(['eth_getLogs', 'eth_estimateGas']);
        snap.wallet.answer = async ({ method }) => (late.has(method) ? new Promise(() => undefined) : undefined);
        const view = await look(to(pool.address, deposit));
        expect(view.severity).toBeUndefined();
        expect(view.texts).toEqual(
          expect.arrayContaining([
            'Staked after this',
            '3 ETH',
            "Couldn't be checked: the network fee, losses of the last 30 days, and the yearly rate.",
            'Check again',
          ]),
        );
        snap.wallet.answer = undefined;
        const again = await view.press('check-again');
        expect(again).toEqual(expect.arrayContaining(['Staked after this', 'Network fee (estimate)']));
        expect(again.join()).not.toContain('Could not be checked');
      });

      it('that answers nothing: what the transaction tells is shown, and the button helps later', async () => {
        await fresh();
        snap.wallet.isSilent = true;
        const view = await look(to(pool.address, encode('deposit', [stranger, nobody])));
        expect(view.severity).toBe('critical');
        expect(view.texts).toEqual(
          expect.arrayContaining([
            'Another account receives this',
            "This transaction couldn't be checked",
            'Check again',
          ]),
        );
        snap.wallet.isSilent = false;
        const again = await view.press('check-again');
        expect(again[0]).toBe('Another account receives this');
        expect(again).toContain('Staked now');
        expect(again).not.toContain('Check again');
      });

      it.each([
        ['that is on another chain', 'eth_chainId', '0x1'],
        ['that has no block', 'eth_getBlockByNumber', null],
        ['that invents a block', 'eth_getBlockByNumber', { number: 'x', hash: 7 }],
        ['that answers calls with nothing', 'eth_call', '0x'],
        ['that answers calls with junk', 'eth_call', `0x${'ff'.repeat(500)}`],
        ['that answers calls with numbers', 'eth_call', 5],
        ['that answers with a text', 'eth_call', 'ok'],
      ])('%s: no alarm, and no number that it told', async (_, method, answer) => {
        await fresh();
        snap.wallet.answer = async (request) => Promise.resolve(request.method === method ? answer : undefined);
        const { severity, texts } = await look(to(pool.address, deposit));
        expect(severity).toBeUndefined();
        expect(texts).toEqual(
          expect.arrayContaining(["This transaction couldn't be checked", 'Stakes 1 ETH in the pool.', 'Check again']),
        );
        expect(texts).not.toContain('Staked now');
      });

      it.each([
        ['logs', 'eth_getLogs', [{ address: stranger, topics: ['0x'], data: '0x' }]],
        ['logs that are none', 'eth_getLogs', 'none'],
        ['gas', 'eth_estimateGas', 'much'],
        ['a gas price', 'eth_gasPrice', {}],
        ['a count', 'eth_getTransactionCount', 'many'],
      ])('that lies about %s: the rest is shown, and nothing breaks', async (_, method, answer) => {
        await fresh();
        snap.wallet.answer = async (request) => Promise.resolve(request.method === method ? answer : undefined);
        const { severity, texts } = await look(to(pool.address, deposit));
        expect(severity).toBeUndefined();
        expect(texts).toEqual(expect.arrayContaining(['Stakes 1 ETH in the pool.', 'Staked now', '2 ETH']));
      });
    });
  }
});
