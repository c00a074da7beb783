import { stakewiseOn } from '../../src/protocols/stakewise/contracts';
import { describe, expect, it } from '@jest/globals';
import { checkAccountCode } from '../../src/insight/checks/account-code';
import { checkBalance } from '../../src/insight/checks/balance';
import { checkGasLeft } from '../../src/insight/checks/gas-left';
import { checkBlocked } from '../../src/insight/checks/blocked';
import { checkBurnsOnEntry } from '../../src/protocols/stakewise/checks/burns-on-entry';
import { checkCapacity } from '../../src/insight/checks/capacity';
import { checkDearGas } from '../../src/insight/checks/dear-gas';
import { checkFirstStake } from '../../src/insight/checks/first-stake';
import { checkForeignContract } from '../../src/insight/checks/foreign-contract';
import { checkEscrow, checkGivesAway } from '../../src/insight/checks/gives-away';
import { checkHarvestRequired } from '../../src/protocols/stakewise/checks/harvest-required';
import { checkImplementation } from '../../src/insight/checks/implementation';
import { runChecks as runAllChecks } from '../../src/insight/checks/index';
import { stakewiseInsight } from '../../src/protocols/stakewise/insight/index';
import { checkLookAlike } from '../../src/insight/checks/look-alike';
import { checkOpenExit } from '../../src/insight/checks/open-exit';
import { checkOrigin } from '../../src/insight/checks/origin';
import { checkOtherChain } from '../../src/insight/checks/other-chain';
import { checkPaysNothing } from '../../src/insight/checks/pays-nothing';
import { checkPriceFell } from '../../src/insight/checks/price-fell';
import { checkBareCode, checkProtocolContract } from '../../src/insight/checks/protocol-contract';
import {
  checkExitReceiver,
  checkOwnReceiver,
  checkStakeReceiver,
  checkTokenReceiver,
} from '../../src/insight/checks/receiver';
import { checkReferrer } from '../../src/insight/checks/referrer';
import { checkRegistered } from '../../src/insight/checks/registered';
import { checkReportLoss } from '../../src/protocols/stakewise/checks/report-loss';
import { checkRevert } from '../../src/insight/checks/revert';
import { checkStaleProof } from '../../src/protocols/stakewise/checks/stale-proof';
import { checkTooEarly } from '../../src/protocols/stakewise/checks/too-early';
import { checkTrailingBytes } from '../../src/insight/checks/trailing-bytes';
import { checkTruncated } from '../../src/insight/checks/truncated';
import { checkUnknownCall } from '../../src/insight/checks/unknown-call';
import { checkWorthlessExit } from '../../src/insight/checks/worthless-exit';
import type { VaultFacts as Facts } from '../../src/protocols/stakewise/insight/facts';
import { explainRevert } from '../../src/protocols/stakewise/vault/revert-reason';
import type { Address, Hex } from '../../src/units';
import {
  encode,
  ether,
  factsOf,
  implementation,
  network,
  newestRoot,
  nobody,
  now,
  olderRoot,
  other,
  pool,
  report,
  sender,
  vault,
  vaultBehind,
  vaultWith,
  withAmounts,
} from './facts';

const deposit = encode('deposit', [sender, nobody]);
const exit = encode('enterExitQueue', [ether, sender]);
const claim = (requestedAt: number): Hex => encode('claimExitedAssets', [0n, BigInt(requestedAt), 0n]);
const multicall = (...calls: Hex[]): Hex => encode('multicall', [calls]);
const refused = (data: Hex): Facts['simulation'] => ({ goesThrough: false, reason: explainRevert(data) });
const tooEarly: Hex = '0x1613b7eb';
const notProcessed: Hex = '0x1c7b1d1a';
const runChecks = (...facts: readonly [Facts, ...Facts[]]): ReturnType<typeof runAllChecks> =>
  runAllChecks([stakewiseInsight], ...facts);

