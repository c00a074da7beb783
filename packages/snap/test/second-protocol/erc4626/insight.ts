import { leavingShares, ownStakedAssets, toldAmounts } from '../../../../core/src/insight/amounts';
import { Calldata } from '../../../../core/src/insight/calldata';
import type { Facts, ProtocolFacts } from '../../../../core/src/insight/facts';
import type { ProtocolInsight, SubjectQuestion } from '../../../../core/src/insight/protocol';
import type { StakingAction, StakingCall, UnsignedTransaction } from '../../../../core/src/staking/call';
import { explainPlainRevert } from '../../../../core/src/staking/revert';
import { zeroAddress, type Hex } from '../../../../core/src/units';
import { afterDeposit, noWait, readHoldingAt, toAssets, toShares, vaultAbi } from './vault';

const [deposit, redeem] = ['deposit', 'redeem'].map((method) => vaultAbi.selector(method));

function readAction(selector: Hex, args: Calldata): StakingAction {
  switch (selector) {
    case deposit: {
      const told = { referrer: zeroAddress, reportRoot: null, isPlain: false };
      return { kind: 'stake', assets: args.uint(0), receiver: args.address(32), ...told };
    }
    case redeem: {
      const [shares, receiver] = [args.uint(0), args.address(32)];
      args.address(64);
      return { kind: 'redeem', shares, receiver };
    }
    default:
      return { kind: 'unknown', selector };
  }
}

function decodeCall({ data }: Omit<UnsignedTransaction, 'to'>): StakingCall {
  const selector = data.slice(0, 10) as Hex;
  const args = new Calldata(data.slice(10));
  try {
    return { ...readAction(selector, args), data, hasTrailingBytes: args.hasTrailingBytes };
  } catch {
    return { kind: 'truncated', selector, data, hasTrailingBytes: false };
  }
}

async function readFacts({ request, subject, pool, block, attempt }: SubjectQuestion): Promise<ProtocolFacts> {
  const { network, account } = subject;
  const holding = await attempt('contract', readHoldingAt({ request, network, pool }, account, block));
  return {
    calls: toldAmounts(subject).map((told) =>
      told.call.kind === 'redeem' ? { ...told, assets: holding && toAssets(told.call.shares, holding.state) } : told,
    ),
    kind: 'known',
    pool: holding && {
      state: holding.state,
      held: holding.shares,
      balance: holding.balance,
      blocked: [],
      escrows: [],
    },
    claimDelay: noWait,
    followsExits: true,
    apr: null,
    lastLoss: null,
    openExits: null,
    claimFault: null,
    fiatPrice: null,
  };
}

/** What is known of transactions to plain vaults: their methods are everybody's, so that only the address tells one. */
export const plainVaultInsight: ProtocolInsight = {
  protocol: 'erc4626',
  ownSelectors: [],
  movingSelectors: [],
  leaving: [{ selector: redeem as Hex, receiverAt: 36 }],
  longestWait: noWait,
  checks: [],
  contractsOn: () => ({ escrows: [], others: [] }),
  decodeCall,
  isOwnMethod: () => false,
  explainRevert: explainPlainRevert,
  readEscrows: async () => Promise.resolve([]),
  readFacts,
  stakeChange: (facts: Facts) => {
    if (!facts.pool) {
      return null;
    }
    const { state, held } = facts.pool;
    const [arriving, leaving] = [ownStakedAssets(facts), leavingShares(facts)];
    const paid = toAssets(leaving, state);
    const left = { totalAssets: state.totalAssets - paid, totalShares: state.totalShares - leaving };
    const after = held - leaving + toShares(arriving, left);
    return {
      before: toAssets(held, state),
      reportChange: 0n,
      after: after < 0n ? 0n : toAssets(after, afterDeposit(arriving, left)),
    };
  },
  wayBack: ({ calls }) =>
    calls.some(({ call: { kind } }) => kind === 'stake' || kind === 'redeem') ? 'at-once' : null,
};
