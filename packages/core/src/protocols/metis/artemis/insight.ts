import { addFiatPrice, type FiatPrice } from '../../../assets/fiat';
import { ReadBatch } from '../../../chain/read-batch';
import { leavingShares, ownStakedAssets, toldAmounts } from '../../../insight/amounts';
import { Calldata } from '../../../insight/calldata';
import type { CallFacts, PoolFacts, ProtocolFacts } from '../../../insight/facts';
import { rememberedRate } from '../../../insight/memory';
import type { ProtocolInsight, SubjectQuestion } from '../../../insight/protocol';
import type { StakingAction, StakingCall, UnsignedTransaction } from '../../../staking/call';
import type { ClaimDelay } from '../../../staking/exit';
import { zeroAddress, type Address, type Hex } from '../../../units';
import { artemisAbi, artemisHashes } from './abi';
import { artemisChecks } from './checks/index';
import { artemisOn } from './contracts';
import type { ArtemisFacts } from './facts';
import { RequestReader, type OpenRequest } from './requests';
import { explainArtemisRevert } from './revert-reason';
import { promisedFor, sharesFor, worthOf } from './share-maths';
import { addArtemisState, afterHarvest, claimDelayOf, type ArtemisState } from './state';

/** What Artemis documents at least; the manager tells what holds. */
const longestWait: ClaimDelay = { seconds: 21 * 86_400, basis: 'longest-known', claims: 0 };

const { deposit, harvest, initiateWithdrawal, completeWithdrawal } = artemisHashes;

function readAction(selector: Hex, args: Calldata, from: Address, assets: bigint): StakingAction {
  switch (selector) {
    case deposit:
      args.uint(0);
      args.dynamicBytes(args.size(32));
      return { kind: 'stake', receiver: from, referrer: zeroAddress, assets, reportRoot: null, isPlain: false };
    case harvest:
      return { kind: 'update', reportRoot: '0x' };
    case initiateWithdrawal:
      return { kind: 'exit', shares: args.uint(0), receiver: from };
    case completeWithdrawal:
      return { kind: 'claim', ticket: 0n, requestedAt: 0, queueIndex: 0n };
    default:
      return { kind: 'unknown', selector };
  }
}

function decodeCall({ from, value, data: given }: Omit<UnsignedTransaction, 'to'>): StakingCall {
  const data = given.toLowerCase() as Hex;
  const selector = data.slice(0, 10) as Hex;
  const args = new Calldata(data.slice(10));
  try {
    const action = readAction(selector, args, from, value);
    return { ...action, data, hasTrailingBytes: action.kind !== 'unknown' && args.hasTrailingBytes };
  } catch {
    return { kind: 'truncated', selector, data, hasTrailingBytes: false };
  }
}

type Answer = {
  readonly pool: PoolFacts<ArtemisState>;
  /** Open requests of the account, the oldest first; not all of many. */
  readonly requests: readonly OpenRequest[];
  readonly fiatPrice: FiatPrice | null;
};

async function readAnswer({ request, currency, subject, pool, block }: SubjectQuestion): Promise<Answer> {
  const { network, account } = subject;
  const batch = new ReadBatch(network.multicall3);
  const state = addArtemisState(batch, { network, pool });
  const held = batch.add(artemisOn(network).token, artemisAbi, 'balanceOf', [account], ([value]) => value as bigint);
  const balance = batch.addBalance(account);
  const reader = new RequestReader({ network }, account);
  reader.ask(batch);
  const fiatPrice = addFiatPrice(batch, network, currency);
  await batch.run(request, block.number);
  const { rewardPool } = artemisOn(network);
  return {
    pool: {
      state: state.read(block),
      held: held.value(),
      balance: balance.value(),
      blocked: [],
      escrows: [rewardPool],
    },
    requests: reader.read(),
    fiatPrice: fiatPrice(),
  };
}

async function readFacts(
  question: SubjectQuestion,
): Promise<ProtocolFacts<ArtemisState> & Pick<ArtemisFacts, 'leastShares'>> {
  const { subject, block, kept, attempt, simulation: simulated } = question;
  const [answer, simulation] = await Promise.all([attempt('contract', readAnswer(question)), simulated]);
  const state = answer?.pool.state;
  const calls = toldAmounts(subject).map((told): CallFacts => {
    if (!state) {
      return told;
    }
    switch (told.call.kind) {
      case 'exit':
        return { ...told, assets: promisedFor(told.call.shares, state) };
      case 'claim':
        // Whether the oldest request is released, the manager alone tells.
        return { ...told, assets: simulation?.goesThrough === false ? 0n : (answer.requests[0]?.assets ?? 0n) };
      default:
        return told;
    }
  });
  return {
    calls,
    kind: 'known',
    pool: answer?.pool ?? null,
    claimDelay: state ? claimDelayOf(state) : longestWait,
    followsExits: true,
    apr: kept && rememberedRate(kept, block.timestamp),
    lastLoss: null,
    openExits: answer ? answer.requests.length : null,
    claimFault: null,
    fiatPrice: answer?.fiatPrice ?? null,
    leastShares: state
      ? calls.flatMap(({ call }) =>
          call.kind === 'stake'
            ? [
                {
                  least: new Calldata(call.data.slice(10)).uint(0),
                  expected: sharesFor(call.assets, afterHarvest(state)),
                },
              ]
            : [],
        )
      : [],
  };
}

/** What is known of transactions to Artemis. Its manager takes calls for the pool. */
export const artemisInsight: ProtocolInsight<ArtemisFacts> & { readonly checks: typeof artemisChecks } = {
  protocol: 'artemis',
  // Equilibria's contracts: the pool's is a token on Arbitrum.
  sharesAddresses: true,
  // Other contracts have methods of these names too: only the addresses tell.
  ownSelectors: [],
  movingSelectors: [],
  leaving: [],
  longestWait,
  checks: artemisChecks,
  contractsOn: ({ artemis, pools }) => {
    const pool = pools.find(({ protocol }) => protocol === 'artemis');
    return {
      escrows: artemis ? [artemis.rewardPool] : [],
      others: artemis
        ? [
            { name: 'artMETIS', address: artemis.token },
            { name: 'AMTConfig', address: artemis.config },
          ]
        : [],
      doors: artemis && pool ? [{ address: artemis.withdrawalManager, pool }] : [],
    };
  },
  decodeCall,
  isOwnMethod: ({ kind }) => kind === 'exit' || kind === 'claim',
  explainRevert: explainArtemisRevert,
  readEscrows: async () => Promise.resolve([]),
  readFacts,
  stakeChange: (facts) => {
    if (!facts.pool) {
      return null;
    }
    const { state, held } = facts.pool;
    const before = worthOf(held, state);
    const arriving = ownStakedAssets(facts);
    const [leaving, brings] = [leavingShares(facts), facts.calls.some(({ call: { kind } }) => kind === 'update')];
    const totals = arriving > 0n || brings ? afterHarvest(state) : state;
    const [minted, promised] = [arriving > 0n ? sharesFor(arriving, totals) : 0n, promisedFor(leaving, totals)];
    const after = {
      totalAssets: totals.totalAssets + arriving - promised,
      totalShares: totals.totalShares + minted - leaving,
    };
    const left = held + minted - leaving;
    return {
      before,
      reportChange: worthOf(held, totals) - before,
      after: left > 0n && after.totalAssets > 0n ? worthOf(left, after) : 0n,
    };
  },
  wayBack: ({ calls }) => (calls.some(({ call: { kind } }) => kind === 'stake' || kind === 'exit') ? 'release' : null),
};
