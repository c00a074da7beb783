import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts, loadArtifact, type Anvil, type PoolVersion } from '@pooled-staking/devnet';
import { getAddress, Interface } from 'ethers';
import {
  batchesOf,
  batchOf,
  contextOf,
  execTransaction,
  execute,
  handleOps6,
  handleOps7,
  modes,
  multiSend,
  ofAccount,
  ofRelay,
  redeem,
  relay,
  singleOf,
} from '../../core/test/insight/wrap';
import { collateralize, ether, eventArgs, person, pool, startChain, vault, type TestChain } from './support/chain';
import { install, type InsightOnShow, type InstalledSnap, type Unsigned } from './support/snap';

type Hex = `0x${string}`;
type Inner = { to: Hex; value: bigint; data: Hex };

const nobody = `0x${'00'.repeat(20)}`;
const stranger = accounts[6];
const fake: Hex = `0x${'fa'.repeat(20)}`;
/** A smart account with a stake, for which the person signs. */
const smart = accounts[1] as Hex;
const toHex = (value: bigint): string => `0x${value.toString(16)}`;
const encode = (method: string, args: unknown[]): Hex => vault.encodeFunctionData(method, args) as Hex;
const poolAddress = pool.address;
const exitTo = (receiver: string, shares = ether): Inner => ({
  to: poolAddress,
  value: 0n,
  data: encode('enterExitQueue', [shares, receiver]),
});
const stakeFor = (receiver: string, value: bigint, to: Hex = poolAddress): Inner => ({
  to,
  value,
  data: encode('deposit', [receiver, nobody]),
});
const batch = (calls: Inner[]): Hex => execute(modes.batch, batchOf(calls));
const other = 'Another account receives this';

