import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ZeroHash } from 'ethers';

import { ETH, HOUR, Rig, addresses, buildReport, people } from './rig';

const { alice, stranger, operator } = people;

let rig: Rig;
let restore: () => Promise<void>;
beforeAll(async () => {
  rig = await Rig.start(1);
});
beforeEach(async () => {
  restore = await rig.snapshot();
});
afterEach(() => restore());
afterAll(() => rig.stop());

describe('the Keeper', () => {
  const keeper = { contract: 'keeper' } as const;

  test('takes a report from its owner only, and the next one 12 hours later', async () => {
    const first = buildReport(1n, 1);
    expect(await rig.reasonOf(rig.postReport(first, stranger))).toBe('AccessDenied');
    const { events, timestamp } = await rig.postReport(first);
    expect(events).toEqual([
      { name: 'RewardsUpdated', args: [operator, first.rewardsRoot, 1n, 1_800_000_000n, 1n, 'bafkreitest'] },
    ]);
    expect(await rig.call('lastRewardsTimestamp', [], keeper)).toBe(BigInt(timestamp));
    expect(await rig.call('canUpdateRewards', [], keeper)).toBe(false);

    const second = buildReport(2n, 2);
    await rig.setNextTime(timestamp + 12 * HOUR - 1);
    expect(await rig.reasonOf(rig.postReport(second))).toBe('TooEarlyUpdate');
    await rig.setNextTime(timestamp + 12 * HOUR);
    await rig.anvil.request('evm_mine', []);
    expect(await rig.call('canUpdateRewards', [], keeper)).toBe(true);
    await rig.postReport(second);
    expect(await rig.call('rewardsRoot', [], keeper)).toBe(second.rewardsRoot);
    expect(await rig.call('prevRewardsRoot', [], keeper)).toBe(first.rewardsRoot);
    expect(await rig.call('rewardsNonce', [], keeper)).toBe(3n);
  });

  test('knows how far behind a pool is', async () => {
    const flags = async () => [
      await rig.call('canHarvest', [addresses.pool], keeper),
      await rig.call('isHarvestRequired', [addresses.pool], keeper),
    ];
    await rig.report(1n);
    await rig.report(2n);
    expect(await flags()).toEqual([false, false]);
    await rig.collateralize();
    expect(await rig.call('rewards', [addresses.pool], keeper)).toEqual([0n, 3n]);
    expect(await flags()).toEqual([false, false]);
    await rig.report(3n);
    expect(await flags()).toEqual([true, false]);
    const newest = await rig.report(4n);
    expect(await flags()).toEqual([true, true]);
    await rig.send('updateState', [newest]);
    expect(await flags()).toEqual([false, false]);
    expect(await rig.call('rewards', [addresses.pool], keeper)).toEqual([4n, 5n]);
  });

  test('counts shared MEV on its own', async () => {
    await rig.collateralize();
    const params = buildReport(5n, 1, 7n);
    await rig.postReport(params);
    const { events } = await rig.send('updateState', [params]);
    expect(events[0]?.args).toEqual([addresses.pool, params.rewardsRoot, 5n, 7n]);
    expect(await rig.call('unlockedMevRewards', [addresses.pool], keeper)).toEqual([7n, 2n]);
  });

  test('serves registered pools only', async () => {
    const params = await rig.report(1n);
    expect(await rig.reasonOf(rig.send('harvest', [params], keeper))).toBe('AccessDenied');
    expect(await rig.reasonOf(rig.send('approveValidators', [], keeper))).toBe('AccessDenied');
  });

  test('cannot be initialised again', async () => {
    const attempt = rig.send('initialize', [stranger, addresses.vaultsRegistry], { ...keeper, from: stranger });
    expect(await rig.reasonOf(attempt)).toBe('InvalidInitialization');
  });
});

describe('the MEV escrow', () => {
  test('pays its pool only', async () => {
    expect(await rig.call('vault', [], { contract: 'mevEscrow' })).toBe(addresses.pool);
    const { events } = await rig.sendRaw(addresses.mevEscrow, '0x', { value: 5n });
    expect(events).toEqual([{ name: 'MevReceived', args: [5n] }]);
    expect(await rig.reasonOf(rig.send('harvest', [], { contract: 'mevEscrow' }))).toBe('HarvestFailed');
  });
});

describe('the registry of pools', () => {
  const registry = { contract: 'vaultsRegistry' } as const;

  test('is changed by its owner only', async () => {
    for (const method of ['addVault', 'addVaultImpl', 'removeVaultImpl']) {
      expect(await rig.reasonOf(rig.send(method, [stranger], { ...registry, from: stranger }))).toBe('AccessDenied');
    }
    expect(await rig.call('vaults', [stranger], registry)).toBe(false);
    await rig.send('addVault', [stranger], { ...registry, from: operator });
    await rig.send('addVaultImpl', [stranger], { ...registry, from: operator });
    expect(await rig.call('vaults', [stranger], registry)).toBe(true);
    expect(await rig.call('vaultImpls', [stranger], registry)).toBe(true);
    await rig.send('removeVaultImpl', [stranger], { ...registry, from: operator });
    expect(await rig.call('vaultImpls', [stranger], registry)).toBe(false);
  });
});

