import { scanFilters, type ScanOptions } from '../chain/log-scan';
import { toTopic } from '../chain/logs';
import { wordAt } from '../chain/numbers';
import { StakingError } from '../errors';
import type { Address, Hex, Shares, Wei } from '../units';
import { burningQueueInterface, vaultInterface } from './abi';
import type { PoolContext } from './context';
import { simulateTogether } from './simulate-together';
import type { PoolState } from './state';

/** Shares that a vault holds of itself since its first deposit, of which it has 1 gwei: what a trial exit enters. */
const trialShares: Shares = 1_000_000n;

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
  { block, queue, version }: Pick<PoolState, 'block' | 'queue' | 'version'>,
  before: Hex | null = null,
  exit: { readonly owner: Address; readonly shares: Shares } = { owner: context.pool.address, shares: trialShares },
): Promise<boolean> {
  if (version === 1 || queue.unclaimedAssets !== null) {
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
  return new StakingError(
    'UNSUPPORTED_POOL_CODE',
    'This pool runs an early code that takes shares away as soon as an exit is asked for, and pays it in a way that is ' +
      'not followed here: such an exit could be neither shown nor claimed. Nothing was sent. Exit and claim with an ' +
      'app that knows this code.',
    { version },
  );
}

/**
 * What an account asked a vault that burns shares on entry to pay, paid or not, in wei at the prices of the requests.
 * @throws StakingError CHAIN_UNAVAILABLE; CHAIN_INCONSISTENT when a log is shorter than its event.
 */
export async function readBurnedExits(
  { request, pool }: Pick<PoolContext, 'request' | 'pool'>,
  { block }: Pick<PoolState, 'block'>,
  owner: Address,
  options: ScanOptions,
): Promise<Wei> {
  const topics = [burningQueueInterface.topic('V2ExitQueueEntered'), toTopic(owner)];
  const filter = { address: pool.address, topics };
  const { logs } = await scanFilters(request, [filter], pool.deployBlock, block.number, {
    ...options,
    mayLackOld: true,
  });
  return logs.reduce((sum, { data, blockNumber, logIndex }) => {
    const assets = wordAt(data, 2);
    if (assets === undefined) {
      throw new StakingError('CHAIN_INCONSISTENT', 'The node gave a damaged log. Try again, or use another node.', {
        blockNumber,
        logIndex,
      });
    }
    return sum + assets;
  }, 0n);
}
