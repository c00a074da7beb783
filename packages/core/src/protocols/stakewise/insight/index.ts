import type { PoolFacts } from '../../../insight/facts';
import type { ProtocolInsight, StakeChange } from '../../../insight/protocol';
import { leavingShares, ownStakedAssets } from '../../../insight/amounts';
import type { ExitWay, WayBack } from '../../../staking/exit';
import { checks } from '../checks/index';
import { longestKnownDelay } from '../exit-queue/claim-delay';
import { wayOfQueued } from '../exit-queue/exit-estimate';
import { worthOf } from '../vault/holding-after';
import { explainRevert } from '../vault/revert-reason';
import { vaultSelectors } from '../vault/selectors';
import { afterDeposit, assetsToSharesUp, sharesToAssets } from '../vault/share-maths';
import { queuedAssets, readMevEscrow, type VaultState } from '../vault/state';
import { decodeStakingCall, isVaultMethod, stakingOsTokenSelectors } from './decode-call';
import { bringsReport, reportChangeOf, type VaultFacts } from './facts';
import { readVaultFacts } from './read-facts';

const { deposit, updateStateAndDeposit, enterExitQueue, claimExitedAssets, donateAssets, redeem } = vaultSelectors;

function stakeChange(facts: VaultFacts): StakeChange | null {
  const { pool, afterReport, calls } = facts;
  if (!pool) {
    return null;
  }
  const { state, held } = pool;
  const before = sharesToAssets(held, state);
  if (bringsReport(calls)) {
    // Nobody but the vault itself knows what a report does to the price.
    const reportChange = reportChangeOf(facts);
    return afterReport ? { before, reportChange, after: worthOf(afterReport.transaction) } : null;
  }
  const arriving = ownStakedAssets(facts);
  const after = held - leavingShares(facts) + assetsToSharesUp(arriving, state);
  return {
    before,
    reportChange: 0n,
    after: after < 0n ? 0n : sharesToAssets(after, afterDeposit(arriving, state)),
  };
}

/** How an exit of so much comes back. */
function wayOfExit({ state }: PoolFacts<VaultState>, calls: VaultFacts['calls']): ExitWay {
  if (!state.harvest.isCollateralized) {
    return 'at-once';
  }
  const leaving = calls.reduce((sum, { call, assets }) => (call.kind === 'exit' ? sum + (assets ?? 0n) : sum), 0n);
  const way = wayOfQueued(state, queuedAssets(state) + leaving);
  if (way === 'validators') {
    return way;
  }
  const exit = calls.findIndex(({ call }) => call.kind === 'exit');
  const update = calls.findLastIndex(({ call }) => call.kind === 'update');
  return update > exit && state.harvest.canHarvest ? 'served-at-once' : way;
}

function wayBack(facts: VaultFacts): WayBack | null {
  const { calls, pool, followsExits } = facts;
  // Of an exit that is not followed no wait is known.
  if (!followsExits) {
    return null;
  }
  const exits = calls.some(({ call, assets }) => call.kind === 'exit' && (assets ?? 0n) > 0n);
  if (pool && exits) {
    return wayOfExit(pool, calls);
  }
  return ownStakedAssets(facts) > 0n ? 'queue' : null;
}

/** What is known of transactions to vaults. */
export const stakewiseInsight: ProtocolInsight<VaultFacts> & { readonly checks: typeof checks } = {
  protocol: 'stakewise',
  ownSelectors: [updateStateAndDeposit, enterExitQueue, claimExitedAssets],
  movingSelectors: [
    deposit,
    updateStateAndDeposit,
    enterExitQueue,
    claimExitedAssets,
    donateAssets,
    ...stakingOsTokenSelectors,
  ],
  leaving: [enterExitQueue, redeem].map((selector) => ({ selector, receiverAt: 36 })),
  longestWait: longestKnownDelay,
  checks,
  contractsOn: ({ stakewise }) => ({
    escrows: stakewise?.mevEscrows ?? [],
    // The chain's deposit contract is not among them: people stake there too.
    others: stakewise
      ? [
          { name: 'Keeper', address: stakewise.keeper },
          { name: 'Vaults registry', address: stakewise.vaultsRegistry },
          ...stakewise.others,
        ]
      : [],
  }),
  decodeCall: decodeStakingCall,
  isOwnMethod: isVaultMethod,
  explainRevert,
  readEscrows: async (request, pool) => [await readMevEscrow(request, pool)],
  readFacts: readVaultFacts,
  stakeChange,
  wayBack,
};
