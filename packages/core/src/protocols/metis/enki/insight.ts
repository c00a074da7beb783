import { addFiatPrice, type FiatPrice } from '../../../assets/fiat';
import { tokenHashes } from '../../../assets/token';
import { readBlock, reorganised } from '../../../chain/block';
import { ReadBatch } from '../../../chain/read-batch';
import { leavingShares, ownStakedAssets, toldAmounts } from '../../../insight/amounts';
import { Calldata } from '../../../insight/calldata';
import type { CallFacts, Facts, ProtocolFacts } from '../../../insight/facts';
import { rememberedRate } from '../../../insight/memory';
import type { ProtocolInsight, SubjectQuestion } from '../../../insight/protocol';
import type { Network, Pool } from '../../../networks/types';
import type { StakingAction, StakingCall, UnsignedTransaction } from '../../../staking/call';
import type { ClaimDelay } from '../../../staking/exit';
import { isSameAddress, zeroAddress, type Address, type Hex, type Wei } from '../../../units';
import { enkiChecks } from './checks/index';
import { exitTerms } from './quotes';
import { explainRevert } from './revert-reason';
import { findContracts, readKeptContracts, type Contracts } from './contracts';
import type { EnkiFacts } from './facts';
import { enkiHashes, queueHashes, vaultHashes, vestingHashes } from './selectors';
import { vestingExit } from './semetis-position';
import {
  addEnki,
  partOf,
  toAssets,
  toAssetsUp,
  toShares,
  toSharesUp,
  withMore,
  type EnkiAccount,
  type EnkiState,
} from './state';
import { addTicket, type TicketInfo } from './tickets';

/** The queue's length as it is documented; the settings tell what holds. */
const longestWait: ClaimDelay = { seconds: 20 * 86_400, basis: 'longest-known', claims: 0 };

const { enterRedemptionQueue, redeemRedemptionTicketNft, cancelRedemptionTicketNft } = queueHashes;
const { reduceRedemptionMaturity, unlockLpToken, safeTransferFrom, setApprovalForAll } = queueHashes;
/** The same with bytes for the receiver. */
const safeTransferWithData: Hex = '0xb88d4fde';
const told = { referrer: zeroAddress, reportRoot: null, isPlain: false } as const;

const sendTicket = (args: Calldata): StakingAction => {
  args.address(0);
  return { kind: 'exit-transfer', ticket: args.uint(64), receiver: args.address(32) };
};

/** The zero address takes a right back. */
const orNobody = (account: Address): Address | null => (account === zeroAddress ? null : account);

const readers: Readonly<Record<string, (args: Calldata) => StakingAction>> = {
  [enkiHashes.mint]: (args) => {
    args.uint(64);
    return { kind: 'stake', receiver: args.address(0), assets: args.uint(32), ...told, referrer: args.address(96) };
  },
  [vaultHashes.deposit]: (args) => ({ kind: 'stake', assets: args.uint(0), receiver: args.address(32), ...told }),
  [vaultHashes.mint]: (args) => {
    return { kind: 'stake', assets: 0n, minted: args.uint(0), receiver: args.address(32), ...told };
  },
  [vaultHashes.redeem]: (args) => {
    args.address(64);
    return { kind: 'redeem', shares: args.uint(0), receiver: args.address(32) };
  },
  [vaultHashes.withdraw]: (args) => {
    args.address(64);
    return { kind: 'redeem', shares: 0n, assets: args.uint(0), receiver: args.address(32) };
  },
  [enterRedemptionQueue]: (args) => ({ kind: 'exit', shares: args.uint(32), receiver: args.address(0) }),
  [redeemRedemptionTicketNft]: (args) => {
    return { kind: 'claim', ticket: args.uint(0), requestedAt: 0, queueIndex: 0n, receiver: args.address(32) };
  },
  [cancelRedemptionTicketNft]: (args) => ({ kind: 'cancel', ticket: args.uint(32), receiver: args.address(0) }),
  [reduceRedemptionMaturity]: (args) => {
    args.uint(64);
    args.address(32);
    return { kind: 'exit-lock', ticket: args.uint(0), isReleased: false };
  },
  [unlockLpToken]: (args) => ({ kind: 'exit-lock', ticket: args.uint(0), isReleased: true }),
  [tokenHashes.transferFrom]: sendTicket,
  [safeTransferFrom]: sendTicket,
  [safeTransferWithData]: (args) => {
    args.dynamicBytes(args.size(96));
    return sendTicket(args);
  },
  [tokenHashes.approve]: (args) => {
    return { kind: 'exit-approval', spender: orNobody(args.address(0)), ticket: args.uint(32) };
  },
  [setApprovalForAll]: (args) => {
    return { kind: 'exit-approval', spender: args.uint(32) === 0n ? null : args.address(0), ticket: null };
  },
  [vestingHashes.claim]: () => ({ kind: 'claim', ticket: vestingExit, requestedAt: 0, queueIndex: 0n }),
  [vestingHashes.stake]: (args) => ({ kind: 'side-stake', assets: args.uint(0) }),
  [vestingHashes.unstake]: () => ({ kind: 'side-unstake' }),
};