describe.each<PoolVersion>([1, 2])('shapes of transactions to a pool of version %d', (poolVersion) => {
  let chain: TestChain;
  let snap: InstalledSnap;

  beforeAll(async () => {
    chain = await startChain({ poolVersion });
    await collateralize(chain);
    await chain.deposit(person, 2n * ether);
    await chain.anvil.request('anvil_setCode', [fake, loadArtifact('FakePool').deployedBytecode]);
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]), { chainId: 31337 });
  });

  afterAll(async () => chain.stop());

  const look = async (to: string, data: string, value = 0n, from: string = person): Promise<InsightOnShow> => {
    const transaction: Unsigned = { from, to, value: toHex(value), data };
    const view = await snap.look(transaction);
    if (!view) {
      throw new Error('The Snap had nothing to say.');
    }
    return view;
  };

  /** What the pool answers to `mevEscrow()`, without `0x`. */
  const readEscrow = async (): Promise<string> => {
    const data = new Interface(['function mevEscrow() view returns (address)']).encodeFunctionData('mevEscrow');
    return String(await chain.anvil.request('eth_call', [{ to: pool.address, data }, 'latest'])).slice(-40);
  };

  it('an exit of everything to a stranger in 17 nested multicalls: critical, and nothing is left afterwards', async () => {
    let { data } = exitTo(stranger, await chain.read('getShares', [person]));
    for (let depth = 0; depth < 17; depth += 1) {
      data = encode('multicall', [[data]]);
    }
    const { severity, texts } = await look(pool.address, data);
    expect(severity).toBe('critical');
    expect(texts[0]).toBe(other);
    expect(texts[texts.indexOf('Staked after this') + 1]).toBe('0 ETH');
  });

  it('the same deeper than anybody looks: critical, and no stake afterwards is told', async () => {
    const word = (value: number): string => value.toString(16).padStart(64, '0');
    let data = exitTo(stranger).data.slice(2);
    for (let depth = 0; depth < 600; depth += 1) {
      data = `ac9650d8${word(32)}${word(1)}${word(32)}${word(data.length / 2)}${data}`;
    }
    const { severity, texts } = await look(pool.address, `0x${data}`);
    expect(severity).toBe('critical');
    expect(texts[0]).toBe('This transaction hides calls to a pool');
    expect(texts).not.toContain('Staked after this');
  });

  it('an unknown wrapper that carries an exit: critical, and no stake afterwards is told', async () => {
    const hidden = `0x12345678${exitTo(stranger).data.slice(2)}` as Hex;
    const { severity, texts } = await look(fake, hidden);
    expect(severity).toBe('critical');
    expect(texts.slice(0, 3)).toEqual([
      'This transaction hides calls to a pool',
      "It carries data that couldn't be read, and that names a pool. It may unstake your ETH for someone else.",
      'Reject it unless you know exactly what it does.',
    ]);
    const beside = await look(person, batch([stakeFor(person, 1_000n), { to: fake, value: 0n, data: hidden }]));
    expect(beside.severity).toBe('critical');
    expect(beside.texts).not.toContain('Staked after this');
  });

  it('a dust stake with a stake in a contract that plays a vault: both are judged', async () => {
    const { severity, texts } = await look(person, batch([stakeFor(person, 1_000n), stakeFor(person, ether, fake)]));
    expect(severity).toBe('critical');
    expect(texts[0]).toBe('This contract pretends to be a pool');
    expect(texts).toEqual(
      expect.arrayContaining([
        'Stakes 0.000000000000001 ETH in the pool.',
        'Sends 1 ETH to this address.',
        getAddress(fake),
      ]),
    );
    // The other way round as well.
    expect(await look(person, batch([stakeFor(person, ether, fake), stakeFor(person, 1_000n)]))).toMatchObject({
      severity: 'critical',
    });
  });

  it('ETH that a pool gives to everybody: critical, or refused by a pool that takes no such gift', async () => {
    const donate = new Interface(['function donateAssets() payable']).encodeFunctionData('donateAssets') as Hex;
    const { severity, texts } = await look(pool.address, donate, ether);
    expect(severity).toBe('critical');
    expect(texts[0]).toBe(poolVersion === 1 ? 'This transaction would fail' : 'This ETH is given away');
    if (poolVersion === 2) {
      expect(texts).toContain('Spreads 1 ETH over everyone in the pool.');
    }
    const inside = await look(
      person,
      batch([stakeFor(person, ether), { to: poolAddress, value: ether, data: donate }]),
    );
    expect(inside).toMatchObject({ severity: 'critical' });
    expect(inside.texts[0]).toBe(
      poolVersion === 1 ? 'A call in this transaction would fail' : 'This ETH is given away',
    );
    // What such a batch leaves is not known where a call of it fails.
    expect(inside.texts.includes('Staked after this')).toBe(poolVersion === 2);
    const unknown: Inner = { to: poolAddress, value: ether, data: '0xdeadbeef' };
    const refused = ['A call in this transaction would fail', 'Unknown call to the pool'];
    const first = await look(person, batch([unknown, stakeFor(person, ether)]));
    expect(first.texts).toEqual(expect.arrayContaining(refused));
    // Behind other calls, in an unknown one's company, or by a contract that has no ETH yet, nobody knows for sure.
    const uncertain: [string, Hex, bigint][] = [
      [person, batch([stakeFor(person, ether), unknown]), 0n],
      [
        person,
        batch([
          { to: fake, value: 0n, data: '0x12345678' },
          { to: poolAddress, value: ether, data: donate },
        ]),
        0n,
      ],
      [
        relay,
        ofRelay['aggregate3Value((address,bool,uint256,bytes)[])']?.([
          { to: poolAddress, value: ether, data: donate },
        ]) ?? '0x',
        ether,
      ],
    ];
    for (const [to, data, value] of uncertain) {
      expect((await look(to, data, value)).texts[0]).toBe('This ETH is given away');
    }
  });

  it("ETH to the address that the pool's mevEscrow() answers: critical, without asking anybody", async () => {
    const undo = await chain.snapshot();
    const escrow = await readEscrow();
    expect((await look(`0x${escrow}`, '0x', ether)).texts[0]).toBe('This ETH is given away');
    // A pool with an escrow that nobody wrote down anywhere.
    const moved: Hex = `0x${'e5'.repeat(20)}`;
    for (let slot = 0; slot < 40; slot += 1) {
      const word = String(await chain.anvil.request('eth_getStorageAt', [pool.address, toHex(BigInt(slot)), 'latest']));
      if (word.includes(escrow)) {
        const value = word.replace(escrow, moved.slice(2));
        await chain.anvil.request('anvil_setStorageAt', [
          pool.address,
          `0x${slot.toString(16).padStart(64, '0')}`,
          value,
        ]);
      }
    }
    expect(`0x${await readEscrow()}`).toBe(moved);
    const beside = await look(person, batch([stakeFor(person, ether), { to: moved, value: ether, data: '0x' }]));
    expect(beside.texts[0]).toBe('This ETH is given away');
    const before = snap.wallet.requests.length;
    const alone = await look(moved, '0x', ether);
    expect(alone).toMatchObject({ severity: 'critical' });
    expect(alone.texts).toEqual(
      expect.arrayContaining([
        'This ETH is given away',
        "1 ETH is spread over everyone in the pool. It isn't added to your stake.",
      ]),
    );
    expect(snap.wallet.requests).toHaveLength(before);
    await undo();
  });

  const shapes: [name: string, to: string, from: string, wrap: (calls: Inner[]) => Hex][] = [
    ['a self-batch in a self-batch', smart, smart, (calls) => batch([{ to: smart, value: 0n, data: batch(calls) }])],
    ['a batch of batches', smart, smart, (calls) => execute(modes.batches, batchesOf([[], calls]))],
    ['a batch with an operation', smart, person, (calls) => execute(modes.operation, batchOf(calls))],
    [
      "Coinbase's executeBatch",
      smart,
      person,
      (calls) => ofAccount['executeBatch((address,uint256,bytes)[])']?.(calls) ?? '0x',
    ],
    ["a Safe's execTransaction", smart, person, ([call]) => (call ? execTransaction(call) : '0x')],
    [
      "a Safe's multiSend",
      smart,
      person,
      (calls) => execTransaction({ to: multiSend, value: 0n, data: ofRelay['multiSend(bytes)']?.(calls) ?? '0x' }, 1),
    ],
    ['an operation of version 0.6', relay, person, (calls) => handleOps6(batch(calls), smart)],
    ['an operation of version 0.7', relay, person, (calls) => handleOps7(batch(calls), smart)],
    [
      'a delegation',
      relay,
      person,
      ([call]) => (call ? redeem([contextOf(smart)], [modes.single], [singleOf(call)]) : '0x'),
    ],
  ];

  it.each(shapes)(
    'an exit to a stranger in %s: critical; to the account itself: no alarm',
    async (_, to, from, wrap) => {
      const theft = await look(to, wrap([exitTo(stranger)]), 0n, from);
      expect(theft.severity).toBe('critical');
      expect(theft.texts[0]).toBe(other);
      expect(theft.texts).toContain(getAddress(stranger));
      const honest = await look(to, wrap([exitTo(smart)]), 0n, from);
      expect(honest.severity).toBeUndefined();
      // The stake is that of the account which makes the call, not of the one that signs.
      expect(honest.texts[honest.texts.indexOf('Staked now') + 1]).toBe('64 ETH');
      expect(honest.texts[honest.texts.indexOf('Staked after this') + 1]).toBe('63 ETH');
    },
  );

  it('a stake through Multicall3 is for whoever pays; without a receiver it is lost', async () => {
    const send = (call: Inner): Hex => ofRelay['aggregate3Value((address,bool,uint256,bytes)[])']?.([call]) ?? '0x';
    expect((await look(relay, send(stakeFor(person, ether)), ether)).severity).toBeUndefined();
    expect(await look(relay, send(stakeFor(stranger, ether)), ether)).toMatchObject({ severity: 'critical' });
    const plain = await look(relay, send({ to: poolAddress, value: ether, data: '0x' }), ether);
    expect(plain.severity).toBe('critical');
    expect(plain.texts).toEqual(expect.arrayContaining([other, getAddress(relay)]));
  });

  it('a stake for another account says nothing of a first stake, nor how to get it back', async () => {
    const newcomer = accounts[8];
    const { severity, texts } = await look(pool.address, stakeFor(stranger, ether).data, ether, newcomer);
    expect(severity).toBe('critical');
    expect(texts).toContain("This stake goes to another account. You can't take it back.");
    expect(texts).not.toContain('Your first stake in this pool');
    expect(texts).not.toContain('Getting your ETH back');
    expect(texts.join()).not.toContain('You unstake and wait');
    expect(texts).not.toContain('Earned in a year (estimate)');
    const own = await look(pool.address, stakeFor(newcomer, ether).data, ether, newcomer);
    expect(own.texts).toEqual(expect.arrayContaining(['Your first stake in this pool', 'Getting your ETH back']));
  });

  it('a claim that the pool does not know says why: not yours, claimed before, or a time in milliseconds', async () => {
    const undo = await chain.snapshot();
    const gas = toHex(500_000n);
    const mined = await chain.send({ from: smart, to: pool.address, value: '0x0', data: exitTo(smart).data, gas });
    const ticket = eventArgs(mined, 'ExitQueueEntered')[2] as bigint;
    const block = (await chain.anvil.request('eth_getBlockByNumber', ['latest', false])) as { timestamp: string };
    const time = BigInt(block.timestamp);
    const claim = (at: bigint): Hex => encode('claimExitedAssets', [ticket, at, 0n]);
    const foreign = await look(pool.address, claim(time), 0n, person);
    expect(foreign.texts).toContain(
      "This account has no such exit. It belongs to another account, which alone can claim it, or it doesn't exist.",
    );
    const late = await look(pool.address, claim(time * 1_000n), 0n, smart);
    expect(late.texts).toContain(
      'The time of this claim is in milliseconds. The pool counts in seconds and finds no such exit: the page has a bug.',
    );
    const waiting = await look(pool.address, claim(time), 0n, smart);
    expect(waiting.texts.join()).not.toMatch(/no such exit|milliseconds|claimed before\./u);
    // Neither sentence comes with one that says something else.
    for (const { texts } of [foreign, late]) {
      expect(texts).not.toContain("The exit can't be claimed yet, or was already claimed.");
      expect(texts).not.toContain(
        'The exit may still be waiting, or was already claimed. You would pay the network fee for nothing.',
      );
    }
    await undo();
  });

  it('an exit of one share at a price below 1: it can never be claimed', async () => {
    const undo = await chain.snapshot();
    expect((await look(pool.address, exitTo(person, 1n).data)).texts).not.toContain('This exit can never be claimed');
    await chain.operator.report(-ether);
    expect(await chain.read('totalAssets')).toBeLessThan(await chain.read('totalShares'));
    const { severity, texts } = await look(pool.address, exitTo(person, 1n).data);
    expect(severity).toBeUndefined();
    expect(texts).toContain('This exit can never be claimed');
    expect((await look(pool.address, exitTo(person, 3n).data)).texts).not.toContain('This exit can never be claimed');
    await undo();
  });
});
