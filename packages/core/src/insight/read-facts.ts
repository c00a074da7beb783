import { id } from 'ethers';
import { readBlock, toQuantity, type Block } from '../chain/block';
import type { Log } from '../chain/log';
import { readLogRange } from '../chain/log-read';
import { toTopic } from '../chain/logs';
import { ReadBatch } from '../chain/read-batch';
import { callNode, RevertError, type Request } from '../chain/request';
import type { Pool } from '../networks/index';
import { registryInterface, vaultInterface } from '../pool/abi';
import { decodeEvents, eventTopics } from '../pool/events';
import { openExitsOf } from '../pool/exit-queue';
import { explainRevert } from '../pool/revert-reason';
import { sharesToAssets, type Totals } from '../pool/share-maths';
import { addPoolState } from '../pool/state';
import { readGasPrice, type NetworkFee } from '../pool/transaction';
import { aprOf, pickWindow } from '../rewards/apr';
import { addFiatPrice, type FiatPrice } from '../rewards/fiat';
import { isSameAddress, type Address, type Hex, type Seconds, type Wei } from '../units';
import { readAfterReport } from './after-report';
import { bringsReport, spentAssets, stakedAssets } from './amounts';
import type { Concerns, Part } from './concern';
import type { StakingCall, UnsignedTransaction } from './decode-call';
import type { BasedRate, CallFacts, Facts, Simulation, Standing, Subject, Unread, VaultFacts } from './facts';
import { answerOf } from './unwrap';
import { earlierOf, parseInsightMemory, rememberedRate, rememberInsight, type InsightMemory } from './memory';

/** What an insight is about. */
export type InsightInput = {
  readonly transaction: UnsignedTransaction;
  /** The transaction's place in the account's order; `null` when the wallet does not tell. */
  readonly nonce: number | null;
  /** Site that asks for the transaction; `null` when the wallet does not tell, or asks itself. */
  readonly origin: string | null;
  readonly concerns: Concerns;
};

/** How the facts are reached. */
export type InsightReach = {
  readonly request: Request;
  /** ISO 4217. */
  readonly currency: string;
  /** What was kept of the pool, by the id of the pool; anything odd counts as nothing. */
  readonly readMemory: (pool: string) => Promise<unknown>;
  /** Rejects when the time for reading is over: what is not there by then is named as unread. */
  readonly timeIsOver: Promise<never>;
};

/** The facts, and what to keep of them; `null` when nothing new is to be kept. */
export type ReadFacts = {
  readonly facts: Facts;
  readonly memory: { readonly pool: string; readonly value: InsightMemory } | null;
};

const daySeconds = 86_400;
/** Reports of so many days are looked at: the rate's window, and losses. */
const reportDays = 37;
const lossDays = 30;
const rateDays = 7;
/** Fewer reports than these make no rate. */
const fewestReports = 3;
const slotSeconds = 12;

/** What contracts answer to `vaultId()` that say they are vaults of the protocol. */
const vaultIds = [
  '',
  'Fox',
  'Priv',
  'Blocklist',
  'Genesis',
  'Erc20',
  'PrivErc20',
  'BlocklistErc20',
  'Meta',
  'PrivMeta',
].map((kind) => id(`Eth${kind}Vault`));

const ofParts = (parts: readonly Part[]): CallFacts[] =>
  parts.map(({ call, owner }) => ({ call, owner, assets: call.kind === 'stake' ? call.assets : null }));

/** The vault that an insight asks the chain about: a known pool first, else what a vault's own method is used on. */
function subjectOf({ parts }: Concerns): Subject | null {
  const first =
    parts.find(({ concern }) => concern.kind === 'pool') ??
    parts.find(({ concern }) => concern.kind === 'vault-method');
  if (first?.concern.kind !== 'pool' && first?.concern.kind !== 'vault-method') {
    return null;
  }
  const { to, concern } = first;
  return {
    network: concern.network,
    address: to,
    pool: concern.kind === 'pool' ? concern.pool : null,
    parts: parts.filter((part) => isSameAddress(part.to, to)),
  };
}