function decodeCall({ data: given }: Omit<UnsignedTransaction, 'to'>): StakingCall {
  const data = given.toLowerCase() as Hex;
  const selector = data.slice(0, 10) as Hex;
  const read = readers[selector];
  const nothing = { selector, data, hasTrailingBytes: false };
  if (!read) {
    return { kind: 'unknown', ...nothing };
  }
  const args = new Calldata(data.slice(10));
  try {
    return { ...read(args), data, hasTrailingBytes: args.hasTrailingBytes };
  } catch {
    return { kind: 'truncated', ...nothing };
  }
}

const poolOn = ({ pools }: Network, protocol: string): Pool | undefined =>
  pools.find((pool) => pool.protocol === protocol);

/** True for a claim of what vests, not of a ticket. */
export const isVestingClaim = ({ kind, data }: StakingCall): boolean =>
  kind === 'claim' && data.startsWith(vestingHashes.claim);

type Read = { readonly state: EnkiState; readonly account: EnkiAccount; readonly tickets: EnkiFacts['tickets'] };

const ticketsOf = (call: StakingCall): bigint[] =>
  'ticket' in call && call.ticket !== null && !isVestingClaim(call) ? [call.ticket] : [];

/** A call with what it moves, to the wei. */
function toldOf(facts: CallFacts, { enki, pools }: Network, { state, account, tickets }: Read): CallFacts {
  const { call } = facts;
  const ticket = ticketsOf(call).map((id) => tickets.get(id))[0];
  switch (call.kind) {
    case 'stake': {
      const assets = call.minted === undefined ? call.assets : toAssetsUp(call.minted, state);
      return { ...facts, assets, call: { ...call, assets } };
    }
    case 'exit':
      return { ...facts, assets: call.shares - partOf(call.shares, state.redemptionFee) };
    case 'redeem':
      return call.assets === undefined
        ? { ...facts, assets: toAssets(call.shares, state.vault) }
        : { ...facts, assets: call.assets, call: { ...call, shares: toSharesUp(call.assets, state.vault) } };
    case 'claim':
      return { ...facts, assets: isVestingClaim(call) ? account.vesting.claimable : (ticket?.amount ?? null) };
    case 'exit-transfer':
    case 'exit-approval':
      return { ...facts, assets: ticket?.amount ?? null };
    case 'cancel': {
      const asset = pools.find(({ protocol }) => protocol === 'enki-emetis')?.shareToken;
      const assets = ticket ? ticket.amount - partOf(ticket.amount, ticket.cancelFee) : null;
      return { ...facts, assets, ...(asset ? { asset } : {}) };
    }
    case 'side-stake':
    case 'side-unstake': {
      const assets = call.kind === 'side-stake' ? call.assets : account.vesting.staked;
      return { ...facts, assets, ...(enki ? { asset: enki.enki } : {}) };
    }
    default:
      return facts;
  }
}

/** What calls take of METIS as a token. */
const mintedWith = (calls: readonly CallFacts[]): Wei =>
  calls.reduce((sum, { call, assets }) => (call.data.startsWith(enkiHashes.mint) ? sum + (assets ?? 0n) : sum), 0n);