/** Every contract that is no vault, or may be none: its calls mean something else. */
const strangers: Facts['kind'][] = ['foreign', 'pretends', 'implementation', null];
const stake = (change: Parameters<typeof factsOf>[1] = {}): Facts => factsOf(deposit, { value: ether, ...change });

describe('honest transactions', () => {
  it.each([
    ['a stake', stake()],
    ['plain ETH', factsOf('0x', { value: ether })],
    ['an exit', factsOf(exit)],
    ['a claim', withAmounts(factsOf(claim(now - 90_000)), ether)],
    ['an update', factsOf(encode('updateState', [report(newestRoot)]))],
    [
      'a stake with an update',
      factsOf(encode('updateStateAndDeposit', [sender, nobody, report(newestRoot)]), { value: ether }),
    ],
    ['an exit with an update', factsOf(multicall(exit, encode('updateState', [report(newestRoot)])))],
    ['a redemption', factsOf(encode('redeem', [ether, sender]))],
  ])('give nothing to mind: %s', (_, facts) => {
    expect(runChecks(facts)).toEqual([]);
  });
});

describe('an address that looks like a known pool', () => {
  const address = `${pool.slice(0, 6)}${'00'.repeat(16)}${pool.slice(-4)}`.toLowerCase() as Address;

  it('is critical, with the pool that it copies', () => {
    expect(checkLookAlike(factsOf('0x', { to: address, value: 1n }))).toMatchObject({
      severity: 'critical',
      address,
      of: { pool: { address: pool } },
    });
    expect(checkLookAlike(stake())).toBeNull();
  });
});

describe("a known pool's address on another chain", () => {
  it('is critical', () => {
    expect(checkOtherChain(stake({ chainId: 'eip155:137' }))).toMatchObject({ severity: 'critical', of: { network } });
    expect(checkOtherChain(stake())).toBeNull();
  });
});

describe('ETH for a contract of the protocol', () => {
  it('is critical by its address, and for the bare code of vaults', () => {
    expect(checkProtocolContract(factsOf('0x', { to: stakewiseOn(network).keeper, value: 1n }))).toMatchObject({
      severity: 'critical',
      name: 'Keeper',
    });
    const code = stake({ to: other, kind: 'implementation' });
    expect(checkBareCode(code)).toMatchObject({ severity: 'critical', name: null, address: other });
    expect(checkBareCode(factsOf(exit, { to: other, kind: 'implementation' }))).toBeNull();
    expect(checkProtocolContract(stake())).toBeNull();
  });
});

describe('a contract that is not registered', () => {
  it('is critical when it claims to be a vault', () => {
    expect(checkRegistered(stake({ to: other, kind: 'pretends' }))).toMatchObject({
      severity: 'critical',
      address: other,
    });
    for (const kind of ['known', 'registered', 'foreign', 'implementation', null] as const) {
      expect(checkRegistered(stake({ to: other, kind }))).toBeNull();
    }
  });

  it('is worth a warning when it does not', () => {
    expect(checkForeignContract(stake({ to: other, kind: 'foreign' }))).toMatchObject({ severity: 'warning' });
    expect(checkForeignContract(factsOf(exit, { to: other, kind: 'implementation' }))).not.toBeNull();
    for (const kind of ['known', 'registered', 'pretends', null] as const) {
      expect(checkForeignContract(stake({ to: other, kind }))).toBeNull();
    }
  });

  it('gets no other finding, whatever its calls look like', () => {
    for (const data of [
      encode('deposit', [other, other]),
      multicall(encode('enterExitQueue', [1n, other]), claim(now)),
    ]) {
      const facts = factsOf(data, {
        value: ether,
        to: other,
        kind: 'foreign',
        simulation: refused('0x'),
        pool: null,
        lastLoss: now,
        openExits: 3,
      });
      expect(runChecks(facts).map(({ id }) => id)).toEqual(['foreign-contract']);
    }
  });
});

