import { isPool, type BasedRate, type ContractKind, type PoolFacts, type ProtocolFacts } from '../../../insight/facts';
import { rememberedRate } from '../../../insight/memory';
import type { SubjectQuestion } from '../../../insight/protocol';
import { stakedAssets, toldAmounts } from '../../../insight/amounts';
import { mayBurnOnEntry, readBurnsOnEntry } from '../exit-queue/burning-queue';
import { longestKnownDelay, readKeptClaimDelay } from '../exit-queue/claim-delay';
import type { VaultState } from '../vault/state';
import { amountsOf } from './call-amounts';
import { claimFaultOf } from './claim-fault';
import { bringsReport, type OwnFacts } from './facts';
import { readExits } from './read-exits';
import { readKind } from './read-kind';
import { readRate, readReports, type Reports } from './read-reports';
import { readVault, type VaultAnswer } from './read-vault';
import { readStakeAfter, toUpdates } from './stake-after';

/** Whether the vault burns the shares of exits on entry, by an entry after the report that it may be waiting for. */
async function readBurns(
  { request, pool, calls }: SubjectQuestion,
  { state }: PoolFacts<VaultState>,
): Promise<boolean> {
  const [update] = state.harvest.isRequired ? toUpdates(calls) : [];
  return readBurnsOnEntry({ request, pool }, state, update?.data ?? null);
}

/** The vault's own answers; `null` when the contract does not answer like a vault. */
function vaultOf({ vault }: VaultAnswer): PoolFacts<VaultState> | null {
  try {
    return vault();
  } catch {
    return null;
  }
}

/** The yearly rate; it is as unknown as the reports that it rests on. */
async function rateOf(
  { request, subject, pool }: SubjectQuestion,
  vault: PoolFacts<VaultState> | null,
  reports: Reports | null,
): Promise<BasedRate | null> {
  if (!reports) {
    throw new Error('The reports could not be read.');
  }
  return vault && readRate(request, subject, pool, vault, reports);
}

/**
 * Reads the facts about a vault, side by side; the rate needs one more step when none is remembered, and so does a vault of
 * an early code. What the node does not tell is left out and named; nothing throws.
 */
export async function readVaultFacts(question: SubjectQuestion): Promise<ProtocolFacts<VaultState> & OwnFacts> {
  const { request, currency, store, block, subject, pool, calls, isMain, kept, attempt, ifInTime } = question;
  const { network, account } = subject;
  const amounts = toldAmounts(subject);
  const stakes = isMain && stakedAssets({ calls: amounts }) > 0n;
  const exits = calls.some(({ kind }) => kind === 'exit' || kind === 'claim');
  const none = Promise.resolve(null);
  const remembered = kept && rememberedRate(kept, block.timestamp);
  const vaultRead = attempt('contract', readVault({ request, currency }, subject, pool, calls, block));
  const isKept = calls.some(({ kind }) => kind === 'stake' || kind === 'exit');
  // As soon as the getters leave it open, beside whatever else is still to come.
  const burnsRead = vaultRead.then(async (answer) => {
    const told = answer && isKept ? vaultOf(answer) : null;
    return told && mayBurnOnEntry(told.state) ? attempt('exit-way', readBurns(question, told)) : false;
  });
  const [asked, burnsOnEntry, listed, simulation, afterReport, reports, ownExits, delayOf] = await Promise.all([
    vaultRead,
    burnsRead,
    subject.pool ? none : attempt('contract', readKind(request, subject, block.number)),
    question.simulation,
    bringsReport(amounts)
      ? attempt('stake-after', readStakeAfter({ request, network, pool }, account, calls, block))
      : none,
    stakes ? attempt('losses', readReports(request, subject, pool, block, !remembered)) : none,
    exits ? attempt('exits', readExits(request, pool, account, block)) : none,
    subject.pool && (stakes || exits) ? ifInTime(readKeptClaimDelay({ network, pool }, store, block)) : none,
  ]);
  const kind: ContractKind | null = subject.pool
    ? 'known'
    : listed === 'foreign' && asked?.claimsToBeVault
      ? 'pretends'
      : listed;
  const vault = isPool({ kind }) && asked ? vaultOf(asked) : null;
  const rate = stakes && !remembered ? await attempt('rate', rateOf(question, vault, reports)) : null;
  return {
    calls: amountsOf(subject, asked, afterReport?.report ?? vault?.state ?? null, simulation),
    kind,
    pool: vault,
    afterReport,
    followsExits: burnsOnEntry !== true,
    claimDelay: delayOf?.(vault?.state.implementation ?? null) ?? longestKnownDelay,
    apr: remembered ?? rate,
    lastLoss: reports?.lastLoss ?? null,
    openExits: ownExits?.open ?? null,
    claimFault: claimFaultOf(calls, asked, ownExits),
    fiatPrice: asked?.fiatPrice ?? null,
  };
}