/** Reads with the contracts that were kept, and finds them anew where the vault names others by now. */
async function readAnswer(
  { request, currency, store, block, calls, subject }: SubjectQuestion,
  pool: Pool,
): Promise<Read & { readonly fiatPrice: FiatPrice | null }> {
  const { network, account } = subject;
  // What is found is kept: calls of the vesting contract are told from others by its address alone.
  const reach = { request, network, store };
  const read = async (contracts: Contracts) => {
    const batch = new ReadBatch(network.multicall3);
    const enki = addEnki(batch, { pool }, contracts, account);
    const asked = calls.flatMap(ticketsOf).map((id) => [id, addTicket(batch, contracts, id)] as const);
    const price = addFiatPrice(batch, network, currency);
    await batch.run(request, block);
    if (!enki.isSame()) {
      return null;
    }
    const infos = asked.flatMap(([id, answer]) => {
      const info = answer.maybe();
      return info ? [[id, info] as const] : [];
    });
    return { ...enki.read(block), tickets: new Map(infos), fiatPrice: price() };
  };
  const kept = await readKeptContracts(reach);
  const answer = (kept && (await read(kept))) ?? (await read(await findContracts(reach, Promise.resolve(block))));
  if (!answer) {
    throw reorganised(block.number);
  }
  return answer;
}

async function readFacts(
  question: SubjectQuestion,
): Promise<ProtocolFacts<EnkiState> & Pick<EnkiFacts, 'own' | 'tickets'>> {
  const { subject, pool: given, block, kept, attempt } = question;
  const { network, address } = subject;
  // A contract of ENKI that is no pool, such as the queue, is read as the pool whose calls it takes.
  const pool = poolOn(network, subject.protocol) ?? given;
  const answer = network.enki ? await attempt('contract', readAnswer(question, pool)) : null;
  const { state, account } = answer ?? {};
  const contracts = state ? Object.values(state.contracts) : [];
  const isOurs = state ? contracts.some((each) => isSameAddress(each, address)) : subject.pool !== null;
  const calls = toldAmounts(subject).map((each) => (answer ? toldOf(each, network, answer) : each));
  return {
    calls,
    kind: isOurs ? 'known' : state ? 'foreign' : null,
    pool:
      state && account && isOurs
        ? { state, held: heldOf({ state, account }, pool), balance: account.metis, blocked: [], escrows: [] }
        : null,
    claimDelay: state ? exitTerms({ network, pool }, state).claimDelay : longestWait,
    followsExits: true,
    apr: kept && rememberedRate(kept, block.timestamp),
    lastLoss: null,
    openExits: null,
    claimFault: null,
    fiatPrice: answer?.fiatPrice ?? null,
    takers: state ? takersAmong(state.contracts) : [],
    takenAsToken: mintedWith(calls),
    own: account ?? null,
    tickets: answer?.tickets ?? new Map<bigint, TicketInfo>(),
  };
}

/** Who takes tokens from accounts. */
const takersAmong = ({ minter, seMetis, redemptionQueue, vesting }: Contracts): readonly Address[] => [
  ...[minter, seMetis, redemptionQueue, vesting],
];

function heldOf({ state, account }: { state: EnkiState; account: EnkiAccount }, { address }: Pool): bigint {
  return isSameAddress(address, state.contracts.seMetis) ? account.seMetis : account.eMetis;
}

/** Methods that only the redemption queue has. */
const queueMethods: readonly Hex[] = [
  ...[enterRedemptionQueue, redeemRedemptionTicketNft, cancelRedemptionTicketNft],
  ...[reduceRedemptionMaturity, unlockLpToken],
];

/** By which tokens leave an account, with where the receiver, or the spender, stands. */
const tokenLeaving = [
  { selector: tokenHashes.transfer, receiverAt: 4 },
  { selector: tokenHashes.transferFrom, receiverAt: 36 },
  { selector: tokenHashes.approve, receiverAt: 4 },
] as const;

/** What of the calls sends the pool's own token to somebody else. */
const sentShares = ({ calls }: Pick<Facts, 'calls'>): bigint =>
  calls.reduce(
    (sum, { call, owner }) =>
      call.kind === 'transfer' && !isSameAddress(call.receiver, owner) ? sum + call.amount : sum,
    0n,
  );

const shared: Omit<
  ProtocolInsight<EnkiFacts>,
  'protocol' | 'ownSelectors' | 'movingSelectors' | 'leaving' | 'contractsOn' | 'checks' | 'stakeChange' | 'wayBack'
> = {
  longestWait,
  decodeCall,
  // The queue's methods: no other contract of these chains has them.
  isOwnMethod: ({ data }) => queueMethods.includes(data.slice(0, 10) as Hex),
  explainRevert,
  readEscrows: async () => Promise.resolve([]),
  readFacts,
};

type EnkiInsight = ProtocolInsight<EnkiFacts> & { readonly checks: typeof enkiChecks };

