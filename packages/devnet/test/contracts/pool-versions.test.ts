import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MaxUint256 } from 'ethers';

import { upgradePool } from '../../src/contracts/deploy';
import { ETH, HOUR, Rig, ZERO_ADDRESS, addresses, people } from './rig';

const { alice, bob, carol, stranger, operator } = people;
const DAY = 24 * HOUR;

function useRig(version: 1 | 2): () => Rig {
  let rig: Rig;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    rig = await Rig.start(version);
  });
  beforeEach(async () => {
    restore = await rig.snapshot();
  });
  afterEach(() => restore());
  afterAll(() => rig.stop());
  return () => rig;
}

describe('what version 1 does its own way', () => {
  const rig = useRig(1);

  test('before validators, shares leave by redeem', async () => {
    await rig().deposit(alice, 3n * ETH);
    expect(await rig().reasonOf(rig().send('enterExitQueue', [ETH, alice]))).toBe('NotCollateralized');
    const before = await rig().balance(bob);
    const { events } = await rig().send('redeem', [ETH, bob], { from: alice });
    expect(events).toEqual([{ name: 'Redeemed', args: [alice, bob, ETH, ETH] }]);
    expect(await rig().balance(bob)).toBe(before + ETH);
    expect(await rig().sharesOf(alice)).toBe(2n * ETH);
  });

  test('redeem refuses what is not there, not owned, or nothing', async () => {
    await rig().deposit(alice, 3n * ETH);
    await rig().deposit(bob, 3n * ETH);
    const attempt = (shares: bigint, receiver: string = alice) =>
      rig().reasonOf(rig().send('redeem', [shares, receiver], { from: alice }));
    expect(await attempt(100n * ETH)).toBe('InsufficientAssets');
    expect(await attempt(4n * ETH)).toBe('Panic(17)');
    expect(await attempt(0n)).toBe('InvalidShares');
    expect(await attempt(1n, ZERO_ADDRESS)).toBe('ZeroAddress');
    await rig().collateralize();
    expect(await attempt(1n)).toBe('Collateralized');
  });

  test('a claim that has nothing to pay succeeds, does nothing and answers (ticket, 0, 0)', async () => {
    await rig().collateralize();
    const { ticket, timestamp } = await rig().exit(alice, ETH);
    await rig().advance(DAY);
    const silent = async (args: readonly unknown[], from: string = alice) => {
      expect(await rig().call<bigint[]>('claimExitedAssets', args, { from })).toEqual([args[0], 0n, 0n]);
      expect((await rig().send('claimExitedAssets', args, { from })).events).toEqual([]);
    };
    await silent([ticket, timestamp, MaxUint256]);
    await rig().reportAndHarvest(1n);
    await silent([ticket, timestamp, 7n]);
    await silent([ticket, timestamp, 0n], stranger);
    await silent([5n, 1n, 0n]);
    await rig().send('claimExitedAssets', [ticket, timestamp, 0], { from: alice });
    await silent([ticket, timestamp, 0n]);
  });

  test('checks the time before the checkpoint', async () => {
    await rig().collateralize();
    const { ticket, timestamp } = await rig().exit(alice, ETH);
    await rig().reportAndHarvest(1n);
    await rig().exit(alice, ETH);
    await rig().reportAndHarvest(2n);
    const claim = (time: number) => rig().send('claimExitedAssets', [ticket, time, 1], { from: alice });
    expect(await rig().reasonOf(claim(timestamp + 30 * DAY))).toBe('ClaimTooEarly');
    expect(await rig().reasonOf(claim(timestamp))).toBe('InvalidCheckpointIndex');
  });

  test('closes a single share at a price below 1 with a payment of 0 wei', async () => {
    await rig().collateralize();
    await rig().reportAndHarvest(-ETH);
    const { ticket, timestamp } = await rig().exit(alice, 1n);
    await rig().exit(alice, ETH);
    await rig().reportAndHarvest(-ETH + 1n);
    await rig().advance(DAY);
    const { events } = await rig().send('claimExitedAssets', [ticket, timestamp, 0], { from: alice });
    expect(events).toEqual([{ name: 'ExitedAssetsClaimed', args: [alice, ticket, 0n, 0n] }]);
  });

  test('leaves one share of rounding as left', async () => {
    await rig().collateralize();
    await rig().reportAndHarvest(ETH / 3n);
    const { ticket, timestamp } = await rig().exit(alice, ETH);
    await rig().reportAndHarvest(ETH / 2n);
    const [left, exited] = await rig().call<bigint[]>('calculateExitedAssets', [alice, ticket, timestamp, 0]);
    expect([left, exited]).toEqual([1n, ETH - 1n]);
    expect(await rig().call('queuedShares')).toBe(1n);
    await rig().advance(DAY);
    const { events } = await rig().send('claimExitedAssets', [ticket, timestamp, 0], { from: alice });
    expect(events[0]?.args[2]).toBe(0n);
  });

  test('a multicall hides the reason of a failure', async () => {
    await rig().collateralize();
    const { ticket, timestamp } = await rig().exit(alice, ETH);
    const claim = rig().encode('claimExitedAssets', [ticket, timestamp, 0]);
    expect(await rig().reasonOf(rig().send('claimExitedAssets', [ticket, timestamp, 0]))).toBe('ClaimTooEarly');
    expect(await rig().reasonOf(rig().send('multicall', [[claim]]))).toBe('(empty)');
  });

  test('has no donations, fee changes or queue data', async () => {
    for (const data of ['0x1913bb24', '0x3e1655d3', `0x0402f196${'0'.repeat(62)}64`]) {
      expect(await rig().reasonOf(rig().sendRaw(addresses.pool, data, { from: operator }))).toBe('(empty)');
    }
  });
});