describe('the registry of validators', () => {
  const bytes = (length: number) => `0x${'11'.repeat(length)}`;
  const deposit = (value: bigint, keyLength = 48, root = bytes(32)) =>
    rig.send('deposit', [bytes(keyLength), bytes(32), bytes(96), root], { contract: 'validatorsRegistry', value });

  test('logs amount and index as the beacon chain reads them', async () => {
    await deposit(ETH);
    const { events } = await deposit(32n * ETH);
    expect(events[0]?.args.slice(2)).toEqual(['0x0040597307000000', bytes(96), '0x0100000000000000']);
  });

  test('refuses broken deposits', async () => {
    expect(await rig.reasonOf(deposit(ETH, 47))).toBe('InvalidDepositData');
    expect(await rig.reasonOf(deposit(ETH, 48, ZeroHash))).toBe('InvalidDepositData');
    expect(await rig.reasonOf(deposit(ETH - 1n))).toBe('InvalidDepositAmount');
    expect(await rig.reasonOf(deposit(ETH + 1n))).toBe('InvalidDepositAmount');
  });
});

describe('the price feed', () => {
  const feed = { contract: 'ethUsdFeed' } as const;

  test('gives the rounds that its owner pushed, with the time they were given', async () => {
    expect(await rig.call('decimals', [], feed)).toBe(8n);
    expect(await rig.call('description', [], feed)).toBe('ETH / USD');
    expect(await rig.reasonOf(rig.call('latestRoundData', [], feed))).toBe('No data present');
    expect(await rig.reasonOf(rig.send('pushRound', [1, 2], { ...feed, from: stranger }))).toBe('AccessDenied');

    await rig.send('pushRound', [300_000_000_000n, 1_700_000_000], { ...feed, from: operator });
    await rig.send('pushRound', [310_000_000_000n, 1_700_086_400], { ...feed, from: operator });
    const latest = await rig.call<bigint[]>('latestRoundData', [], feed);
    const [roundId = 0n, ...rest] = latest;
    expect(rest).toEqual([310_000_000_000n, 1_700_086_400n, 1_700_086_400n, roundId]);
    const earlier = await rig.call<bigint[]>('getRoundData', [roundId - 1n], feed);
    expect(earlier.slice(0, 2)).toEqual([roundId - 1n, 300_000_000_000n]);
    for (const missing of [roundId - 2n, roundId + 1n, 1n]) {
      expect(await rig.reasonOf(rig.call('getRoundData', [missing], feed))).toBe('No data present');
    }
  });
});

describe('Multicall3', () => {
  const multicall = { contract: 'multicall3' } as const;
  const good = () => ({ target: addresses.pool, callData: rig.encode('totalAssets') });
  const bad = () => ({ target: addresses.pool, callData: rig.encode('receiveFromMevEscrow') });
  const value = `0x${(10n ** 9n).toString(16).padStart(64, '0')}`;

  test('aggregate3 tells success and answer of each call, and fails when a call may not', async () => {
    const calls = [
      { ...good(), allowFailure: false },
      { ...bad(), allowFailure: true },
    ];
    const results = await rig.call<unknown[][]>('aggregate3', [calls], multicall);
    expect(results.map((result) => [...result])).toEqual([
      [true, value],
      [false, '0x4ca88867'],
    ]);
    const strict = rig.call('aggregate3', [[{ ...bad(), allowFailure: false }]], multicall);
    expect(await rig.reasonOf(strict)).toBe('Multicall3: call failed');
  });

  test('aggregate3Value hands ETH on', async () => {
    const calls = [
      { target: addresses.pool, allowFailure: false, value: ETH, callData: '0x' },
      { target: addresses.mevEscrow, allowFailure: false, value: 1n, callData: '0x' },
    ];
    const { events } = await rig.send('aggregate3Value', [calls], { ...multicall, value: ETH + 1n });
    expect(events.map(({ name }) => name)).toEqual(['Deposited', 'MevReceived']);
    const short = rig.send('aggregate3Value', [calls], { ...multicall, value: ETH + 2n });
    expect(await rig.reasonOf(short)).toBe('Multicall3: value mismatch');
  });

  test('has the older forms', async () => {
    const [, answers] = await rig.call<[bigint, string[]]>('aggregate', [[good()]], multicall);
    expect([...answers]).toEqual([value]);
    const tried = await rig.call<unknown[][]>('tryAggregate', [false, [bad(), good()]], multicall);
    expect(tried.map(([success]) => success)).toEqual([false, true]);
    expect(await rig.reasonOf(rig.call('tryAggregate', [true, [bad()]], multicall))).toBe('Multicall3: call failed');
    const [number, , results] = await rig.call<[bigint, string, unknown[][]]>(
      'blockAndAggregate',
      [[good()]],
      multicall,
    );
    expect([number > 0n, results[0]?.[0]]).toEqual([true, true]);
  });

  test('tells about the block and balances', async () => {
    const block = (await rig.anvil.request('eth_getBlockByNumber', ['latest', false])) as {
      number: string;
      parentHash: string;
    };
    expect(await rig.call('getBlockNumber', [], multicall)).toBe(BigInt(block.number));
    expect(await rig.call('getLastBlockHash', [], multicall)).toBe(block.parentHash);
    expect(await rig.call('getEthBalance', [alice], multicall)).toBe(await rig.balance(alice));
    expect(await rig.call('getChainId', [], multicall)).toBe(31337n);
  });
});
