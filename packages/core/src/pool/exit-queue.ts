import type { Block } from '../chain/block';
import type { Log } from '../chain/logs';
import { ReadBatch, type Answer } from '../chain/read-batch';
import { callNode, RevertError } from '../chain/request';
import { toQuantity } from '../chain/block';
import { StakingError } from '../errors';
import { isSameAddress, type Address, type Hex, type Seconds, type Shares, type Wei } from '../units';
import { vaultInterface } from './abi';
import type { PoolContext } from './context';
import type { PoolEvent } from './events';
import { sharesToAssets } from './share-maths';
import type { PoolState } from './state';

/** An open exit request, as the logs tell it. */
export type ExitTicket = {
  /** The ticket it was first given: stays the same through partial claims. */
  readonly id: bigint;
  /** Today's position ticket. 0 is a legal one. */
  readonly ticket: bigint;
  readonly shares: Shares;
  readonly owner: Address;
  readonly receiver: Address;
  readonly requestedInBlock: number;
};

/** What a claim did: it settles `prev`, or leaves the rest of it under the ticket `next`. */
export type ClaimedExit = {
  readonly id: bigint;
  readonly owner: Address;
  readonly receiver: Address;
  readonly assets: Wei;
  readonly log: Log;
};

/** All exits of a history. */
export type ExitHistory = { readonly open: readonly ExitTicket[]; readonly claimed: readonly ClaimedExit[] };

/**
 * Replays exit requests and claims, in chain order, into what is open and what was claimed. A claim belongs to the owner
 * of the ticket chain, whoever received it; claims of tickets that the events do not hold are left out.
 * Source: the vault's `enterExitQueue` and `claimExitedAssets`: a partial claim gives the rest the ticket
 * `prev + exited tickets` and keeps its time and receiver.
 */
export function replayExitTickets(events: readonly PoolEvent[]): ExitHistory {
  const open = new Map<bigint, ExitTicket>();
  const claimed: ClaimedExit[] = [];
  for (const event of events) {
    if (event.name === 'ExitQueueEntered') {
      open.set(event.ticket, toTicket(event));
    } else if (event.name === 'ExitedAssetsClaimed') {
      const ticket = open.get(event.previousTicket);
      if (ticket) {
        claimed.push({
          id: ticket.id,
          owner: ticket.owner,
          receiver: ticket.receiver,
          assets: event.assets,
          log: event.log,
        });
        settle(open, ticket, event);
      }
    }
  }
  return { open: [...open.values()], claimed };
}

/** The exit that a request opens. */
export function toTicket({
  ticket,
  shares,
  owner,
  receiver,
  log,
}: Extract<PoolEvent, { name: 'ExitQueueEntered' }>): ExitTicket {
  return { id: ticket, ticket, shares, owner, receiver, requestedInBlock: log.blockNumber };
}

/** Takes a claim into the open exits: closes the ticket, or leaves the rest of it under the next. */
export function settle(
  open: Map<bigint, ExitTicket>,
  ticket: ExitTicket,
  { previousTicket, newTicket }: Extract<PoolEvent, { name: 'ExitedAssetsClaimed' }>,
): void {
  open.delete(previousTicket);
  if (newTicket !== 0n) {
    open.set(newTicket, { ...ticket, ticket: newTicket, shares: ticket.shares - (newTicket - previousTicket) });
  }
}

export type ExitStatus = 'queued' | 'exiting' | 'claimable' | 'dust';

/** An open exit with what the vault says of it at one block. */
export type Exit = ExitTicket & {
  readonly requestedAt: Seconds;
  /** False where the vault has no such exit: it was claimed, and the log of the claim is missing. */
  readonly isKnown: boolean;
  /** Index of the checkpoint to claim with; -1 while nothing of it was processed. */
  readonly queueIndex: bigint;
  /** Shares that still wait. */
  readonly leftShares: Shares;
  /** ETH set aside for it. */
  readonly exitedAssets: Wei;
  /** ETH that a claim by the receiver pays at this block: 0 unless `status` is claimable. */
  readonly claimableAssets: Wei;
  /** `exitedAssets` and what the waiting shares are worth now. */
  readonly totalAssets: Wei;
  readonly status: ExitStatus;
  /** Why a funded exit cannot be claimed, from a simulated claim; `null` when it can, or is not funded. */
  readonly claimRevert: Hex | null;
};

type IndexedTicket = ExitTicket & { readonly requestedAt: Seconds; readonly queueIndex: bigint };