describe('what version 2 does its own way', () => {
  const rig = useRig(2);
  const queueData = () => rig().call<bigint[]>('getExitQueueData');

  test('before validators, an exit is paid at once and has no ticket', async () => {
    await rig().deposit(alice, 3n * ETH);
    expect(await rig().call('enterExitQueue', [ETH, bob])).toBe(MaxUint256);
    const before = await rig().balance(bob);
    const { events } = await rig().send('enterExitQueue', [ETH, bob], { from: alice });
    expect(events).toEqual([{ name: 'Redeemed', args: [alice, bob, ETH, ETH] }]);
    expect(await rig().balance(bob)).toBe(before + ETH);
    expect(await rig().reasonOf(rig().send('enterExitQueue', [3n * ETH, bob]))).toBe('Panic(17)');
  });

  test('a claim that has nothing to pay reverts', async () => {
    await rig().collateralize();
    const { ticket, timestamp } = await rig().exit(alice, ETH);
    await rig().advance(DAY);
    const attempt = (args: readonly unknown[], from: string = alice) =>
      rig().reasonOf(rig().send('claimExitedAssets', args, { from }));
    expect(await attempt([ticket, timestamp, MaxUint256])).toBe('ExitRequestNotProcessed');
    await rig().reportAndHarvest(1n);
    expect(await attempt([ticket, timestamp, 7])).toBe('ExitRequestNotProcessed');
    expect(await attempt([ticket, timestamp, 0], stranger)).toBe('ExitRequestNotProcessed');
    expect(await attempt([5, 1, 0])).toBe('ExitRequestNotProcessed');
    await rig().send('claimExitedAssets', [ticket, timestamp, 0], { from: alice });
    expect(await attempt([ticket, timestamp, 0])).toBe('ExitRequestNotProcessed');
  });

  test('a claim answers nothing', async () => {
    await rig().collateralize();
    const { ticket, timestamp } = await rig().exit(alice, ETH);
    await rig().reportAndHarvest(1n);
    await rig().advance(DAY);
    const data = rig().encode('claimExitedAssets', [ticket, timestamp, 0]);
    expect(await rig().anvil.request('eth_call', [{ from: alice, to: addresses.pool, data }, 'latest'])).toBe('0x');
  });

  test('checks the checkpoint before the time', async () => {
    await rig().collateralize();
    const { ticket, timestamp } = await rig().exit(alice, ETH);
    await rig().reportAndHarvest(1n);
    await rig().exit(alice, ETH);
    await rig().reportAndHarvest(2n);
    await rig().setNextTime((await rig().now()) + 1);
    const late = await rig().exit(alice, ETH);
    await rig().reportAndHarvest(3n);
    const claim = (request: { ticket: bigint; timestamp: number }, index: number) =>
      rig().reasonOf(rig().send('claimExitedAssets', [request.ticket, request.timestamp, index], { from: alice }));
    expect(await claim(late, 1)).toBe('InvalidCheckpointIndex');
    expect(await claim(late, 2)).toBe('ExitRequestNotProcessed');
    expect(await claim({ ticket, timestamp }, 1)).toBe('InvalidCheckpointIndex');
  });

  test('counts a last single share as exited, and can never pay one at a price below 1', async () => {
    await rig().collateralize();
    await rig().reportAndHarvest(-ETH);
    const { ticket, timestamp } = await rig().exit(alice, 1n);
    const exited = (index: bigint) => rig().call<bigint[]>('calculateExitedAssets', [alice, ticket, timestamp, index]);
    expect(await exited(MaxUint256)).toEqual([0n, 1n, 0n]);
    await rig().exit(alice, ETH);
    await rig().reportAndHarvest(-ETH + 1n);
    expect(await exited(0n)).toEqual([0n, 1n, 0n]);
    await rig().advance(DAY);
    const claim = rig().send('claimExitedAssets', [ticket, timestamp, 0], { from: alice });
    expect(await rig().reasonOf(claim)).toBe('ExitRequestNotProcessed');
  });

  test('tells the state of the queue', async () => {
    await rig().collateralize();
    await rig().exit(alice, 20n * ETH);
    expect(await queueData()).toEqual([20n * ETH, 0n, 0n, 0n, 0n]);
    const free = await rig().balance(addresses.pool);
    await rig().reportAndHarvest(0n);
    expect(await queueData()).toEqual([20n * ETH - free, free, 0n, 0n, free]);
  });

  test('a multicall hands the reason of a failure on', async () => {
    await rig().collateralize();
    const { ticket, timestamp } = await rig().exit(alice, ETH);
    const claim = rig().encode('claimExitedAssets', [ticket, timestamp, 0]);
    expect(await rig().reasonOf(rig().send('multicall', [[claim]]))).toBe('ExitRequestNotProcessed');
  });

  test('adds donations to the next harvest, where they pay fee like rewards', async () => {
    const donate = (value: bigint) => rig().send('donateAssets', [], { from: stranger, value });
    expect(await rig().reasonOf(donate(ETH))).toBe('NotCollateralized');
    await rig().collateralize();
    expect(await rig().reasonOf(donate(0n))).toBe('InvalidAssets');
    const before = await rig().call('totalAssets');
    const { events } = await donate(ETH);
    expect(events).toEqual([{ name: 'AssetsDonated', args: [stranger, ETH] }]);
    expect(await rig().call('totalAssets')).toBe(before);
    const harvest = await rig().reportAndHarvest(5n);
    expect(harvest.events[0]?.args[2]).toBe(5n);
    expect(harvest.events[1]?.args[2]).toBe(((ETH + 5n) * 1500n) / 10_000n);
    expect(await rig().call('totalAssets')).toBe(before + ETH + 5n);
    await rig().reportAndHarvest(6n);
    expect(await rig().call('totalAssets')).toBe(before + ETH + 6n);
  });

  test('changes the fee by a fifth upwards at most, every three days', async () => {
    const setFee = (fee: number, from: string = operator) => rig().send('setFeePercent', [fee], { from });
    expect(await rig().reasonOf(setFee(1400, stranger))).toBe('AccessDenied');
    expect(await rig().reasonOf(setFee(1801))).toBe('InvalidFeePercent');
    const { events } = await setFee(1800);
    expect(events).toEqual([{ name: 'FeePercentUpdated', args: [operator, 1800n] }]);
    await rig().advance(3 * DAY - 60);
    expect(await rig().reasonOf(setFee(0))).toBe('TooEarlyUpdate');
    await rig().advance(60);
    await setFee(0);
    await rig().advance(3 * DAY);
    expect(await rig().reasonOf(setFee(101))).toBe('InvalidFeePercent');
    await setFee(100);
    expect(await rig().call('feePercent')).toBe(100n);
  });

  test('takes no fee when the fee is 0', async () => {
    await rig().collateralize();
    await rig().send('setFeePercent', [0], { from: operator });
    const { events } = await rig().reportAndHarvest(ETH);
    expect(events.map(({ name }) => name)).toEqual(['Harvested']);
  });

  test('tops a validator up', async () => {
    await rig().collateralize();
    const fund = (index: number, amount: bigint, from: string = operator) =>
      rig().send('fundValidator', [index, amount], { from });
    expect(await rig().reasonOf(fund(0, ETH, stranger))).toBe('AccessDenied');
    expect(await rig().reasonOf(fund(1, ETH))).toBe('InvalidValidators');
    expect(await rig().reasonOf(fund(0, 9n * ETH))).toBe('InsufficientAssets');
    const { events } = await fund(0, 8n * ETH);
    expect(events.map(({ name }) => name)).toEqual(['DepositEvent', 'ValidatorFunded']);
    expect(await rig().balance(addresses.validatorsRegistry)).toBe(40n * ETH);
  });

  test('can get a new admin', async () => {
    const setAdmin = (admin: string, from: string = operator) => rig().send('setAdmin', [admin], { from });
    expect(await rig().reasonOf(setAdmin(carol, stranger))).toBe('AccessDenied');
    expect(await rig().reasonOf(setAdmin(ZERO_ADDRESS))).toBe('ZeroAddress');
    expect(await rig().reasonOf(setAdmin(operator))).toBe('ValueNotChanged');
    await setAdmin(carol);
    expect(await rig().reasonOf(setAdmin(operator, operator))).toBe('AccessDenied');
  });

  test('has no redeem and no queuedShares', async () => {
    for (const data of [`0x7bde82f2${'0'.repeat(128)}`, '0xd83ad00c']) {
      expect(await rig().reasonOf(rig().sendRaw(addresses.pool, data))).toBe('(empty)');
    }
  });
});