describe('a receiver that is not the sender', () => {
  it('is critical for stakes', () => {
    const given = factsOf(encode('deposit', [other, nobody]), { value: ether });
    expect(checkStakeReceiver(given)).toMatchObject({ severity: 'critical', action: 'stake', receivers: [other] });
    expect(checkExitReceiver(given)).toBeNull();
    expect(checkStakeReceiver({ ...given, kind: 'registered' })).not.toBeNull();
  });

  it('is critical for exits and redemptions, wherever they are hidden', () => {
    const hidden = multicall(exit, multicall(encode('redeem', [1n, sender]), encode('enterExitQueue', [1n, other])));
    expect(checkExitReceiver(factsOf(hidden))).toMatchObject({
      severity: 'critical',
      action: 'exit',
      receivers: [other],
    });
    expect(checkExitReceiver(factsOf(encode('redeem', [1n, other])))).not.toBeNull();
  });

  it('is no matter of letter case, nor of contracts that are no vaults', () => {
    const mixed = factsOf(exit);
    const upper = sender.toUpperCase().replace('0X', '0x') as Address;
    expect(checkExitReceiver({ ...mixed, transaction: { ...mixed.transaction, from: upper } })).toBeNull();
    for (const kind of strangers) {
      expect(checkExitReceiver(factsOf(encode('enterExitQueue', [1n, other]), { to: other, kind }))).toBeNull();
    }
  });
});

describe('a receiver that the person has confirmed as their own', () => {
  const own = { address: other.toUpperCase().replace('0X', '0x') as Address, name: 'Savings' };
  const ownAccounts = [{ address: sender, name: 'Daily' }, own];
  const mint = (receiver: Address): Hex =>
    `0x36fe59d2${receiver.slice(2).padStart(64, '0')}${'00'.repeat(31)}01${'00'.repeat(32)}`;

  it.each([
    ['a stake', encode('deposit', [other, nobody]), ether],
    ['an exit', encode('enterExitQueue', [1n, other]), 0n],
    ['a payment', encode('redeem', [1n, other]), 0n],
    ['osETH', mint(other), ether],
    ['exits and payments inside others', multicall(exit, encode('enterExitQueue', [1n, other])), 0n],
  ])('is named, and no alarm, for %s', (_, data, value) => {
    const facts = factsOf(data, { value, ownAccounts });
    const receivers = runChecks(facts).filter(({ id }) => id.startsWith('receiver'));
    expect(receivers).toEqual([{ id: 'receiver-is-own', severity: 'note', accounts: [own] }]);
    // Without it the alarm is there.
    expect(runChecks({ ...facts, ownAccounts: [] })[0]).toMatchObject({ id: 'receiver-is-another' });
  });

  it('takes no alarm from another one beside it', () => {
    const thief: Address = `0x${'66'.repeat(20)}`;
    const data = multicall(encode('enterExitQueue', [1n, other]), encode('enterExitQueue', [1n, thief]));
    expect(runChecks(factsOf(data, { ownAccounts }))).toMatchObject([
      { id: 'receiver-is-another', severity: 'critical', receivers: [thief] },
      { id: 'receiver-is-own', severity: 'note', accounts: [own] },
    ]);
  });

  it('is nothing to name where the sender receives, nor for contracts that are no vaults', () => {
    expect(checkOwnReceiver(factsOf(exit, { ownAccounts }))).toBeNull();
    for (const kind of strangers) {
      expect(
        checkOwnReceiver(factsOf(encode('enterExitQueue', [1n, other]), { to: other, kind, ownAccounts })),
      ).toBeNull();
    }
  });
});

describe('a call that is cut off', () => {
  it('is critical, also inside others', () => {
    for (const data of [exit.slice(0, -2) as Hex, multicall(exit, exit.slice(0, -64) as Hex)]) {
      expect(checkTruncated(factsOf(data))).toMatchObject({ severity: 'critical', selector: exit.slice(0, 10) });
    }
    expect(checkTruncated(factsOf(`${exit}00`))).toBeNull();
  });
});

