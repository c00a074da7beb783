import { addFiatPrice } from '../../../assets/fiat';
import { ReadBatch } from '../../../chain/read-batch';
import { leavingShares, ownStakedAssets, toldAmounts } from '../../../insight/amounts';
import { Calldata } from '../../../insight/calldata';
import type { CallFacts, Facts, ProtocolFacts } from '../../../insight/facts';
import { rememberedRate } from '../../../insight/memory';
import type { ProtocolInsight, SubjectQuestion } from '../../../insight/protocol';
import type { Network, Pool } from '../../../networks/types';
import type { StakingAction, StakingCall, UnsignedTransaction } from '../../../staking/call';
import type { ClaimDelay } from '../../../staking/pool';
import { isSameAddress, zeroAddress, type Hex, type Wei } from '../../../units';
import { enkiChecks } from './checks/index';
import { exitTerms } from './quotes';
import { explainRevert } from './revert-reason';
import { enkiHashes, queueHashes, vaultHashes } from './selectors';
import { findContracts, readKeptContracts } from './contracts';
import { addEnki, partOf, toAssets, toShares, withMore, type EnkiAccount, type EnkiState } from './state';
import { addTicket, type TicketInfo } from './tickets';

/** What is read of ENKI alone. */
export type EnkiFacts = Facts<EnkiState> & {
  readonly own: EnkiAccount | null;
  /** Tickets that calls name. */
  readonly tickets: ReadonlyMap<bigint, TicketInfo>;
};

/** The queue's length as it is documented; the settings tell what holds. */
const longestWait: ClaimDelay = { seconds: 20 * 86_400, basis: 'longest-known', claims: 0 };

const { enterRedemptionQueue, redeemRedemptionTicketNft, cancelRedemptionTicketNft } = queueHashes;
const told = { referrer: zeroAddress, reportRoot: null, isPlain: false } as const;