/** Claim calldata; the result is decoded by {@link simulateClaim}, since versions differ in what they return. */
export function encodeClaim({
  ticket,
  requestedAt,
  queueIndex,
}: Pick<Exit, 'ticket' | 'requestedAt' | 'queueIndex'>): Hex {
  return vaultInterface.encodeFunctionData('claimExitedAssets', [ticket, requestedAt, queueIndex]);
}

/**
 * Simulates a claim as its receiver and tells whether it pays. Version 1 returns (new ticket, shares, assets) and answers
 * a claim that pays nothing without a revert; later versions return nothing and revert.
 * @throws RevertError when the vault refuses the claim.
 */
export async function simulateClaim(
  context: PoolContext,
  exit: IndexedTicket & Pick<Exit, 'exitedAssets'>,
  block: number,
): Promise<Wei> {
  const call = { from: exit.receiver, to: context.pool.address, data: encodeClaim(exit) };
  const answer = await callNode<Hex>(context.request, 'eth_call', [call, toQuantity(block)]);
  const words = 3;
  return answer.length === 2 + words * 64 ? BigInt(`0x${answer.slice(2 + 2 * 64)}`) : exit.exitedAssets;
}

/**
 * The status of each open exit: three steps, each one request wide: the queue index, the exited amounts, the simulated
 * claims. `left` of 0 or 1 alone does not mean done: a claim needs an index and assets above 0.
 * @param timestamps time of every block in which an exit was requested.
 */
export async function readExits(
  context: PoolContext,
  state: Pick<PoolState, 'totalAssets' | 'totalShares'>,
  block: Block,
  indexed: readonly IndexedTicket[],
): Promise<Exit[]> {
  if (indexed.length === 0) {
    return [];
  }
  const batch = new ReadBatch(context.network.multicall3);
  const amounts = indexed.map((exit) =>
    exit.queueIndex < 0n
      ? undefined
      : batch.add(
          context.pool.address,
          vaultInterface,
          'calculateExitedAssets',
          [exit.receiver, exit.ticket, exit.requestedAt, exit.queueIndex],
          (result) => ({ left: result[0] as bigint, exited: result[1] as bigint, assets: result[2] as bigint }),
        ),
  );
  if (amounts.some((amount) => amount !== undefined)) {
    await batch.run(context.request, block.number);
  }
  return Promise.all(
    indexed.map(async (exit, position) => {
      const amount = amounts[position]?.value();
      // A vault that never processed the ticket answers as if one share were gone; the index tells the truth.
      const left = amount?.left ?? exit.shares;
      const exitedAssets = amount?.assets ?? 0n;
      const leftShares = left > 1n ? left : 0n;
      const base = {
        ...exit,
        isKnown: amount === undefined || amount.left + amount.exited > 0n,
        leftShares,
        exitedAssets,
        totalAssets: exitedAssets + sharesToAssets(leftShares, state),
        claimRevert: null,
      };
      if (exitedAssets > 0n) {
        const claim = await simulateClaim(context, base, block.number).catch((error: unknown) => {
          if (error instanceof RevertError) {
            return error;
          }
          throw error;
        });
        return claim instanceof RevertError || claim === 0n
          ? {
              ...base,
              status: 'exiting',
              claimableAssets: 0n,
              claimRevert: claim === 0n ? null : claim.data,
            }
          : { ...base, status: 'claimable', claimableAssets: claim };
      }
      // Nothing was set aside: what remains is worth nothing, or it waits.
      return { ...base, status: base.totalAssets === 0n ? 'dust' : 'queued', claimableAssets: 0n };
    }),
  );
}

/** Adds the queue index of a ticket to a batch; -1 while nothing of it was processed. */
export function addQueueIndex(batch: ReadBatch, context: PoolContext, ticket: bigint): Answer<bigint> {
  return batch.add(
    context.pool.address,
    vaultInterface,
    'getExitQueueIndex',
    [ticket],
    (result) => result[0] as bigint,
  );
}

/**
 * The open exits that a person named, by id.
 * @throws StakingError UNKNOWN_EXIT naming the id that is not open.
 */
export function pickExits(exits: readonly Exit[], ids: readonly bigint[]): Exit[] {
  return ids.map((id) => {
    const found = exits.find((exit) => exit.id === id || exit.ticket === id);
    if (!found) {
      throw new StakingError(
        'UNKNOWN_EXIT',
        `There is no open exit ${id} for this account. It may be claimed already.`,
        {
          exit: id.toString(),
        },
      );
    }
    return found;
  });
}

/** Exits that the account may claim: those it receives. */
export function isClaimableBy(exit: Exit, account: Address): boolean {
  return isSameAddress(exit.receiver, account);
}