describe('a call that would fail', () => {
  it('is critical, with the reason', () => {
    expect(checkRevert(factsOf(exit, { simulation: refused('0x4ca88867') }))).toMatchObject({
      severity: 'critical',
      reason: { name: 'AccessDenied' },
    });
  });

  it('is a warning while other transactions of the account wait', () => {
    expect(checkRevert(factsOf(exit, { simulation: refused('0x'), hasPending: true }))).toMatchObject({
      severity: 'warning',
    });
  });

  it('is nothing when it goes through, was not simulated, or calls no vault', () => {
    expect(checkRevert(factsOf(exit))).toBeNull();
    expect(checkRevert(factsOf(exit, { simulation: null }))).toBeNull();
    for (const kind of strangers) {
      expect(checkRevert(factsOf(exit, { to: other, kind, simulation: refused('0x') }))).toBeNull();
    }
  });
});

describe('a gift in a batch that the chain refuses', () => {
  const refusedIn = (facts: Facts, change: Partial<Facts> = {}): Facts => ({
    ...facts,
    simulation: null,
    refusedGifts: new Map(facts.calls.map(({ call }) => [call, explainRevert('0x')])),
    ...change,
  });

  it('is no gift but a call that would fail: critical, or a warning while it may change', () => {
    const gift = refusedIn(factsOf(encode('donateAssets', []), { value: ether }));
    expect(runChecks(gift)).toMatchObject([{ id: 'would-revert', severity: 'critical', isPart: true }]);
    expect(runChecks({ ...gift, hasPending: true })).toMatchObject([{ id: 'would-revert', severity: 'warning' }]);
    expect(runChecks({ ...gift, refusedGifts: new Map() }).map(({ id }) => id)).toEqual(['gives-away']);
  });

  it('leaves a method that nobody knows what it is', () => {
    const gift = refusedIn(factsOf('0xdeadbeef', { value: ether }));
    expect(runChecks(gift).map(({ id }) => id)).toEqual(['would-revert', 'unknown-call']);
  });
});

describe('a vault that burns the shares of an exit on entry', () => {
  it('is worth a warning before an exit and before a stake', () => {
    expect(checkBurnsOnEntry(factsOf(exit, { followsExits: false }))).toMatchObject({
      id: 'burns-on-entry',
      severity: 'warning',
      action: 'exit',
    });
    expect(checkBurnsOnEntry({ ...stake(), followsExits: false })).toMatchObject({ action: 'stake' });
    expect(checkBurnsOnEntry(factsOf(exit))).toBeNull();
    for (const kind of strangers) {
      expect(checkBurnsOnEntry(factsOf(exit, { to: other, kind, followsExits: false }))).toBeNull();
    }
  });

  it('is not called a first stake whose way back stands below', () => {
    const first = { pool: { ...vault, held: 0n }, earlier: { hasStaked: false, origins: [], implementation: null } };
    expect(checkFirstStake({ ...stake(), ...first })).not.toBeNull();
    expect(checkFirstStake({ ...stake(), ...first, followsExits: false })).toBeNull();
  });
});

describe('a call that is not known', () => {
  it('is worth a warning', () => {
    expect(checkUnknownCall(factsOf('0xdeadbeef'))).toMatchObject({ severity: 'warning', selector: '0xdeadbeef' });
    expect(checkUnknownCall(factsOf(multicall(exit, '0xdeadbeef')))).not.toBeNull();
    expect(checkUnknownCall(factsOf(exit))).toBeNull();
  });
});