const readers: Readonly<Record<string, (args: Calldata) => StakingAction>> = {
  [enkiHashes.mint]: (args) => {
    args.uint(64);
    return { kind: 'stake', receiver: args.address(0), assets: args.uint(32), ...told, referrer: args.address(96) };
  },
  [vaultHashes.deposit]: (args) => ({ kind: 'stake', assets: args.uint(0), receiver: args.address(32), ...told }),
  [vaultHashes.redeem]: (args) => {
    args.address(64);
    return { kind: 'redeem', shares: args.uint(0), receiver: args.address(32) };
  },
  [enterRedemptionQueue]: (args) => ({ kind: 'exit', shares: args.uint(32), receiver: args.address(0) }),
  [redeemRedemptionTicketNft]: (args) => {
    args.address(32);
    return { kind: 'claim', ticket: args.uint(0), requestedAt: 0, queueIndex: 0n };
  },
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

/** What a call moves, in the pool's asset. */
function amountOf({ call }: CallFacts, state: EnkiState, tickets: EnkiFacts['tickets']): Wei | null {
  switch (call.kind) {
    case 'stake':
      return call.assets;
    case 'exit':
      return call.shares - partOf(call.shares, state.redemptionFee);
    case 'redeem':
      return toAssets(call.shares, state);
    case 'claim':
      return tickets.get(call.ticket)?.amount ?? null;
    default:
      return null;
  }
}

async function readFacts(
  question: SubjectQuestion,
): Promise<ProtocolFacts<EnkiState> & Pick<EnkiFacts, 'own' | 'tickets'>> {
  const { request, currency, store, subject, pool: given, block, kept, attempt, calls } = question;
  const { network, account, address } = subject;
  // A contract of ENKI that is no pool, such as the queue, is read as the pool whose calls it takes.
  const pool = poolOn(network, subject.protocol) ?? given;
  const reading = async () => {
    const reach = {
      request,
      network,
      store: { read: async (key: string) => store.read(key), write: async () => Promise.resolve() },
    };
    const contracts = (await readKeptContracts(reach)) ?? (await findContracts(reach, Promise.resolve(block)));
    const batch = new ReadBatch(network.multicall3);
    const { isSame, read } = addEnki(batch, { pool }, contracts, account);
    const ids = calls.flatMap((call) => (call.kind === 'claim' ? [call.ticket] : []));
    const asked = ids.map((id) => [id, addTicket(batch, contracts, id)] as const);
    const price = addFiatPrice(batch, network, currency);
    await batch.run(request, block);
    if (!isSame()) {
      throw new Error('What was kept of the contracts is old.');
    }
    const infos = asked.flatMap(([id, answer]) => {
      const info = answer.maybe();
      return info ? [[id, info] as const] : [];
    });
    return { ...read(block), tickets: new Map(infos), fiatPrice: price() };
  };
  const answer = network.enki ? await attempt('contract', reading()) : null;
  const state = answer?.state;
  const isOurs =
    subject.pool !== null ||
    (state && [state.contracts.redemptionQueue, state.contracts.minter].some((each) => isSameAddress(each, address)));
  const tickets = answer?.tickets ?? new Map<bigint, TicketInfo>();
  return {
    calls: toldAmounts(subject).map((each) => (state ? { ...each, assets: amountOf(each, state, tickets) } : each)),
    kind: isOurs ? 'known' : state ? 'foreign' : null,
    pool:
      answer && isOurs
        ? { state: answer.state, held: heldOf(answer, pool), balance: answer.account.metis, blocked: [], escrows: [] }
        : null,
    claimDelay: state ? exitTerms({ network, pool }, state).claimDelay : longestWait,
    followsExits: true,
    apr: kept && rememberedRate(kept, block.timestamp),
    lastLoss: null,
    openExits: null,
    claimFault: null,
    fiatPrice: answer?.fiatPrice ?? null,
    own: answer?.account ?? null,
    tickets,
  };
}

function heldOf({ state, account }: { state: EnkiState; account: EnkiAccount }, { address }: Pool): bigint {
  return isSameAddress(address, state.contracts.seMetis) ? account.seMetis : account.eMetis;
}

const shared: Omit<
  ProtocolInsight<EnkiFacts>,
  'protocol' | 'ownSelectors' | 'movingSelectors' | 'leaving' | 'contractsOn' | 'checks' | 'stakeChange' | 'wayBack'
> = {
  longestWait,
  decodeCall,
  // The queue's methods, and the minter's: no other contract of these chains has them.
  isOwnMethod: ({ kind }) => kind === 'exit' || kind === 'claim',
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
  ownSelectors: [],
  movingSelectors: [enterRedemptionQueue, redeemRedemptionTicketNft, cancelRedemptionTicketNft],
  leaving: [{ selector: enterRedemptionQueue, receiverAt: 4 }],
  contractsOn: (network) => {
    const pool = poolOn(network, 'enki-emetis');
    return {
      escrows: [],
      others: network.enki?.enki.address ? [{ name: 'ENKI', address: network.enki.enki.address }] : [],
      doors: network.enki && pool ? [{ address: network.enki.minter, pool }] : [],
    };
  },
  stakeChange: (facts) => {
    const { own, calls } = facts;
    // Straight into the vault is no eMETIS.
    const arriving = calls.some(({ call }) => isIntoVault(call)) ? 0n : ownStakedAssets(facts);
    return own
      ? {
          before: own.eMetis,
          reportChange: 0n,
          after: atLeastNothing(own.eMetis + arriving - leavingShares(facts)),
        }
      : null;
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
  leaving: [{ selector: vaultHashes.redeem, receiverAt: 36 }],
  contractsOn: () => ({ escrows: [], others: [] }),
  isOwnMethod: () => false,
  stakeChange: (facts) => {
    const { pool } = facts;
    if (!pool) {
      return null;
    }
    const { state, held } = pool;
    const leaving = leavingShares(facts);
    const left = withMore(state, -toAssets(leaving, state), -leaving);
    const arriving = ownStakedAssets(facts);
    const minted = toShares(arriving, left);
    return {
      before: toAssets(held, state),
      reportChange: 0n,
      after: toAssets(atLeastNothing(held - leaving + minted), withMore(left, arriving, minted)),
    };
  },
  wayBack: ({ calls }) =>
    calls.some(({ call: { kind } }) => kind === 'stake' || kind === 'redeem') ? 'vesting' : null,
};
