import { toldAmounts } from '../../../insight/amounts';
import { Calldata } from '../../../insight/calldata';
import type { CallFacts, ProtocolFacts } from '../../../insight/facts';
import type { ProtocolInsight, SubjectQuestion } from '../../../insight/protocol';
import type { StakingAction, StakingCall, UnsignedTransaction } from '../../../staking/call';
import type { ClaimDelay } from '../../../staking/exit';
import { zeroAddress, type Address, type Hex } from '../../../units';
import { sequencerChecks } from './checks/index';
import type { DeedFacts, SequencerFacts } from './facts';
import { exitDelayOf, withExitLimit } from './position';
import { explainLockingRevert } from './revert-reason';
import { refusalOf, type SequencerDeed } from './rules';
import { poolHashes } from './selectors';
import { operatorOf, ownSequencers, readSequencerPool, type SequencerPoolState } from './state';

/** What the pools of Metis begin with; one that was read tells its own. */
const longestWait: ClaimDelay = { seconds: 1_814_400, basis: 'longest-known', claims: 0 };

/** Words of the arguments by method. */
function readDeed(data: Hex): { readonly deed: SequencerDeed; readonly id: bigint } | null {
  const args = new Calldata(data.slice(10));
  const kind = ownMethods[data.slice(0, 10)];
  if (!kind) {
    return null;
  }
  const [id, second] = [args.uint(0), args.uint(32)];
  switch (kind) {
    case 'relock':
      return { id, deed: { kind, amount: second, withReward: args.uint(64) !== 0n } };
    case 'withdraw':
      return { id, deed: { kind, amount: second } };
    default:
      return { id, deed: { kind } };
  }
}

const kinds = [
  'relock',
  'withdraw',
  'withdrawRewards',
  'unlock',
  'unlockClaim',
] as const satisfies SequencerDeed['kind'][];
const ownMethods: Readonly<Record<string, (typeof kinds)[number]>> = Object.fromEntries(
  kinds.map((kind) => [poolHashes[kind], kind]),
);

const told = { referrer: zeroAddress, reportRoot: null, isPlain: false } as const;
const { lockFor, lockWithRewardRecipient, setSequencerOwner, setSequencerRewardRecipient, updateSigner } = poolHashes;

/** What an owner does beside deeds with a stake: begins one, or names others for it. */
const readers: Readonly<Record<string, (args: Calldata, from: Address) => StakingAction>> = {
  [lockFor]: (args, from) => {
    args.address(0);
    args.dynamicBytes(args.size(64));
    return { kind: 'stake', assets: args.uint(32), receiver: from, ...told };
  },
  [lockWithRewardRecipient]: (args, from) => {
    args.address(0);
    args.address(32);
    args.dynamicBytes(args.size(96));
    return { kind: 'stake', assets: args.uint(64), receiver: from, ...told };
  },
  [setSequencerOwner]: (args) => {
    return { kind: 'setting', setting: 'owner', id: args.uint(0), account: args.address(32) };
  },
  [setSequencerRewardRecipient]: (args) => {
    return { kind: 'setting', setting: 'recipient', id: args.uint(0), account: args.address(32) };
  },
  [updateSigner]: (args) => {
    args.dynamicBytes(args.size(32));
    return { kind: 'setting', setting: 'signer', id: args.uint(0), account: null };
  },
};

function toAction(data: Hex, args: Calldata, from: Address): StakingAction {
  const found = readDeed(data);
  if (!found) {
    const selector = data.slice(0, 10) as Hex;
    return readers[selector]?.(args, from) ?? { kind: 'unknown', selector };
  }
  const { id, deed } = found;
  // The words that its method takes.
  args.uint(deed.kind === 'relock' ? 64 : 32);
  switch (deed.kind) {
    case 'relock':
      return { kind: 'stake', assets: deed.amount, receiver: from, ...told };
    case 'withdraw':
      return { kind: 'redeem', shares: deed.amount, receiver: from };
    case 'unlock':
      // How much that is, the pool knows.
      return { kind: 'exit', shares: 0n, receiver: from };
    default:
      return { kind: 'claim', ticket: id, requestedAt: 0, queueIndex: 0n };
  }
}

function decodeCall({ data, from }: Omit<UnsignedTransaction, 'to'>): StakingCall {
  const selector = data.slice(0, 10) as Hex;
  const args = new Calldata(data.slice(10));
  try {
    const action = toAction(data, args, from);
    return { ...action, data, hasTrailingBytes: action.kind !== 'unknown' && args.hasTrailingBytes };
  } catch {
    return { kind: 'truncated', selector, data, hasTrailingBytes: false };
  }
}

