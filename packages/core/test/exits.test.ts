import type { ClaimDelay } from '../src/staking/exit';
import { describe, expect, it } from '@jest/globals';
import { StakingError } from '../src/errors';
import { exitsToClaim } from '../src/protocols/stakewise/quotes/claim';
import { longestClaimDelay, longestKnownDelay as longest } from '../src/protocols/stakewise/exit-queue/claim-delay';
import { estimateExit, wayOfQueued } from '../src/protocols/stakewise/exit-queue/exit-estimate';
import type { QueuedExit } from '../src/protocols/stakewise/exit-queue/exit-queue';
import type { VaultState } from '../src/protocols/stakewise/vault/state';

const me = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const other = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const now = 1_700_000_000;
const eth = 10n ** 18n;

/** An exit of one ETH that is claimable, changed as a case needs. */
function exit(changes: Partial<QueuedExit> = {}): QueuedExit {
  return {
    id: 0n,
    ticket: 0n,
    shares: eth,
    owner: me,
    receiver: me,
    requestedInBlock: 1,
    requestedAt: now - 2 * longestClaimDelay,
    isKnown: true,
    queueIndex: 0n,
    leftShares: 0n,
    exitedAssets: eth,
    claimableAssets: eth,
    totalAssets: eth,
    status: 'claimable',
    needsReport: false,
    claimRevert: null,
    ...changes,
  };
}

const waiting = exit({
  id: 7n,
  ticket: 7n,
  queueIndex: -1n,
  leftShares: eth,
  exitedAssets: 0n,
  claimableAssets: 0n,
  status: 'queued',
});
const early = exit({
  id: 8n,
  ticket: 8n,
  requestedAt: now - 3_600,
  claimableAssets: 0n,
  status: 'exiting',
  claimRevert: '0x1613b7eb',
});
const unreceivable = exit({ id: 9n, ticket: 9n, claimableAssets: 0n, status: 'exiting', claimRevert: '0x1425ea42' });
const foreign = exit({ id: 10n, ticket: 10n, receiver: other });