describe('an upgrade from version 1 to version 2', () => {
  test('keeps stakes, tickets and positions, and applies the new delay to them', async () => {
    const old = await Rig.start(1);
    try {
      await old.collateralize();
      await old.deposit(bob, 3n * ETH);
      const first = await old.exit(bob, ETH);
      await old.reportAndHarvest(ETH / 5n);
      const second = await old.exit(bob, ETH);
      const state = async () => [
        await old.call('totalAssets'),
        await old.call('totalShares'),
        await old.sharesOf(bob),
        await old.call('calculateExitedAssets', [bob, first.ticket, first.timestamp, 0]),
      ];
      const before = await state();

      await old.anvil.request('anvil_impersonateAccount', [operator]);
      const implementation = await upgradePool(old.anvil, { addresses, operator });

      expect(await old.call('version')).toBe(2n);
      expect(await old.call('implementation')).toBe(implementation);
      const after = await state();
      expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
      expect(await old.reasonOf(old.call('queuedShares'))).toBe('(empty)');
      // 15 hours instead of 24.
      await old.setNextTime(first.timestamp + 15 * HOUR);
      const { events } = await old.sendRaw(
        addresses.pool,
        old.encode('claimExitedAssets', [first.ticket, first.timestamp, 0]),
        { from: bob },
      );
      expect(events.map(({ name }) => name)).toEqual(['ExitedAssetsClaimed']);
      await old.reportAndHarvest(ETH / 4n);
      expect(await old.call('getExitQueueIndex', [second.ticket])).toBe(1n);
    } finally {
      await old.stop();
    }
  });

  test('is the only way to version 2', async () => {
    const rig = await Rig.start(2);
    try {
      const attempt = rig.sendRaw(rig.contracts.implementation, rig.encode('initialize', ['0x']));
      expect(await rig.reasonOf(attempt)).toBe('InvalidInitialization');
    } finally {
      await rig.stop();
    }
  });
});