describe('a claim', () => {
  it('that goes through and pays nothing is worth a warning', () => {
    expect(checkPaysNothing(withAmounts(factsOf(claim(now)), 0n))).toMatchObject({ severity: 'warning' });
    expect(checkPaysNothing(withAmounts(factsOf(multicall(claim(now), claim(now))), 5n, 0n))).not.toBeNull();
    expect(checkPaysNothing(withAmounts(factsOf(claim(now)), 1n))).toBeNull();
    expect(checkPaysNothing(withAmounts(factsOf(claim(now)), null))).toBeNull();
    expect(checkPaysNothing(withAmounts(factsOf(claim(now), { simulation: refused('0x') }), 0n))).toBeNull();
  });

  it('that comes too early is told when it works', () => {
    const early = factsOf(claim(now - 1_000), { simulation: refused(tooEarly) });
    expect(checkTooEarly(early)).toMatchObject({ severity: 'warning', worksBy: now - 1_000 + 86_400 });
    const waiting = factsOf(claim(now - 1_000), { simulation: refused(notProcessed) });
    expect(checkTooEarly(withAmounts(waiting, ether))).not.toBeNull();
    // Nothing is set aside for it: time alone does not help.
    expect(checkTooEarly(withAmounts(waiting, 0n))).toBeNull();
    expect(checkTooEarly({ ...early, ...factsOf(claim(now - 86_400)), simulation: early.simulation })).toBeNull();
    // A wait that the pool's claims have shown is the one to name, unless the vault itself belies it.
    const claimDelay = { seconds: 54_000, basis: 'observed', claims: 3 } as const;
    expect(checkTooEarly({ ...early, claimDelay })).toMatchObject({ worksBy: now - 1_000 + 54_000 });
    const belied = factsOf(claim(now - 54_000), { simulation: refused(tooEarly), claimDelay });
    expect(checkTooEarly(belied)).toMatchObject({ worksBy: now - 54_000 + 86_400 });
    // After that wait a receiver that takes no ETH is refused for that, not for the time.
    const refusing = factsOf(claim(now - 54_000), { simulation: refused('0x'), claimDelay });
    expect(checkTooEarly(withAmounts(refusing, ether))).toBeNull();
    // A time in milliseconds lies far ahead.
    expect(checkTooEarly(factsOf(claim(now * 1000), { simulation: refused(tooEarly) }))).toBeNull();
    expect(checkTooEarly(factsOf(claim(now - 1_000)))).toBeNull();
  });
});

describe('reports', () => {
  const withUpdate = (root: Hex): Hex => encode('updateStateAndDeposit', [sender, nobody, report(root)]);

  it('that a stake needs first are missed', () => {
    const behind = vaultBehind({ isRequired: true, canHarvest: true });
    expect(checkHarvestRequired(stake({ pool: behind }))).toMatchObject({ severity: 'warning' });
    expect(checkHarvestRequired(factsOf(withUpdate(newestRoot), { value: ether, pool: behind }))).toBeNull();
    expect(checkHarvestRequired(factsOf(exit, { pool: behind }))).toBeNull();
    expect(checkHarvestRequired(stake())).toBeNull();
  });

  it('that are not the newest are named', () => {
    const vaultWaits = vaultBehind({ canHarvest: true });
    expect(checkStaleProof(factsOf(withUpdate(olderRoot), { value: ether, pool: vaultWaits }))).toMatchObject({
      severity: 'warning',
    });
    expect(checkStaleProof(factsOf(encode('updateState', [report(olderRoot)]), { pool: vaultWaits }))).not.toBeNull();
    expect(checkStaleProof(factsOf(withUpdate(newestRoot), { value: ether, pool: vaultWaits }))).toBeNull();
    // The pool has taken the newest one in: what is brought makes no difference.
    expect(checkStaleProof(factsOf(withUpdate(olderRoot), { value: ether }))).toBeNull();
  });

  it('that take ETH from the stake are told in ETH, and such that add some are not warned of', () => {
    const after = (totalAssets: bigint): Partial<Facts> => {
      const holding = { shares: vault.held, totalAssets, totalShares: vault.state.totalShares };
      return { afterReport: { report: holding, transaction: holding } };
    };
    const withReport = (change: Partial<Facts>): Facts =>
      factsOf(withUpdate(newestRoot), { value: ether, pool: vaultBehind({ canHarvest: true }), ...change });
    expect(checkReportLoss(withReport(after(900n * ether)))).toEqual({
      id: 'report-loss',
      severity: 'warning',
      loss: ether / 2n,
    });
    expect(checkReportLoss(withReport(after(1_100n * ether)))).toBeNull();
    // What rounding leaves is no loss.
    expect(checkReportLoss(withReport(after(1_000n * ether - 100n)))).toBeNull();
    expect(checkReportLoss(withReport({}))).toBeNull();
    for (const kind of strangers) {
      expect(checkReportLoss(withReport({ ...after(900n * ether), kind }))).toBeNull();
    }
  });

  it('that took ETH are told for 30 days', () => {
    expect(checkPriceFell(stake({ lastLoss: now - 5 * 86_400 }))).toEqual({
      id: 'price-fell',
      severity: 'warning',
      at: now - 5 * 86_400,
    });
    expect(checkPriceFell(stake())).toBeNull();
  });
});