/** What the transaction tells by itself; everything else is named as unread. Asks nobody. */
export function factsOfTransaction({ transaction, origin, concerns }: InsightInput): Facts {
  const subject = subjectOf(concerns);
  return {
    transaction,
    origin,
    concerns,
    subject,
    calls: ofParts(subject?.parts ?? []),
    standing: subject?.pool ? 'known' : null,
    vault: null,
    simulation: null,
    afterReport: null,
    hasPending: false,
    fee: null,
    apr: null,
    lastLoss: null,
    openExits: null,
    earlier: null,
    fiatPrice: null,
    unread: subject ? ['contract'] : [],
  };
}

/** True for a transaction that is one message to the subject; a batch cannot be simulated as a whole before it is signed. */
function isStakingCall({ parts, address }: Subject, transaction: UnsignedTransaction): boolean {
  return parts.every(({ message }) => message === 0) && isSameAddress(transaction.to, address);
}

function toRpcCall({ from, to, value, data }: UnsignedTransaction): Record<string, string> {
  return { from, to, value: toQuantity(value), data };
}

/** Simulates the transaction, and beside it each call inside it alone, since a multicall may swallow the reason. */
async function simulate(
  request: Request,
  transaction: UnsignedTransaction,
  calls: readonly StakingCall[],
  block: number,
): Promise<Simulation> {
  const run = async (data: Hex): Promise<Hex | RevertError> =>
    callNode<Hex>(request, 'eth_call', [toRpcCall({ ...transaction, data }), toQuantity(block)]).catch(
      (error: unknown) => {
        if (error instanceof RevertError) {
          return error;
        }
        throw error;
      },
    );
  const isBundle = calls.length > 1 || calls[0]?.data !== transaction.data;
  const [whole, ...alone] = await Promise.all([
    run(transaction.data),
    ...(isBundle ? calls : []).map(async ({ data }) => run(data).catch(() => null)),
  ]);
  if (!(whole instanceof RevertError)) {
    return { goesThrough: true, answer: whole };
  }
  const first = alone.find((each) => each instanceof RevertError);
  return {
    goesThrough: false,
    reason: explainRevert(whole.data === '0x' && first instanceof RevertError ? first.data : whole.data),
  };
}

/** What the transaction costs at the gas price of the moment; `null` when it would fail, which has no cost to tell. */
async function readFee(request: Request, transaction: UnsignedTransaction): Promise<NetworkFee | null> {
  const [gasPrice, gas] = await Promise.all([
    readGasPrice({ request }),
    callNode<Hex>(request, 'eth_estimateGas', [toRpcCall(transaction)]).catch((error: unknown) => {
      if (error instanceof RevertError) {
        return null;
      }
      throw error;
    }),
  ]);
  return gas === null ? null : { gasEstimate: BigInt(gas), gasPrice, fee: BigInt(gas) * gasPrice };
}

/** What the registry says of a contract, apart from everything that the contract itself could disturb. */
async function readStanding(
  request: Request,
  { network, address }: Subject,
  block: number,
): Promise<'registered' | 'implementation' | 'foreign'> {
  const batch = new ReadBatch(network.multicall3);
  const ask = (method: string): (() => boolean) =>
    batch.add(network.vaultsRegistry, registryInterface, method, [address], ([value]) => value === true).value;
  const [isVault, isCode] = [ask('vaults'), ask('vaultImpls')];
  await batch.run(request, block);
  return isVault() ? 'registered' : isCode() ? 'implementation' : 'foreign';
}

/** The vault as its own contract tells it. */
type VaultAnswer = {
  readonly claimsToBeVault: boolean;
  /** Throws StakingError CHAIN_INCONSISTENT when the contract does not answer like a vault. */
  readonly vault: () => VaultFacts;
  readonly fiatPrice: FiatPrice | null;
  /** What claims would pay at the block, as the vault tells it. */
  readonly payouts: ReadonlyMap<StakingCall, bigint>;
};