/** What is known of transactions with eMETIS, its minter and its redemption queue. */
export const eMetisInsight: EnkiInsight = {
  ...shared,
  protocol: 'enki-emetis',
  checks: enkiChecks,
  ownSelectors: queueMethods,
  movingSelectors: queueMethods,
  leaving: [{ selector: enterRedemptionQueue, receiverAt: 4 }, ...tokenLeaving],
  contractsOn: (network) => {
    const [pool, vault] = [poolOn(network, 'enki-emetis'), poolOn(network, 'enki-semetis')];
    const enki = network.enki?.enki.address;
    return {
      escrows: [],
      others: enki ? [{ name: 'ENKI', address: enki }] : [],
      doors: network.enki && pool ? [{ address: network.enki.minter, pool }] : [],
      approvals: [
        ...(pool ? [{ address: pool.address, pool }] : []),
        ...(enki && vault ? [{ address: enki, pool: vault }] : []),
      ],
    };
  },
  found: {
    selectors: [
      ...[vestingHashes.claim, vestingHashes.stake, vestingHashes.unstake],
      ...[tokenHashes.transfer, tokenHashes.transferFrom, tokenHashes.approve],
      ...[safeTransferFrom, safeTransferWithData, setApprovalForAll],
    ],
    readDoors: async (network, store, request) => {
      const [pool, vault] = [poolOn(network, 'enki-emetis'), poolOn(network, 'enki-semetis')];
      const contracts =
        (await readKeptContracts({ network, store })) ??
        (request && (await findContracts({ request, network, store }, readBlock(request))));
      return contracts && pool && vault
        ? [
            { address: contracts.redemptionQueue, pool },
            { address: contracts.vesting, pool: vault },
          ]
        : [];
    },
  },
  stakeChange: (facts) => {
    const { own, calls } = facts;
    // Straight into the vault is no eMETIS, and a ticket that is given back is.
    const arriving = calls.some(({ call }) => isIntoVault(call)) ? 0n : ownStakedAssets(facts);
    const returned = calls.reduce(
      (sum, { call, assets, owner }) =>
        call.kind === 'cancel' && isSameAddress(call.receiver, owner) ? sum + (assets ?? 0n) : sum,
      0n,
    );
    const left = own && own.eMetis + arriving + returned - leavingShares(facts) - sentShares(facts);
    return left === null ? null : { before: own?.eMetis ?? 0n, reportChange: 0n, after: atLeastNothing(left) };
  },
  wayBack: ({ calls }) =>
    calls.some(({ call }) => isIntoVault(call))
      ? 'vesting'
      : calls.some(({ call: { kind } }) => kind === 'stake' || kind === 'exit')
        ? 'maturity'
        : null,
};

const atLeastNothing = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

/** A mint that goes straight into the vault. */
function isIntoVault({ data, kind }: StakingCall): boolean {
  return kind === 'stake' && data.startsWith(enkiHashes.mint) && new Calldata(data.slice(10)).uint(64) !== 0n;
}

/** What is known of transactions with the vault. */
export const seMetisInsight: EnkiInsight = {
  ...shared,
  protocol: 'enki-semetis',
  checks: enkiChecks,
  ownSelectors: [],
  movingSelectors: [],
  leaving: [
    { selector: vaultHashes.redeem, receiverAt: 36 },
    { selector: vaultHashes.withdraw, receiverAt: 36 },
    ...tokenLeaving,
  ],
  contractsOn: () => ({ escrows: [], others: [] }),
  isOwnMethod: () => false,
  stakeChange: (facts) => {
    const { pool } = facts;
    if (!pool) {
      return null;
    }
    const { state, held } = pool;
    const leaving = leavingShares(facts);
    // The rest of a vault that everybody leaves is worth nothing that anybody could tell.
    const left = leaving > state.totalShares ? null : withMore(state, -toAssets(leaving, state), -leaving);
    const arriving = ownStakedAssets(facts);
    if (!left) {
      return null;
    }
    const exact = facts.calls.flatMap(({ call }) => (call.kind === 'stake' ? (call.minted ?? []) : []));
    const minted = exact.length > 0 ? exact.reduce((sum, each) => sum + each, 0n) : toShares(arriving, left);
    const kept = atLeastNothing(held - leaving - sentShares(facts) + minted);
    return {
      before: toAssets(held, state),
      reportChange: 0n,
      after: toAssets(kept, withMore(left, arriving, minted)),
    };
  },
  wayBack: ({ calls }) =>
    calls.some(({ call: { kind } }) => kind === 'stake' || kind === 'redeem') ? 'vesting' : null,
};