describe('limits of the pool', () => {
  it('name an account on the blocklist', () => {
    expect(checkBlocked(stake({ pool: { ...vault, blocked: [sender] } }))).toEqual({
      id: 'blocked',
      severity: 'warning',
      account: 'sender',
    });
    expect(checkBlocked(stake({ pool: { ...vault, blocked: [other] } }))).toMatchObject({ account: 'receiver' });
    expect(checkBlocked(stake())).toBeNull();
  });

  it('name the capacity', () => {
    const nearlyFull = vaultWith({ capacityLeft: ether - 1n });
    expect(checkCapacity(stake({ pool: nearlyFull }))).toMatchObject({ severity: 'warning', left: ether - 1n });
    expect(checkCapacity(stake({ pool: vaultWith({ capacityLeft: ether }) }))).toBeNull();
    expect(checkCapacity(stake())).toBeNull();
  });
});

describe('ETH of the account', () => {
  it('that does not suffice is said', () => {
    expect(checkBalance(stake({ pool: { ...vault, balance: ether - 1n } }))).toMatchObject({ severity: 'warning' });
    expect(checkBalance(stake({ pool: { ...vault, balance: ether } }))).toBeNull();
  });

  it('that stays is enough to unstake with, or it is said', () => {
    const fee = 70_000n * 10n ** 9n;
    const exitFee = 350_000n * 10n ** 9n;
    const with_ = (balance: bigint): Facts => stake({ pool: { ...vault, balance } });
    expect(checkGasLeft(with_(ether + fee + exitFee - 1n))).toMatchObject({ severity: 'warning', left: exitFee - 1n });
    expect(checkGasLeft(with_(ether + fee + exitFee))).toBeNull();
    expect(checkGasLeft(with_(ether))).toMatchObject({ left: 0n });
    expect(checkGasLeft(with_(ether - 1n))).toBeNull();
    expect(checkGasLeft(factsOf(exit, { pool: { ...vault, balance: 0n } }))).toBeNull();
  });

  it('that the fee eats is compared with a year of rewards', () => {
    const yearly = (3n * ether) / 100n;
    const limit = (yearly * 30n) / 100n;
    const with_ = (fee: bigint): Facts => stake({ fee: { gasEstimate: 1n, gasPrice: fee, fee } });
    expect(checkDearGas(with_(limit + 1n))).toEqual({ id: 'dear-gas', severity: 'warning', fee: limit + 1n, yearly });
    expect(checkDearGas(with_(limit))).toBeNull();
    expect(checkDearGas(stake({ apr: null }))).toBeNull();
    expect(checkDearGas(stake({ apr: { rate: -1n, days: 7 } }))).toBeNull();
  });
});