async function readVault(
  { request, currency }: InsightReach,
  subject: Subject,
  pool: Pool,
  from: Address,
  calls: readonly StakingCall[],
  block: Block,
): Promise<VaultAnswer> {
  const { network } = subject;
  const batch = new ReadBatch(network.multicall3);
  const ask = (method: string, args: readonly unknown[], place = 0): (() => unknown) =>
    batch.add(pool.address, vaultInterface, method, args, (result) => result[place]).maybe;
  const vaultId = ask('vaultId', []);
  const pendingState = addPoolState(batch, { network, pool });
  const held = batch.add(pool.address, vaultInterface, 'getShares', [from], ([value]) => value as bigint);
  const balance = batch.addBalance(from);
  const receivers = calls.flatMap((call) => (call.kind === 'stake' ? [call.receiver] : []));
  const accounts = [...new Set([from, ...receivers].map((each) => each.toLowerCase() as Address))];
  const blocked = accounts.map((account) => ({ account, isBlocked: ask('blockedAccounts', [account]) }));
  const payouts = calls.flatMap((call) =>
    call.kind === 'claim'
      ? [
          {
            call,
            assets: ask('calculateExitedAssets', [from, call.ticket, call.requestedAt, call.queueIndex], 2),
          },
        ]
      : [],
  );
  const fiatPrice = addFiatPrice(batch, network, currency);
  await batch.run(request, block.number);
  return {
    claimsToBeVault: vaultIds.includes(String(vaultId())),
    vault: () => ({
      state: pendingState.read(block, subject.pool === null),
      held: held.value(),
      balance: balance.value(),
      blocked: blocked.flatMap(({ account, isBlocked }) => (isBlocked() === true ? [account] : [])),
    }),
    fiatPrice: fiatPrice(),
    payouts: new Map(payouts.map(({ call, assets }) => [call, (assets() ?? 0n) as bigint])),
  };
}

/** The pool's reports of the last weeks: when each was made, for a rate, or about when, which is enough for losses. */
type Reports = { readonly lastLoss: Seconds | null; readonly timed: readonly { blockNumber: number; time: Seconds }[] };

async function readReports(
  request: Request,
  { network }: Subject,
  pool: Pool,
  block: Block,
  withTimes: boolean,
): Promise<Reports> {
  const from = Math.max(pool.deployBlock, block.number - (reportDays * daySeconds) / slotSeconds);
  const read = async (topics: Hex[]): Promise<readonly Log[]> =>
    readLogRange(request, { address: network.keeper, topics }, from, block.number);
  const [harvests, reports] = await Promise.all([
    read([eventTopics.KeeperHarvested, toTopic(pool.address)]),
    withTimes ? read([eventTopics.RewardsUpdated]) : [],
  ]);
  const reportTimes = new Map(
    decodeEvents(reports).flatMap((event) =>
      event.name === 'RewardsUpdated' ? [[event.rewardsRoot, event.updatedAt] as const] : [],
    ),
  );
  const found = harvests.flatMap((log) =>
    decodeEvents([log]).flatMap((event) =>
      event.name === 'KeeperHarvested'
        ? [
            {
              blockNumber: log.blockNumber,
              loses: event.assetsDelta < 0n,
              time:
                reportTimes.get(event.rewardsRoot) ??
                log.blockTimestamp ??
                block.timestamp - (block.number - log.blockNumber) * slotSeconds,
            },
          ]
        : [],
    ),
  );
  const losses = found.filter(({ loses, time }) => loses && time >= block.timestamp - lossDays * daySeconds);
  return { timed: found, lastLoss: losses.at(-1)?.time ?? null };
}

