import { scanFilters, type ScanOptions } from '../../../chain/log-scan';
import { toTopic, type Log } from '../../../chain/logs';
import { wordAt } from '../../../chain/numbers';
import { StakingError } from '../../../errors';
import type { Address, Hex, Shares, Wei } from '../../../units';
import { burningQueueInterface, vaultInterface } from '../vault/abi';
import type { PoolContext } from '../../../networks/context';
import { simulateTogether } from '../vault/simulate-together';
import type { VaultState } from '../vault/state';

/** Shares that a vault holds of itself since its first deposit, of which it has 1 gwei: what a trial exit enters. */
const trialShares: Shares = 1_000_000n;

/** False where the getters rule out that the code burns the shares of an exit on entry. */
export function mayBurnOnEntry({ queue, version }: Pick<VaultState, 'queue' | 'version'>): boolean {
  return version !== 1 && queue.unclaimedAssets === null;
}

/**
 * Whether the vault's code burns the shares of an exit on entry, as v2.0.x does: from then on the exit is an amount of ETH
 * in a queue of another kind. v3.0.x has the same getters and the same `version()`, so an entry is simulated: code of
 * that kind raises `totalExitingAssets`, and not `queuedShares`. Asks nothing where other getters rule it out. False also
 * where it cannot be told: the vault refuses the entry, or pays exits at once.
 * @param before a call that must come first, such as an update that the vault waits for.
 * @param exit who enters how many shares; some of the vault's own by default.
 * @throws StakingError CHAIN_UNAVAILABLE.
 */
export async function readBurnsOnEntry(
  context: Pick<PoolContext, 'request' | 'pool'>,
  { block, queue, version }: Pick<VaultState, 'block' | 'queue' | 'version'>,
  before: Hex | null = null,
  exit: { readonly owner: Address; readonly shares: Shares } = { owner: context.pool.address, shares: trialShares },
): Promise<boolean> {
  if (!mayBurnOnEntry({ queue, version })) {
    return false;
  }
  const counts = [
    burningQueueInterface.encodeFunctionData('totalExitingAssets', []),
    vaultInterface.encodeFunctionData('queuedShares', []),
  ];
  const enter = vaultInterface.encodeFunctionData('enterExitQueue', [exit.shares, exit.owner]);
  const first = before === null ? [] : [before];
  const answers = await simulateTogether(context, block, exit.owner, [...first, ...counts, enter, ...counts]);
  const [exiting, queued, , exitingAfter, queuedAfter] = (answers?.slice(first.length) ?? []).map((answer) =>
    wordAt(answer, 0),
  );
  return exiting !== undefined && exitingAfter !== undefined && exitingAfter > exiting && queuedAfter === queued;
}

/** The refusal of a stake or an exit in a vault that burns shares on entry. */
export function burnsOnEntry(version: number): StakingError {
  return new StakingError('UNSUPPORTED_POOL_CODE', { kind: 'burns-on-entry', version });
}

/** Exits that burned their shares on entry, whether they were paid or not. */
export type BurnedExits = {
  readonly count: number;
  readonly shares: Shares;
  /** Wei that the shares were worth when they were burned. */
  readonly assets: Wei;
};

/** The exits that an account asked for, and those that it receives, whoever asked for them. */
export type AccountBurnedExits = { readonly owned: BurnedExits; readonly received: BurnedExits };

/**
 * Reads the exits of an account that burned their shares on entry, out of their logs. None, without a request, where other
 * getters rule such code out.
 * @throws StakingError CHAIN_UNAVAILABLE; CHAIN_INCONSISTENT when a log is shorter than its event.
 */
export async function readBurnedExits(
  { request, pool }: Pick<PoolContext, 'request' | 'pool'>,
  state: Pick<VaultState, 'block' | 'queue' | 'version'>,
  account: Address,
  options: ScanOptions = {},
): Promise<AccountBurnedExits> {
  const [entered, own] = [burningQueueInterface.topic('V2ExitQueueEntered'), toTopic(account)];
  const filters = [
    [entered, own],
    [entered, null, own],
  ].map((topics) => ({ address: pool.address, topics }));
  const given = { ...options, mayLackOld: true };
  const logs = mayBurnOnEntry(state)
    ? (await scanFilters(request, filters, pool.deployBlock, state.block.number, given)).logs
    : [];
  const sumOf = (place: number): BurnedExits =>
    logs
      .filter(({ topics }) => topics[place] === own)
      .map(toBurnedExit)
      .reduce<BurnedExits>(
        (sum, { shares, assets }) => ({
          count: sum.count + 1,
          shares: sum.shares + shares,
          assets: sum.assets + assets,
        }),
        { count: 0, shares: 0n, assets: 0n },
      );
  return { owned: sumOf(1), received: sumOf(2) };
}

function toBurnedExit({ data, blockNumber, logIndex }: Log): Pick<BurnedExits, 'shares' | 'assets'> {
  const [shares, assets] = [wordAt(data, 1), wordAt(data, 2)];
  if (shares === undefined || assets === undefined) {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'damaged-log', blockNumber, logIndex });
  }
  return { shares, assets };
}

/** The refusal to claim exits that burned their shares on entry. */
export function burnedNotClaimed(version: number, { assets }: BurnedExits): StakingError {
  return new StakingError('UNSUPPORTED_POOL_CODE', { kind: 'burned-exits', version, assets });
}