describe('what the person did before', () => {
  const earlier = { hasStaked: true, origins: ['https://site.example'], implementation };

  it('makes another site stand out', () => {
    expect(checkOrigin(stake({ origin: 'https://other.example', earlier }))).toMatchObject({
      severity: 'warning',
      origin: 'https://other.example',
      known: ['https://site.example'],
    });
    for (const facts of [stake(), stake({ origin: null }), stake({ earlier: { ...earlier, origins: [] } })]) {
      expect(checkOrigin(facts)).toBeNull();
    }
  });

  it('makes a first stake one', () => {
    const first = { pool: { ...vault, held: 0n }, earlier: { ...earlier, hasStaked: false } };
    expect(checkFirstStake(stake(first))).toMatchObject({ severity: 'note' });
    expect(checkFirstStake(stake({ ...first, earlier }))).toBeNull();
    expect(checkFirstStake(stake({ ...first, pool: vault }))).toBeNull();
    expect(checkFirstStake(stake({ ...first, earlier: null }))).toBeNull();
    expect(checkFirstStake(factsOf(exit, first))).toBeNull();
  });

  it('tells of new code', () => {
    expect(checkImplementation(stake({ earlier: { ...earlier, implementation: other } }))).toMatchObject({
      severity: 'note',
      implementation,
    });
    expect(checkImplementation(stake({ earlier: { ...earlier, implementation: null } }))).toBeNull();
    expect(checkImplementation(stake())).toBeNull();
  });

  it('may be an exit that is still open', () => {
    expect(checkOpenExit(factsOf(exit, { openExits: 2 }))).toMatchObject({ severity: 'note', count: 2 });
    expect(checkOpenExit(factsOf(exit, { openExits: null }))).toBeNull();
    expect(checkOpenExit(stake({ openExits: 2 }))).toBeNull();
  });
});

describe('small things', () => {
  it('are noted: a referrer', () => {
    const referred = factsOf(encode('deposit', [sender, other]), { value: ether });
    expect(checkReferrer(referred)).toMatchObject({ severity: 'note', referrer: other });
    expect(checkReferrer(factsOf(encode('deposit', [sender, sender]), { value: ether }))).toBeNull();
    expect(checkReferrer(stake())).toBeNull();
  });

  it('are noted: bytes behind the call, or behind one inside', () => {
    for (const data of [`${exit}00`, multicall(`${exit}0000`), `${multicall(exit)}00`] as Hex[]) {
      expect(checkTrailingBytes(factsOf(data))).toMatchObject({ severity: 'note' });
    }
    expect(checkTrailingBytes(factsOf(exit))).toBeNull();
  });
});

describe('findings', () => {
  it('come with the heaviest first', () => {
    const data = encode('deposit', [other, other]);
    const facts = factsOf(`${data}00`, { value: ether, lastLoss: now, simulation: refused('0xe7757151') });
    const findings = runChecks(facts);
    expect(findings.map(({ id }) => id)).toEqual([
      'receiver-is-another',
      'would-revert',
      'price-fell',
      'referrer',
      'trailing-bytes',
    ]);
  });

  it('need no chain where the transaction tells enough', () => {
    const facts = factsOf(encode('enterExitQueue', [1n, other]), { pool: null, simulation: null, fee: null });
    expect(runChecks(facts).map(({ id }) => id)).toEqual(['receiver-is-another']);
  });
});

