import { StakingError } from '../../../errors';
import { isSameAddress, type Address, type Hex, type Shares } from '../../../units';
import type { Exit } from '../../../staking/exit';
import { vaultInterface } from '../vault/abi';
import type { PoolEvent } from '../vault/events';

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

/**
 * The exits that are open while the events of a history are replayed, in chain order. A claim belongs to the owner of the
 * ticket chain, whoever received it; claims of tickets that the events do not hold are left out.
 * Source: the vault's `enterExitQueue` and `claimExitedAssets`: a partial claim gives the rest the ticket
 * `prev + exited tickets` and keeps its time and receiver.
 */
export class OpenExits {
  readonly #byTicket = new Map<bigint, ExitTicket>();
  /** What `all` gave last, while it holds: who asks at each harvest mostly finds nothing changed. */
  #all: readonly ExitTicket[] | undefined;

  get all(): readonly ExitTicket[] {
    this.#all ??= [...this.#byTicket.values()];
    return this.#all;
  }

  /** Takes in a request for an exit. */
  enter({ ticket, shares, owner, receiver, log }: Extract<PoolEvent, { name: 'ExitQueueEntered' }>): void {
    this.#all = undefined;
    this.#byTicket.set(ticket, { id: ticket, ticket, shares, owner, receiver, requestedInBlock: log.blockNumber });
  }

  /**
   * Takes in a claim: closes its ticket, or leaves the rest of it under the next. Returns the exit as it was before it,
   * `undefined` for one that is not known.
   */
  claim(event: Extract<PoolEvent, { name: 'ExitedAssetsClaimed' }>): ExitTicket | undefined {
    const { previousTicket, newTicket } = event;
    const exit = this.#byTicket.get(previousTicket);
    if (!exit) {
      return undefined;
    }
    this.#all = undefined;
    this.#byTicket.delete(previousTicket);
    if (newTicket !== 0n) {
      const shares = exit.shares - (newTicket - previousTicket);
      this.#byTicket.set(newTicket, { ...exit, ticket: newTicket, shares });
    }
    return exit;
  }
}

/** The exits that are open after some events, in chain order. */
export function openExitsOf(events: readonly PoolEvent[]): readonly ExitTicket[] {
  const open = new OpenExits();
  for (const event of events) {
    if (event.name === 'ExitQueueEntered') {
      open.enter(event);
    } else if (event.name === 'ExitedAssetsClaimed') {
      open.claim(event);
    }
  }
  return open.all;
}

/** An open exit with what the vault says of it at one block. */
export type QueuedExit = ExitTicket &
  Omit<Exit, 'estimate'> & {
    /** False where the vault has no such exit: it was claimed, and the log of the claim is missing. */
    readonly isKnown: boolean;
    /** Index of the checkpoint to claim with; -1 while nothing of it was processed. */
    readonly queueIndex: bigint;
    /** Shares that still wait. */
    readonly leftShares: Shares;
    /** Why a funded exit cannot be claimed, from a simulated claim; `null` when it can, or is not funded. */
    readonly claimRevert: Hex | null;
  };

/** An exit with all that a claim of it takes. */
export type PlacedTicket = ExitTicket & Pick<QueuedExit, 'requestedAt' | 'queueIndex'>;

/** Claim calldata. The result is not decoded with it, since versions differ in what they return. */
export function encodeClaim({
  ticket,
  requestedAt,
  queueIndex,
}: Pick<QueuedExit, 'ticket' | 'requestedAt' | 'queueIndex'>): Hex {
  return vaultInterface.encodeFunctionData('claimExitedAssets', [ticket, requestedAt, queueIndex]);
}

/** The open exit that a person named by its id, or by its present ticket. */
export function findExit(exits: readonly QueuedExit[], id: bigint): QueuedExit | undefined {
  return exits.find((exit) => exit.id === id) ?? exits.find((exit) => exit.ticket === id);
}

/** The open exits that a person named, each once. Ids that are not open are left out. */
export function pickExits(exits: readonly QueuedExit[], ids: readonly bigint[]): QueuedExit[] {
  return [...new Set(ids.flatMap((id) => findExit(exits, id) ?? []))];
}

/** What is said of an id that is not open. */
export function unknownExit(id: bigint): StakingError {
  return new StakingError('UNKNOWN_EXIT', { kind: 'no-exit', exit: id });
}

/** Exits that the account may claim: those it receives. */
export function isClaimableBy(exit: QueuedExit, account: Address): boolean {
  return isSameAddress(exit.receiver, account);
}
