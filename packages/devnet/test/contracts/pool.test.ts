import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MaxUint256, id } from 'ethers';

import { ETH, FEE_BPS, HOUR, Rig, ZERO_ADDRESS, addresses, buildReport, people } from './rig';

const { alice, bob, carol, stranger, operator, feeRecipient } = people;
const SECURITY_DEPOSIT = 10n ** 9n;
const CLAIM_DELAY = { 1: 24 * HOUR, 2: 15 * HOUR } as const;

const ceilDiv = (numerator: bigint, denominator: bigint) => (numerator + denominator - 1n) / denominator;

describe.each([1, 2] as const)('the pool, version %i', (version) => {
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

  const totals = async () => ({ assets: await rig.call('totalAssets'), shares: await rig.call('totalShares') });

  describe('when it is new', () => {
    test('holds the security deposit, which nobody can withdraw', async () => {
      expect(await totals()).toEqual({ assets: SECURITY_DEPOSIT, shares: SECURITY_DEPOSIT });
      expect(await rig.sharesOf(addresses.pool)).toBe(SECURITY_DEPOSIT);
      expect(await rig.balance(addresses.pool)).toBe(SECURITY_DEPOSIT);
    });

    test('says what it is', async () => {
      expect(await rig.call('version')).toBe(BigInt(version));
      expect(await rig.call('vaultId')).toBe(id('EthFoxVault'));
      expect(await rig.call('implementation')).toBe(rig.contracts.implementation);
      expect(await rig.call('mevEscrow')).toBe(addresses.mevEscrow);
      expect(await rig.call('admin')).toBe(operator);
      expect(await rig.call('blocklistManager')).toBe(operator);
      expect(await rig.call('feeRecipient')).toBe(feeRecipient);
      expect(await rig.call('feePercent')).toBe(FEE_BPS);
      expect(await rig.call('capacity')).toBe(MaxUint256);
      expect(await rig.call('vaults', [addresses.pool], { contract: 'vaultsRegistry' })).toBe(true);
    });

    test('cannot be initialised again', async () => {
      const attempt = rig.send('initialize', ['0x'], { value: SECURITY_DEPOSIT });
      expect(await rig.reasonOf(attempt)).toBe('InvalidInitialization');
    });
  });

  describe('a deposit', () => {
    test('mints shares for the receiver and names the referrer', async () => {
      const { events } = await rig.send('deposit', [bob, carol], { from: alice, value: 3n * ETH });
      expect(events).toEqual([{ name: 'Deposited', args: [alice, bob, 3n * ETH, 3n * ETH, carol] }]);
      expect(await rig.sharesOf(bob)).toBe(3n * ETH);
      expect(await rig.sharesOf(alice)).toBe(0n);
    });

    test('can be a plain transfer', async () => {
      const { events } = await rig.sendRaw(addresses.pool, '0x', { from: bob, value: ETH });
      expect(events).toEqual([{ name: 'Deposited', args: [bob, bob, ETH, ETH, ZERO_ADDRESS] }]);
    });

    test('rounds the shares up and never gives away more than it takes', async () => {
      await rig.collateralize();
      await rig.reportAndHarvest(ETH / 7n);
      for (const amount of [1n, 3n, 1_000_003n, 777_777_777_777_777_777n]) {
        const before = await totals();
        const expected = ceilDiv(amount * before.shares, before.assets);
        const { events } = await rig.deposit(bob, amount);
        expect(events[0]?.args[3]).toBe(expected);
        const after = await totals();
        expect(after).toEqual({ assets: before.assets + amount, shares: before.shares + expected });
        const gain = (expected * after.assets) / after.shares - amount;
        expect(gain === 0n || gain === 1n).toBe(true);
        expect(await rig.call('convertToAssets', [expected])).toBe(amount + gain);
      }
    });

    test('needs ETH and a receiver', async () => {
      expect(await rig.reasonOf(rig.deposit(alice, 0n))).toBe('InvalidAssets');
      expect(await rig.reasonOf(rig.deposit(alice, ETH, ZERO_ADDRESS))).toBe('ZeroAddress');
    });

    test('is refused when the pool is two reports behind, until somebody updates the state', async () => {
      await rig.collateralize();
      await rig.report(ETH / 100n);
      await rig.deposit(bob, ETH);
      const params = await rig.report(ETH / 50n);
      expect(await rig.call('isStateUpdateRequired')).toBe(true);
      expect(await rig.reasonOf(rig.deposit(bob, ETH))).toBe('NotHarvested');
      expect(await rig.reasonOf(rig.sendRaw(addresses.pool, '0x', { from: bob, value: ETH }))).toBe('NotHarvested');

      const { events } = await rig.send('updateStateAndDeposit', [bob, carol, params], { from: bob, value: ETH });
      expect(events.map(({ name }) => name)).toEqual(['Harvested', 'FeeSharesMinted', 'Deposited']);
      expect(await rig.call('isStateUpdateRequired')).toBe(false);
      await rig.deposit(bob, ETH);
    });
  });

  describe('a report', () => {
    beforeEach(() => rig.collateralize());

    test('pays the fee in shares that are worth the fee, to the wei', async () => {
      const before = await totals();
      const reward = 123_456_789_012_345_678n;
      const { events } = await rig.reportAndHarvest(reward);
      const feeAssets = (reward * FEE_BPS) / 10_000n;
      const assets = before.assets + reward;
      const feeShares = (feeAssets * before.shares) / (assets - feeAssets);
      expect(events).toEqual([
        {
          name: 'Harvested',
          args: [addresses.pool, await rig.call('rewardsRoot', [], { contract: 'keeper' }), reward, 0n],
        },
        { name: 'FeeSharesMinted', args: [feeRecipient, feeShares, feeAssets] },
      ]);
      expect(await totals()).toEqual({ assets, shares: before.shares + feeShares });
      expect(await rig.sharesOf(feeRecipient)).toBe(feeShares);
    });

    test('is cumulative: a second one adds the difference', async () => {
      await rig.reportAndHarvest(ETH);
      const before = await totals();
      await rig.reportAndHarvest(ETH + 5n);
      expect((await totals()).assets).toBe(before.assets + 5n);
    });

    test('collects the MEV of the own escrow, with or without an event when it came', async () => {
      await rig.sendRaw(addresses.mevEscrow, '0x', { from: stranger, value: ETH / 10n });
      await rig.addBalance(addresses.mevEscrow, ETH / 20n);
      const before = await totals();
      const balance = await rig.balance(addresses.pool);
      const { events } = await rig.reportAndHarvest(ETH / 100n);
      const mev = ETH / 10n + ETH / 20n;
      expect(events.map(({ name }) => name)).toEqual(['Harvested', 'Harvested', 'FeeSharesMinted']);
      expect(events[1]?.args).toEqual([mev]);
      expect((await totals()).assets).toBe(before.assets + ETH / 100n + mev);
      expect(await rig.balance(addresses.pool)).toBe(balance + mev);
      expect(await rig.balance(addresses.mevEscrow)).toBe(0n);
    });

    test('can be a penalty: all shares lose, no fee is paid, and later gains pay fee again', async () => {
      await rig.reportAndHarvest(ETH);
      const before = await totals();
      const penalty = await rig.reportAndHarvest(-ETH);
      expect(penalty.events.map(({ name }) => name)).toEqual(['Harvested']);
      expect(await totals()).toEqual({ assets: before.assets - 2n * ETH, shares: before.shares });
      const recovery = await rig.reportAndHarvest(0n);
      expect(recovery.events.map(({ name }) => name)).toEqual(['Harvested', 'FeeSharesMinted']);
    });

    test('counts once', async () => {
      const params = await rig.report(ETH);
      await rig.send('updateState', [params]);
      const before = await totals();
      expect((await rig.send('updateState', [params])).events).toEqual([]);
      expect(await totals()).toEqual(before);
    });

    test('may be the current or the previous one, but no older one', async () => {
      const oldest = await rig.report(ETH);
      const previous = await rig.report(2n * ETH);
      const current = await rig.report(3n * ETH);
      const before = await totals();
      expect(await rig.reasonOf(rig.send('updateState', [oldest]))).toBe('InvalidRewardsRoot');
      await rig.send('updateState', [previous]);
      expect((await totals()).assets).toBe(before.assets + 2n * ETH);
      expect((await rig.send('updateState', [previous])).events).toEqual([]);
      await rig.send('updateState', [current]);
      expect((await totals()).assets).toBe(before.assets + 3n * ETH);
      expect((await rig.send('updateState', [previous])).events).toEqual([]);
    });

    test('needs its proof', async () => {
      const params = await rig.report(ETH);
      const inflated = { ...params, reward: 2n * ETH };
      expect(await rig.reasonOf(rig.send('updateState', [inflated]))).toBe('InvalidProof');
      expect(await rig.reasonOf(rig.send('updateState', [{ ...params, proof: [] }]))).toBe('InvalidProof');
      expect(await rig.reasonOf(rig.send('updateState', [buildReport(ETH, 99)]))).toBe('InvalidRewardsRoot');
    });
  });

  describe('the exit queue', () => {
    beforeEach(async () => {
      await rig.collateralize();
      await rig.deposit(bob, 20n * ETH);
      await rig.deposit(carol, 12n * ETH);
      await rig.send('registerValidators', [1], { from: operator });
    });

    test('serves requests in order, in parts, and pays what a part was worth when it was served', async () => {
      const first = await rig.exit(bob, 10n * ETH);
      const second = await rig.exit(carol, 4n * ETH, alice);
      expect(first.ticket).toBe(0n);
      expect(second.ticket).toBe(10n * ETH);
      expect(await rig.sharesOf(bob)).toBe(10n * ETH);
      expect(await rig.call('getExitQueueIndex', [first.ticket])).toBe(-1n);

      // The free 8 ETH and 1 gwei serve the front of the queue.
      const free = await rig.balance(addresses.pool);
      const { events } = await rig.reportAndHarvest(ETH / 3n);
      const queue = await totals();
      const checkpoint = events.find(({ name }) => name === 'CheckpointCreated');
      const served = checkpoint?.args[0] as bigint;
      expect(checkpoint?.args[1]).toBe(free);
      expect(served < 8n * ETH).toBe(true);
      // The checkpoint took shares and assets out at the price of before.
      expect(served).toBe((free * (queue.shares + served)) / (queue.assets + free));
      expect(await rig.call('withdrawableAssets')).toBe(0n);

      await rig.advance(CLAIM_DELAY[version]);
      const claim = await rig.send('claimExitedAssets', [first.ticket, first.timestamp, 0], { from: bob });
      expect(claim.events).toEqual([{ name: 'ExitedAssetsClaimed', args: [bob, 0n, served, free] }]);
      expect(await rig.balance(addresses.pool)).toBe(0n);

      // A loss before the rest is served is borne by the queue too; ETH returned serves it all.
      await rig.reportAndHarvest(-ETH);
      await rig.addBalance(addresses.pool, 32n * ETH);
      const before = await totals();
      const last = await rig.reportAndHarvest(-2n * ETH);
      const restShares = 14n * ETH - served;
      const restAssets = (restShares * (before.assets - ETH)) / before.shares;
      const [shares, assets] = (last.events.find(({ name }) => name === 'CheckpointCreated')?.args ?? []) as bigint[];
      expect(assets).toBe(restAssets);
      expect(shares === restShares || shares === restShares - 1n).toBe(true);

      const index = await rig.call('getExitQueueIndex', [served]);
      expect(index).toBe(1n);
      const bobsRest = 10n * ETH - served;
      const bobBefore = await rig.balance(bob);
      const paid = (bobsRest * restAssets) / (shares ?? 1n);
      const rest = await rig.send('claimExitedAssets', [served, first.timestamp, index], { from: bob });
      expect(rest.events).toEqual([{ name: 'ExitedAssetsClaimed', args: [bob, served, 0n, paid] }]);
      // Gas comes off: the payout is far above it.
      expect((await rig.balance(bob)) - bobBefore > paid - ETH / 100n).toBe(true);

      const [left] = await rig.call<bigint[]>('calculateExitedAssets', [alice, second.ticket, second.timestamp, 1]);
      expect(left).toBe(version === 1 ? restShares - (shares ?? 0n) : 0n);
      await rig.send('claimExitedAssets', [second.ticket, second.timestamp, 1], { from: alice });
    });

    test('gives two requests of one block their own tickets', async () => {
      await rig.anvil.request('evm_setAutomine', [false]);
      const data = rig.encode('enterExitQueue', [ETH, bob]);
      const transaction = { from: bob, to: addresses.pool, data, gas: '0x7a120' };
      const hashes = await rig.anvil.batch([
        ['eth_sendTransaction', [transaction]],
        ['eth_sendTransaction', [transaction]],
      ]);
      await rig.anvil.batch([
        ['evm_mine', []],
        ['evm_setAutomine', [true]],
      ]);
      const receipts = (await rig.anvil.batch(
        hashes.map((hash) => ['eth_getTransactionReceipt', [hash]] as const),
      )) as { blockNumber: string; logs: { data: string }[] }[];
      expect(receipts[0]?.blockNumber).toBe(receipts[1]?.blockNumber);
      const tickets = receipts.map(({ logs }) => BigInt((logs[0]?.data ?? '').slice(0, 66)));
      expect(tickets).toEqual([0n, ETH]);
    });

    test('is served in the same transaction when the exit goes before the update', async () => {
      const params = await rig.report(ETH / 10n);
      const exit = rig.encode('enterExitQueue', [ETH, bob]);
      const update = rig.encode('updateState', [params]);
      const { events } = await rig.send('multicall', [[exit, update]], { from: bob });
      expect(events.map(({ name }) => name)).toEqual([
        'ExitQueueEntered',
        'Harvested',
        'FeeSharesMinted',
        'CheckpointCreated',
      ]);
      expect(await rig.call('getExitQueueIndex', [0])).toBe(0n);
    });

    test('is not served by an update that harvests nothing', async () => {
      const params = await rig.report(ETH / 10n);
      await rig.send('updateState', [params]);
      const { ticket } = await rig.exit(bob, ETH);
      expect((await rig.send('updateState', [params])).events).toEqual([]);
      expect(await rig.call('getExitQueueIndex', [ticket])).toBe(-1n);
    });

    test('can be entered while a harvest is required', async () => {
      await rig.report(1n);
      await rig.report(2n);
      expect(await rig.call('isStateUpdateRequired')).toBe(true);
      expect((await rig.exit(bob, ETH)).ticket).toBe(0n);
    });

    test('refuses more shares than one has, none, and no receiver', async () => {
      const attempt = (shares: bigint, receiver: string) =>
        rig.reasonOf(rig.send('enterExitQueue', [shares, receiver], { from: bob }));
      expect(await attempt(20n * ETH + 1n, bob)).toBe('Panic(17)');
      expect(await attempt(MaxUint256, bob)).toBe('Panic(17)');
      expect(await attempt(0n, bob)).toBe('InvalidShares');
      expect(await attempt(1n, ZERO_ADDRESS)).toBe('ZeroAddress');
    });

    test('refuses a claim with the wrong checkpoint', async () => {
      const early = await rig.exit(bob, 4n * ETH);
      await rig.reportAndHarvest(1n);
      const late = await rig.exit(bob, 2n * ETH);
      await rig.reportAndHarvest(2n);
      await rig.advance(CLAIM_DELAY[version]);
      const attempt = (ticket: bigint, timestamp: number, index: number) =>
        rig.reasonOf(rig.send('claimExitedAssets', [ticket, timestamp, index], { from: bob }));
      expect(await attempt(early.ticket, early.timestamp, 1)).toBe('InvalidCheckpointIndex');
      expect(await attempt(late.ticket, late.timestamp, 0)).toBe('InvalidCheckpointIndex');
      await rig.send('claimExitedAssets', [late.ticket, late.timestamp, 1], { from: bob });
    });

    test('can be claimed exactly when the delay ends, not a second before', async () => {
      const { ticket, timestamp } = await rig.exit(bob, ETH);
      await rig.reportAndHarvest(1n);
      const claimAt = async (time: number) => {
        await rig.setNextTime(time);
        await rig.anvil.request('evm_mine', []);
        const call = { from: bob, to: addresses.pool, data: rig.encode('claimExitedAssets', [ticket, timestamp, 0]) };
        return rig.anvil.request('eth_call', [call, 'latest', null, { time: `0x${time.toString(16)}` }]);
      };
      const early = version === 1 ? 'ClaimTooEarly' : 'ExitRequestNotProcessed';
      expect(await rig.reasonOf(claimAt(timestamp + CLAIM_DELAY[version] - 1))).toBe(early);
      await claimAt(timestamp + CLAIM_DELAY[version]);
      // A time in milliseconds lies far in the future.
      const wrongUnit = rig.send('claimExitedAssets', [ticket, timestamp * 1000, 0], { from: bob });
      expect(await rig.reasonOf(wrongUnit)).toBe(early);
    });

    test('pays nobody but the receiver of the request', async () => {
      const { ticket, timestamp } = await rig.exit(bob, ETH, carol);
      await rig.reportAndHarvest(1n);
      await rig.advance(CLAIM_DELAY[version]);
      const before = await rig.balance(addresses.pool);
      const claim = rig.send('claimExitedAssets', [ticket, timestamp, 0], { from: bob });
      expect(version === 1 ? (await claim).events : await rig.reasonOf(claim)).toEqual(
        version === 1 ? [] : 'ExitRequestNotProcessed',
      );
      expect(await rig.balance(addresses.pool)).toBe(before);
      await rig.send('claimExitedAssets', [ticket, timestamp, 0], { from: carol });
      expect(await rig.balance(addresses.pool)).toBe(before - ETH);
    });

    test('keeps the claim of a receiver that refuses ETH', async () => {
      // The registry has no way to take ETH.
      const refuser = addresses.vaultsRegistry;
      const { ticket, timestamp } = await rig.exit(bob, ETH, refuser);
      await rig.reportAndHarvest(0n);
      await rig.advance(CLAIM_DELAY[version]);
      await rig.anvil.request('anvil_impersonateAccount', [refuser]);
      await rig.anvil.request('anvil_setBalance', [refuser, '0xde0b6b3a7640000']);
      const claim = rig.send('claimExitedAssets', [ticket, timestamp, 0], { from: refuser });
      expect(await rig.reasonOf(claim)).toBe(version === 1 ? 'FailedInnerCall' : 'FailedCall');
      const exited = await rig.call<bigint[]>('calculateExitedAssets', [refuser, ticket, timestamp, 0]);
      expect(exited).toEqual([0n, ETH, ETH]);
    });
  });

  describe('the blocklist', () => {
    test('keeps an account from depositing and being deposited for', async () => {
      const { events } = await rig.send('updateBlocklist', [bob, true], { from: operator });
      expect(events).toEqual([{ name: 'BlocklistUpdated', args: [operator, bob, true] }]);
      expect(await rig.reasonOf(rig.deposit(bob, ETH))).toBe('AccessDenied');
      expect(await rig.reasonOf(rig.deposit(bob, ETH, carol))).toBe('AccessDenied');
      expect(await rig.reasonOf(rig.deposit(carol, ETH, bob))).toBe('AccessDenied');
      expect(await rig.reasonOf(rig.sendRaw(addresses.pool, '0x', { from: bob, value: ETH }))).toBe('AccessDenied');
      expect((await rig.send('updateBlocklist', [bob, true], { from: operator })).events).toEqual([]);
      await rig.send('updateBlocklist', [bob, false], { from: operator });
      await rig.deposit(bob, ETH);
    });

    test('lets a blocked account exit and claim', async () => {
      await rig.collateralize();
      await rig.deposit(bob, ETH);
      await rig.send('updateBlocklist', [bob, true], { from: operator });
      const { ticket, timestamp } = await rig.exit(bob, ETH);
      await rig.reportAndHarvest(1n);
      await rig.advance(CLAIM_DELAY[version]);
      const { events } = await rig.send('claimExitedAssets', [ticket, timestamp, 0], { from: bob });
      expect(events.map(({ name }) => name)).toEqual(['ExitedAssetsClaimed']);
    });

    test('belongs to its manager, whom the admin names', async () => {
      for (const [method, args] of [
        ['updateBlocklist', [bob, true]],
        ['ejectUser', [bob]],
        ['setBlocklistManager', [stranger]],
      ] as const) {
        expect(await rig.reasonOf(rig.send(method, args, { from: stranger }))).toBe('AccessDenied');
      }
      await rig.send('setBlocklistManager', [stranger], { from: operator });
      await rig.send('updateBlocklist', [bob, true], { from: stranger });
      expect(await rig.call('blockedAccounts', [bob])).toBe(true);
    });
  });

  describe('an ejection', () => {
    test('queues all shares of a pool with validators', async () => {
      await rig.collateralize();
      await rig.deposit(bob, 2n * ETH);
      const { events } = await rig.send('ejectUser', [bob], { from: operator });
      expect(events).toEqual([
        { name: 'BlocklistUpdated', args: [operator, bob, true] },
        { name: 'ExitQueueEntered', args: [bob, bob, 0n, 2n * ETH] },
        { name: 'UserEjected', args: [bob, 2n * ETH] },
      ]);
      expect(await rig.sharesOf(bob)).toBe(0n);
      expect((await rig.send('ejectUser', [bob], { from: operator })).events).toEqual([]);
    });

    test('pays at once before there are validators', async () => {
      await rig.deposit(bob, 2n * ETH);
      const before = await rig.balance(bob);
      const { events } = await rig.send('ejectUser', [bob], { from: operator });
      expect(events.map(({ name }) => name)).toEqual(['BlocklistUpdated', 'Redeemed', 'UserEjected']);
      expect(await rig.balance(bob)).toBe(before + 2n * ETH);
      expect(await totals()).toEqual({ assets: SECURITY_DEPOSIT, shares: SECURITY_DEPOSIT });
    });
  });

  describe('validators', () => {
    test('take 32 ETH each to the registry and make the pool collateralized', async () => {
      await rig.deposit(alice, 70n * ETH);
      expect(await rig.call('isCollateralized', [addresses.pool], { contract: 'keeper' })).toBe(false);
      const { events } = await rig.send('registerValidators', [2], { from: operator });
      const own = version === 1 ? 'ValidatorRegistered' : 'V2ValidatorRegistered';
      expect(events.map(({ name }) => name)).toEqual(['ValidatorsApproval', 'DepositEvent', own, 'DepositEvent', own]);
      const keys = events.filter(({ name }) => name === own).map(({ args }) => args[0]);
      expect(new Set(keys).size).toBe(2);
      expect(keys.every((key) => /^0x[0-9a-f]{96}$/u.test(String(key)))).toBe(true);
      expect(await rig.balance(addresses.validatorsRegistry)).toBe(64n * ETH);
      expect(await rig.call('get_deposit_count', [], { contract: 'validatorsRegistry' })).toBe('0x0200000000000000');
      expect(await rig.call('totalAssets')).toBe(70n * ETH + SECURITY_DEPOSIT);
      expect(await rig.call('isCollateralized', [addresses.pool], { contract: 'keeper' })).toBe(true);
      expect(await rig.call('rewards', [addresses.pool], { contract: 'keeper' })).toEqual([0n, 1n]);
    });

    test('are registered by their manager, with free ETH and a fresh state', async () => {
      await rig.deposit(alice, 40n * ETH);
      const register = (count: number, from: string = operator) => rig.send('registerValidators', [count], { from });
      expect(await rig.reasonOf(register(1, stranger))).toBe('AccessDenied');
      expect(await rig.reasonOf(register(0))).toBe('InvalidValidators');
      expect(await rig.reasonOf(register(2))).toBe('InsufficientAssets');
      const setter = version === 1 ? 'setKeysManager' : 'setValidatorsManager';
      await rig.send(setter, [stranger], { from: operator });
      await register(1, stranger);
      expect(await rig.reasonOf(register(1))).toBe('AccessDenied');
      await rig.report(1n);
      await rig.report(2n);
      expect(await rig.reasonOf(register(1, stranger))).toBe('NotHarvested');
    });

    test('do not get ETH that the exit queue needs', async () => {
      await rig.collateralize();
      await rig.deposit(bob, 30n * ETH);
      await rig.exit(bob, 10n * ETH);
      expect(await rig.call('withdrawableAssets')).toBe(28n * ETH + SECURITY_DEPOSIT);
      expect(await rig.reasonOf(rig.send('registerValidators', [1], { from: operator }))).toBe('InsufficientAssets');
    });
  });

  describe('a multicall', () => {
    test('takes no ETH', async () => {
      expect(await rig.reasonOf(rig.send('multicall', [[]], { value: 1n }))).toBe('(empty)');
    });

    test('undoes everything when one call fails', async () => {
      await rig.collateralize();
      const calls = [rig.encode('enterExitQueue', [ETH, alice]), rig.encode('enterExitQueue', [50n * ETH, alice])];
      const reason = await rig.reasonOf(rig.send('multicall', [calls], { from: alice }));
      expect(reason).toBe(version === 1 ? '(empty)' : 'Panic(17)');
      expect(await rig.sharesOf(alice)).toBe(40n * ETH);
    });

    test('previews a harvest', async () => {
      await rig.collateralize();
      const params = await rig.report(ETH);
      const calls = [rig.encode('updateState', [params]), rig.encode('totalAssets')];
      const [, answer] = await rig.call<string[]>('multicall', [calls]);
      const before = await rig.call('totalAssets');
      expect(BigInt(answer ?? 0)).toBe(before + ETH);
      await rig.send('updateState', [params]);
      expect(await rig.call('totalAssets')).toBe(before + ETH);
    });
  });

  describe('the settings', () => {
    test('belong to the admin', async () => {
      for (const [method, args] of [
        ['setFeeRecipient', [stranger]],
        ['setMetadata', ['x']],
        ['upgradeToAndCall', [stranger, '0x']],
      ] as const) {
        expect(await rig.reasonOf(rig.send(method, args, { from: stranger }))).toBe('AccessDenied');
      }
    });

    test('name a fee recipient, who gets the fee from then on', async () => {
      await rig.collateralize();
      expect(await rig.reasonOf(rig.send('setFeeRecipient', [ZERO_ADDRESS], { from: operator }))).toBe(
        'InvalidFeeRecipient',
      );
      await rig.send('setFeeRecipient', [carol], { from: operator });
      const { events } = await rig.reportAndHarvest(ETH);
      expect(events.find(({ name }) => name === 'FeeSharesMinted')?.args[0]).toBe(carol);
    });

    test('do not let an unknown implementation in', async () => {
      const attempt = (address: string) =>
        rig.reasonOf(rig.send('upgradeToAndCall', [address, '0x'], { from: operator }));
      expect(await attempt(rig.contracts.implementation)).toBe('UpgradeFailed');
      expect(await attempt(ZERO_ADDRESS)).toBe('UpgradeFailed');
      expect(await attempt(addresses.keeper)).toBe('UpgradeFailed');
    });
  });

  test('receives MEV from its escrow only', async () => {
    expect(await rig.reasonOf(rig.send('receiveFromMevEscrow', [], { value: 1n }))).toBe('AccessDenied');
  });
});

describe('a pool with a capacity', () => {
  test('takes deposits up to it', async () => {
    const rig = await Rig.start(1, { capacity: 10n * ETH });
    try {
      expect(await rig.call('capacity')).toBe(10n * ETH);
      await rig.deposit(alice, 9n * ETH);
      expect(await rig.reasonOf(rig.deposit(bob, ETH))).toBe('CapacityExceeded');
      await rig.deposit(bob, ETH - SECURITY_DEPOSIT);
      expect(await rig.call('totalAssets')).toBe(10n * ETH);
    } finally {
      await rig.stop();
    }
  });
});