describe('ETH that is credited to nobody', () => {
  const donation = encode('donateAssets', []);
  const gift = { id: 'gives-away', severity: 'critical', to: pool.toLowerCase(), assets: ether };

  it('is critical: a donation, or an unknown method that goes through', () => {
    for (const data of [donation, '0xdeadbeef'] as Hex[]) {
      const facts = factsOf(data, { value: ether });
      expect(checkGivesAway(facts)).toEqual(gift);
      expect(checkGivesAway({ ...facts, kind: 'registered' })).toEqual(gift);
      // Not simulated, as in a batch: it is refused or given away, and never credited.
      expect(checkGivesAway({ ...facts, simulation: null })).toEqual(gift);
      // What goes through says one thing only.
      expect(runChecks(facts).map(({ id }) => id)).toEqual(['gives-away']);
    }
  });

  it('is none when nothing is sent, the vault refuses it, or it is no vault', () => {
    expect(checkGivesAway(factsOf(donation))).toBeNull();
    const refusal = factsOf('0xdeadbeef', { value: ether, simulation: refused('0x') });
    expect(runChecks(refusal).map(({ id }) => id)).toEqual(['would-revert', 'unknown-call']);
    for (const kind of strangers) {
      expect(checkGivesAway(factsOf(donation, { value: ether, to: other, kind }))).toBeNull();
    }
    expect(checkGivesAway(stake())).toBeNull();
  });

  it('is none by the methods of other kinds of vaults, which only the receiver makes dangerous', () => {
    const mint = (receiver: Address): Hex =>
      `0x36fe59d2${receiver.slice(2).padStart(64, '0')}${'00'.repeat(31)}01${'00'.repeat(32)}`;
    const facts = factsOf(mint(sender), { value: ether, kind: 'registered' });
    expect(runChecks(facts)).toEqual([]);
    expect(checkTokenReceiver(factsOf(mint(other), { value: ether, kind: 'registered' }))).toMatchObject({
      severity: 'critical',
      action: 'tokens',
      receivers: [other],
    });
    for (const selector of ['201b9eb5', '066055e0', '9267842a', '2999ad3f', '43e82a79']) {
      const known = factsOf(`0x${selector}${sender.slice(2).padStart(64, '0')}${'00'.repeat(64)}`);
      expect(runChecks({ ...known, kind: 'registered' })).toEqual([]);
    }
  });

  it("is critical in a batch that pays the pool's own escrow", () => {
    const facts = stake();
    const paid = (to: Address): Facts => ({ ...facts, concerns: { ...facts.concerns, paid: [{ to, value: 3n }] } });
    expect(checkGivesAway(paid(vault.state.mevEscrow))).toMatchObject({ to: vault.state.mevEscrow, assets: 3n });
    expect(checkGivesAway(paid(implementation))).toBeNull();
  });

  it('is critical for an escrow alone', () => {
    const [escrow = nobody] = stakewiseOn(network).mevEscrows;
    expect(checkEscrow(factsOf('0x', { to: escrow, value: 5n }))).toMatchObject({ id: 'gives-away', assets: 5n });
    expect(checkEscrow(stake())).toBeNull();
  });
});

describe('an exit that no claim can pay', () => {
  it('is worth a warning', () => {
    expect(checkWorthlessExit(withAmounts(factsOf(exit), 0n))).toMatchObject({ severity: 'warning' });
    expect(checkWorthlessExit(withAmounts(factsOf(exit), 1n))).toBeNull();
    expect(checkWorthlessExit(withAmounts(factsOf(exit), null))).toBeNull();
    expect(checkWorthlessExit(withAmounts(factsOf(exit, { simulation: refused('0x') }), 0n))).toBeNull();
    for (const kind of strangers) {
      expect(checkWorthlessExit(withAmounts(factsOf(exit, { kind }), 0n))).toBeNull();
    }
  });
});

describe('authorizations of a transaction', () => {
  it('are named', () => {
    const facts = stake();
    expect(checkAccountCode(facts)).toBeNull();
    const transaction = { ...facts.transaction, accountCode: [other] };
    expect(checkAccountCode({ transaction })).toEqual({ id: 'account-code', severity: 'warning', code: [other] });
  });
});

describe('several vaults in one transaction', () => {
  it('are all judged, and what is said of the whole is said once', () => {
    const shared = stake({ pool: { ...vault, balance: 0n } });
    const second = factsOf(encode('deposit', [sender, nobody]), { value: ether, to: other, kind: 'pretends' });
    expect(runChecks(shared, second, shared).map(({ id }) => id)).toEqual(['not-registered', 'not-enough-eth']);
  });
});