async function readFacts(
  question: SubjectQuestion,
): Promise<ProtocolFacts<SequencerPoolState> & Pick<SequencerFacts, 'deeds'>> {
  const { request, subject, pool, block, attempt } = question;
  const { network, account, parts } = subject;
  const place = { request, network, pool };
  const heirs = parts.flatMap(
    ({ call }) => (call.kind === 'setting' && call.setting === 'owner' ? call.account : null) ?? [],
  );
  const state = await attempt(
    'contract',
    readSequencerPool(place, [account, ...heirs], block).then(async (read) => withExitLimit(place, read, account)),
  );
  const amounts = toldAmounts(subject);
  const known = {
    kind: 'known' as const,
    followsExits: true,
    apr: null,
    lastLoss: null,
    claimFault: null,
    fiatPrice: null,
  };
  if (!state) {
    return { ...known, calls: amounts, deeds: [], pool: null, claimDelay: longestWait, openExits: null };
  }
  const operator = operatorOf(state, account);
  const own = ownSequencers(state, account);
  const deeds = parts.flatMap(({ call: { data, kind }, value }): DeedFacts[] => {
    const found = kind === 'truncated' ? null : readDeed(data);
    const sequencer = state.sequencers.find(({ id }) => id === found?.id) ?? null;
    const refusal =
      found && sequencer ? refusalOf({ state, operator, sequencer, time: state.block.timestamp }, found.deed) : null;
    return found ? [{ ...found, sequencer, value, refusal }] : [];
  });
  const calls = amounts.map((each): CallFacts => {
    const { call } = each;
    const found = call.kind === 'truncated' ? null : readDeed(call.data);
    const named = call.kind === 'setting' && call.setting === 'owner' ? call.id : found?.id;
    const sequencer = state.sequencers.find(({ id }) => id === named);
    if (!sequencer) {
      return each;
    }
    if (!found) {
      return { ...each, assets: sequencer.amount };
    }
    const { amount, reward } = sequencer;
    switch (found.deed.kind) {
      case 'relock':
        return each;
      case 'withdraw':
        return { ...each, assets: found.deed.amount };
      case 'withdrawRewards':
        return { ...each, assets: reward };
      default:
        return {
          ...each,
          assets: amount,
          call: each.call.kind === 'exit' ? { ...each.call, shares: amount } : each.call,
        };
    }
  });
  const held = own.reduce((sum, { status, amount }) => (status === 'active' ? sum + amount : sum), 0n);
  return {
    ...{ ...known, calls, deeds },
    pool: {
      ...{ state, held },
      balance: operator.feeBalance,
      // Whoever signs for a sequencer may be anybody.
      blocked: amounts.every(
        ({ call }) => call.kind === 'grant' || (call.kind === 'setting' && call.setting === 'signer'),
      )
        ? []
        : state.operators.flatMap((each) => (each.isWhitelisted ? [] : [each.account.toLowerCase() as Address])),
      escrows: [],
    },
    claimDelay: exitDelayOf(state),
    openExits: own.filter(({ status }) => status === 'inactive').length,
  };
}

/** What is known of transactions to the sequencer pool. */
export const sequencerInsight: ProtocolInsight<SequencerFacts> & { readonly checks: typeof sequencerChecks } = {
  protocol: 'metis-sequencers',
  // `withdraw(uint256,uint256)` is everybody's.
  ownSelectors: [
    ...[poolHashes.relock, poolHashes.withdrawRewards, poolHashes.unlock, poolHashes.unlockClaim],
    ...[lockFor, lockWithRewardRecipient, setSequencerOwner, setSequencerRewardRecipient],
  ],
  // There are no other pools of this kind.
  movingSelectors: [],
  leaving: [],
  longestWait,
  checks: sequencerChecks,
  contractsOn: ({ metisSequencers }) => ({
    escrows: [],
    others: metisSequencers ? [{ name: 'LockingInfo', address: metisSequencers.lockingInfo }] : [],
  }),
  decodeCall,
  isOwnMethod: ({ data }) => ownMethods[data.slice(0, 10)] !== undefined && !data.startsWith(poolHashes.withdraw),
  explainRevert: explainLockingRevert,
  readEscrows: async () => Promise.resolve([]),
  readFacts,
  stakeChange: ({ pool, calls }) => {
    if (!pool) {
      return null;
    }
    const after = calls.reduce((sum, { call, assets }) => {
      const moved =
        call.kind === 'stake'
          ? (assets ?? 0n)
          : ['exit', 'redeem', 'setting'].includes(call.kind)
            ? -(assets ?? 0n)
            : 0n;
      return sum + moved;
    }, pool.held);
    return { before: pool.held, reportChange: 0n, after: after > 0n ? after : 0n };
  },
  wayBack: ({ calls }) =>
    calls.some(({ call: { kind } }) => kind === 'exit' || kind === 'stake')
      ? 'maturity'
      : calls.some(({ call: { kind } }) => kind === 'redeem')
        ? 'at-once'
        : null,
};