function refusal(exits: QueuedExit[], ids?: bigint[]): Pick<StakingError, 'code' | 'problem'> {
  try {
    exitsToClaim(exits, me, now, ids);
  } catch (error) {
    if (error instanceof StakingError) {
      return { code: error.code, problem: error.problem };
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('exitsToClaim', () => {
  it('names the time that the wait which was seen gives', () => {
    const seen: ClaimDelay = { seconds: 54_000, basis: 'observed', claims: 1 };
    expect(() => exitsToClaim([early], me, now, undefined, seen)).toThrow('2023-11-15T12:13:20Z');
  });

  it('takes every exit that pays and drops the others', () => {
    const all = [exit(), waiting, early, foreign, exit({ id: 3n, ticket: 5n })];
    expect(exitsToClaim(all, me, now, undefined).paying.map(({ id }) => id)).toEqual([0n, 3n]);
  });

  it('takes ticket 0 by name, and a partly claimed exit by id or by its present ticket', () => {
    const partly = exit({ id: 3n, ticket: 5n });
    expect(exitsToClaim([exit(), partly], me, now, [0n]).paying).toEqual([exit()]);
    expect(exitsToClaim([partly], me, now, [3n]).paying).toEqual([partly]);
    expect(exitsToClaim([partly], me, now, [5n]).paying).toEqual([partly]);
  });

  it('pays what pays of those that were named, and names the rest with the reason of each', () => {
    const all = [exit(), waiting, early, foreign, unreceivable];
    const { paying, leftOut } = exitsToClaim(all, me, now, [7n, 0n, 8n, 10n, 9n, 99n, 0n]);
    expect(paying).toEqual([exit()]);
    expect(leftOut.map(({ id, reason, error }) => [id, reason, error.code])).toEqual([
      [99n, 'unknown', 'UNKNOWN_EXIT'],
      [7n, 'queued', 'NOTHING_TO_CLAIM'],
      [8n, 'too-early', 'CLAIM_TOO_EARLY'],
      [10n, 'other-receiver', 'NOTHING_TO_CLAIM'],
      [9n, 'refused', 'WOULD_REVERT'],
    ]);
    // Nobody asked for the others by name.
    expect(exitsToClaim(all, me, now, undefined).leftOut).toEqual([]);
  });

  it('refuses, with the reason, what would cost gas for nothing', () => {
    expect(refusal([])).toMatchObject({ code: 'NOTHING_TO_CLAIM' });
    expect(refusal([waiting])).toMatchObject({ code: 'NOTHING_TO_CLAIM', problem: { kind: 'exit-queued' } });
    expect(refusal([early])).toMatchObject({
      code: 'CLAIM_TOO_EARLY',
      problem: { kind: 'exit-too-early', latest: '2023-11-15T21:13:20Z' },
    });
    expect(refusal([unreceivable])).toMatchObject({
      code: 'WOULD_REVERT',
      problem: { kind: 'claim-refused', reason: 'FailedInnerCall' },
    });
    expect(refusal([foreign], [10n])).toMatchObject({
      code: 'NOTHING_TO_CLAIM',
      problem: { kind: 'exit-of-other', receiver: { address: other } },
    });
    expect(refusal([exit()], [99n])).toMatchObject({ code: 'UNKNOWN_EXIT', problem: { exit: 99n } });
    expect(refusal([waiting, early]).code).toBe('CLAIM_TOO_EARLY');
  });
});

/** A pool of 100 ETH whose last report was an hour ago, with 12 hours between reports. */
function pool(changes: Partial<VaultState> = {}): VaultState {
  return {
    block: { number: 1, hash: '0x', timestamp: now },
    version: 2,
    implementation: null,
    totalAssets: 100n * eth,
    totalShares: 100n * eth,
    feeBps: 1_500,
    feeRecipient: other,
    mevEscrow: other,
    capacityLeft: null,
    withdrawableAssets: 0n,
    ethBalance: 0n,
    queue: { queuedShares: eth, unclaimedAssets: 0n, totalTickets: 7n },
    harvest: {
      canHarvest: false,
      isRequired: false,
      isCollateralized: true,
      rewardsRoot: '0x',
      rewardsNonce: 2n,
      lastReportAt: now - 3_600,
      harvested: null,
      reportDelay: 43_200,
    },
    status: 'open',
    ...changes,
  };
}

describe('wayOfQueued', () => {
  it('is the next report where the pool has the ETH at hand for all of it, else through validators', () => {
    const state = pool({ ethBalance: 20n * eth });
    expect(wayOfQueued(state, 20n * eth)).toBe('next-report');
    expect(wayOfQueued(state, 20n * eth + 1n)).toBe('validators');
  });
});

describe('estimateExit', () => {
  const nextReport = now - 3_600 + 43_200;

  it('is now for a claimable exit', () => {
    const estimate = { earliest: now, latest: now, basis: 'claimable-now', claimDelay: longest };
    expect(estimateExit(exit(), pool())).toEqual(estimate);
  });

  it('ends with the waiting time for a funded exit', () => {
    const latest = early.requestedAt + longestClaimDelay;
    expect(estimateExit(early, pool())).toEqual({ earliest: now, latest, basis: 'waiting-time', claimDelay: longest });
    expect(estimateExit(unreceivable, pool()).basis).toBe('receiver-refuses');
  });

  const seen: ClaimDelay = { seconds: 54_030, basis: 'observed', claims: 3 };

  it('reckons with the wait that was seen', () => {
    const latest = early.requestedAt + seen.seconds;
    const estimate = estimateExit(early, pool(), seen);
    expect(estimate).toEqual({ earliest: now, latest, basis: 'waiting-time', claimDelay: seen });
    expect(estimateExit(unreceivable, pool(), seen).basis).toBe('receiver-refuses');
    const served = pool({
      ethBalance: eth,
      harvest: { ...pool().harvest, lastReportAt: now - 43_200, reportDelay: 60 },
    });
    expect(estimateExit({ ...waiting, requestedAt: now }, served, seen).latest).toBe(now + seen.seconds);
  });

  it('does not believe in a wait that the vault itself belies', () => {
    const refused = exit({ ...early, requestedAt: now - seen.seconds });
    for (const claimRevert of ['0x1613b7eb', '0x1c7b1d1a'] as const) {
      const latest = refused.requestedAt + longestClaimDelay;
      const estimate = estimateExit({ ...refused, claimRevert }, pool(), seen);
      expect(estimate).toEqual({ earliest: now, latest, basis: 'waiting-time', claimDelay: longest });
    }
    const unheardOf = exit({ ...early, requestedAt: now - longestClaimDelay });
    expect(estimateExit(unheardOf, pool(), seen)).toMatchObject({
      earliest: null,
      latest: null,
      basis: 'waiting-time',
      claimDelay: longest,
    });
    // A receiver that takes no ETH says nothing about the wait.
    const latest = now + 30;
    const refusing = exit({ ...unreceivable, requestedAt: now - 54_000 });
    expect(estimateExit(refusing, pool(), seen)).toMatchObject({ latest, claimDelay: seen });
  });

  it('is the next report when free ETH covers the queue up to the exit', () => {
    for (const state of [
      pool({ ethBalance: eth }),
      pool({
        version: 1,
        withdrawableAssets: 1n,
        ethBalance: 2n * eth,
        queue: { queuedShares: eth, unclaimedAssets: null, totalTickets: null },
      }),
    ]) {
      expect(estimateExit(waiting, state)).toMatchObject({ earliest: nextReport, basis: 'next-report' });
    }
  });

  it('names no latest time when validators must exit first', () => {
    const busy = pool({ ethBalance: eth, queue: { queuedShares: eth, unclaimedAssets: eth, totalTickets: 7n } });
    for (const state of [pool(), busy]) {
      expect(estimateExit(waiting, state)).toMatchObject({
        earliest: nextReport,
        latest: null,
        basis: 'validator-exits',
      });
    }
  });

  it('has no time for dust', () => {
    expect(estimateExit(exit({ status: 'dust' }), pool())).toMatchObject({
      earliest: null,
      latest: null,
      basis: 'dust',
    });
  });
});