/** The yearly rate over the last week, from the pool's totals after an earlier report; needs a node with old state. */
async function readRate(
  request: Request,
  { network }: Subject,
  pool: Pool,
  { state }: VaultFacts,
  { timed }: Reports,
): Promise<BasedRate | null> {
  const window = pickWindow(timed, rateDays);
  if (!window || window.harvests < fewestReports) {
    return null;
  }
  const batch = new ReadBatch(network.multicall3);
  const [totalAssets, totalShares] = ['totalAssets', 'totalShares'].map((method) =>
    batch.add(pool.address, vaultInterface, method, [], ([value]) => value as bigint),
  );
  await batch.run(request, window.first.blockNumber);
  const then = { totalAssets: totalAssets?.maybe(), totalShares: totalShares?.maybe() };
  if (then.totalAssets === undefined || then.totalShares === undefined) {
    return null;
  }
  const { apr } = aprOf(window, { totalAssets: then.totalAssets, totalShares: then.totalShares }, state);
  const days = Math.max(1, Math.round((window.last.time - window.first.time) / daySeconds));
  return apr === null ? null : { rate: apr, days };
}

/** Exits that the account asked for and did not claim, out of the pool's logs about it. */
async function readOpenExits(request: Request, pool: Pool, account: Address, block: Block): Promise<number> {
  const topics = [[eventTopics.ExitQueueEntered, eventTopics.ExitedAssetsClaimed], toTopic(account)];
  const logs = await readLogRange(request, { address: pool.address, topics }, pool.deployBlock, block.number);
  return openExitsOf(decodeEvents(logs)).filter(({ receiver }) => isSameAddress(receiver, account)).length;
}

/** ETH that each call moves, from its simulation where that tells it, else from the pool's totals that hold for it. */
function amountsOf(
  subject: Subject,
  answer: VaultAnswer | null,
  totals: Totals | null,
  simulation: Simulation | null,
): CallFacts[] {
  const words = 3;
  const whole = simulation?.goesThrough ? simulation.answer : null;
  return subject.parts.map((part): CallFacts => {
    const { call, owner } = part;
    const moves = (assets: Wei | null): CallFacts => ({ call, owner, assets });
    switch (call.kind) {
      case 'stake':
        return moves(call.assets);
      case 'exit':
      case 'redeem':
        return moves(totals && sharesToAssets(call.shares, totals));
      case 'claim': {
        // Version 1 answers with the amount. Later ones answer with nothing and refuse a claim that pays nothing, so
        // that one which goes through after an update pays more than the vault tells before it.
        const given = answerOf(part, whole);
        if (given?.length === 2 + 64 * words) {
          return moves(BigInt(`0x${given.slice(-64)}`));
        }
        const told = answer?.payouts.get(call) ?? null;
        return moves(told === 0n && whole !== null ? null : told);
      }
      default:
        return moves(null);
    }
  });
}

/**
 * Reads the facts about a transaction at the newest block: the block, then everything else side by side; the rate needs
 * one more step when none is remembered. What the node does not tell is left out and named; nothing throws.
 */
