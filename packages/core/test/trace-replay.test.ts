import { describe, expect, it } from '@jest/globals';
import { sharesToAssets } from '../src/pool/share-maths';
import { buildLedger, lifetimeRewards } from '../src/rewards/ledger';
import { walkBackTotals } from '../src/rewards/share-price';
import { isSameAddress, type Address } from '../src/units';
import { forEachState, loadTrace, traceNames } from './trace';

describe.each(traceNames)('the recorded life %s', (name) => {
  const trace = loadTrace(name);
  const isVaultLog = ({ address }: { address: string }): boolean => isSameAddress(address, trace.vault);

  it('is replayed into the shares, open exits and rewards of every user, to the wei', () => {
    let figures = 0;
    const states = forEachState(trace, (state, logs, times, { n }) => {
      const totals = { totalAssets: BigInt(state.totalAssets), totalShares: BigInt(state.totalShares) };
      const vaultLogs = logs.filter(isVaultLog);
      const replayed = Object.keys(state.users).map((account) => {
        const ledger = buildLedger(account as Address, vaultLogs);
        const assets = sharesToAssets(ledger.expectedShares, totals);
        // What still waits and what was set aside comes from getters, so the record answers for it here.
        const exiting = (state.users[account as Address]?.positions ?? []).reduce((sum, { left, assets: exited }) => {
          const waiting = BigInt(left) > 1n ? BigInt(left) : 0n;
          return sum + BigInt(exited) + sharesToAssets(waiting, totals);
        }, 0n);
        const exits = ledger.ownedExits.map(({ ticket, shares, receiver, requestedInBlock }) => {
          return `${ticket} ${shares} ${receiver} ${times.get(requestedInBlock)}`;
        });
        const rewards = lifetimeRewards(ledger, assets, exiting);
        return { account, shares: ledger.expectedShares, assets, rewards, exits: exits.sort() };
      });
      const recorded = Object.entries(state.users).map(([account, user]) => ({
        account,
        shares: BigInt(user.shares),
        assets: BigInt(user.assets),
        rewards: BigInt(user.trueRewards),
        exits: user.positions
          .map(
            ({ ticket, shares, receiver, timestamp }) => `${ticket} ${shares} ${receiver.toLowerCase()} ${timestamp}`,
          )
          .sort(),
      }));
      expect({ n, users: replayed }).toEqual({ n, users: recorded });
      figures += recorded.reduce((sum, { exits }) => sum + 3 + exits.length, 0);
    });
    expect(states).toBeGreaterThan(200);
    expect(figures).toBeGreaterThan(5_000);
  });

  it('gives the totals after every harvest by walking back from the last state', () => {
    const last = trace.steps.findLast(({ state }) => state !== null)?.state;
    const logs = trace.steps.flatMap((step) => step.logs);
    const points = walkBackTotals(
      { totalAssets: BigInt(last?.totalAssets ?? 0), totalShares: BigInt(last?.totalShares ?? 0) },
      logs,
    );
    const recorded = new Map(
      trace.steps.flatMap(({ tx, state }) => (tx && state ? [[tx.blockNumber, state] as const] : [])),
    );
    let compared = 0;
    for (const { log, totalAssets, totalShares } of points) {
      const state = recorded.get(log.blockNumber);
      // A step that shares its block with others carries no state of its own: only whole blocks compare.
      if (state && trace.steps.filter(({ tx }) => tx?.blockNumber === log.blockNumber).length === 1) {
        expect({ block: log.blockNumber, totalAssets, totalShares }).toEqual({
          block: log.blockNumber,
          totalAssets: BigInt(state.totalAssets),
          totalShares: BigInt(state.totalShares),
        });
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(20);
  });
});