export async function readFacts(reach: InsightReach, input: InsightInput): Promise<ReadFacts> {
  const { request, readMemory, timeIsOver } = reach;
  const { transaction, nonce, origin } = input;
  const alone = factsOfTransaction(input);
  const { subject } = alone;
  if (!subject) {
    return { facts: alone, memory: null };
  }
  const unread = new Set<Unread>();
  const attempt = async <Value>(name: Unread, work: Promise<Value>): Promise<Value | null> => {
    try {
      return await Promise.race([work, timeIsOver]);
    } catch {
      unread.add(name);
      return null;
    }
  };
  const { network, address } = subject;
  const { from } = transaction;
  const calls = alone.calls.map(({ call }) => call);
  const pool: Pool = subject.pool ?? {
    id: `eip155:${network.chainId}:${address}`,
    name: '',
    protocol: '',
    asset: 'ETH',
    address,
    deployBlock: network.pools[0]?.deployBlock ?? 0,
  };
  const memoryRead = subject.pool
    ? attempt('earlier', readMemory(pool.id).then(parseInsightMemory))
    : Promise.resolve(null);
  const [block, memory] = await Promise.all([attempt('contract', readBlock(request)), memoryRead]);
  if (!block) {
    return { facts: alone, memory: null };
  }

  const isSingle = isStakingCall(subject, transaction);
  const stakes = stakedAssets(alone) > 0n;
  const exits = calls.some(({ kind }) => kind === 'exit');
  const none = Promise.resolve(null);
  const remembered = memory && rememberedRate(memory, block.timestamp);
  const [asked, listed, simulation, afterReport, fee, count, reports, openExits] = await Promise.all([
    attempt('contract', readVault(reach, subject, pool, from, calls, block)),
    subject.pool ? none : attempt('contract', readStanding(request, subject, block.number)),
    isSingle ? attempt('simulation', simulate(request, transaction, calls, block.number)) : none,
    bringsReport(alone)
      ? attempt('stake-after', readAfterReport({ request, network, pool }, from, calls, block))
      : none,
    isSingle ? attempt('fee', readFee(request, transaction)) : none,
    nonce === null
      ? none
      : Promise.race([
          callNode<Hex>(request, 'eth_getTransactionCount', [from, 'latest']).then(Number),
          timeIsOver,
        ]).catch(() => null),
    stakes ? attempt('losses', readReports(request, subject, pool, block, !remembered)) : none,
    exits ? attempt('exits', readOpenExits(request, pool, from, block)) : none,
  ]);
  if (!isSingle) {
    unread.add('batch');
  }
  if (stakes && !reports && !remembered) {
    unread.add('rate');
  }
  const standing: Standing | null = subject.pool
    ? 'known'
    : listed === 'foreign' && asked?.claimsToBeVault
      ? 'pretends'
      : listed;
  const isVault = standing === 'known' || standing === 'registered';
  const vault = isVault && asked ? vaultOf(asked) : null;
  if (isVault && vault === null) {
    unread.add('contract');
  }
  const read =
    vault && reports && !remembered ? await attempt('rate', readRate(request, subject, pool, vault, reports)) : null;
  const facts: Facts = {
    ...alone,
    calls: amountsOf(subject, asked, afterReport?.report ?? vault?.state ?? null, simulation),
    standing,
    vault,
    simulation,
    afterReport,
    hasPending: count !== null && nonce !== null && nonce > count,
    fee,
    apr: remembered ?? read,
    lastLoss: reports?.lastLoss ?? null,
    openExits,
    earlier: memory && vault ? earlierOf(memory, from, vault.held) : null,
    fiatPrice: asked?.fiatPrice ?? null,
    unread: [],
  };
  // An account without the ETH for it cannot be simulated: that is said by itself.
  if (vault && spentAssets(facts) > vault.balance) {
    unread.delete('simulation');
    unread.delete('stake-after');
    unread.delete('fee');
  }
  // Of a contract that is no vault nothing but its standing matters.
  const unreadOfVault = [...unread].filter((name) => isVault || name === 'contract');
  const isUnknown = standing === null || (isVault && vault === null);
  return {
    facts: { ...facts, unread: isUnknown ? ['contract'] : unreadOfVault },
    memory: memory && vault ? newMemory(pool, memory, facts, read, origin) : null,
  };
}

/** The vault's own answers; `null` when the contract does not answer like a vault. */
function vaultOf({ vault }: VaultAnswer): VaultFacts | null {
  try {
    return vault();
  } catch {
    return null;
  }
}

/** What to keep of an insight, when it is anything new. */
function newMemory(
  { id: pool }: Pool,
  memory: InsightMemory,
  { transaction, vault, calls }: Facts,
  read: BasedRate | null,
  origin: string | null,
): ReadFacts['memory'] {
  if (!vault) {
    return null;
  }
  const ownStake = calls.some(({ call }) => call.kind === 'stake' && isSameAddress(call.receiver, transaction.from));
  const value = rememberInsight(memory, {
    account: transaction.from,
    held: vault.held,
    implementation: vault.state.implementation,
    stakeOrigin: ownStake ? origin : null,
    apr: read && { ...read, at: vault.state.block.timestamp },
  });
  return value === memory ? null : { pool, value };
}
