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

type Entered = Extract<PoolEvent, { name: 'ExitQueueEntered' }>;
type Claimed = Extract<PoolEvent, { name: 'ExitedAssetsClaimed' }>;

/** The exit that a request opens. */
export function openedBy({ ticket, shares, owner, receiver, log }: Entered): ExitTicket {
  return { id: ticket, ticket, shares, owner, receiver, requestedInBlock: log.blockNumber };
}

/**
 * What a claim leaves of an exit; `undefined` when it closes it.
 * Source: the vault's `claimExitedAssets`: a partial claim gives the rest the ticket `prev + exited tickets` and keeps its
 * time and receiver.
 */
export function leftBy({ previousTicket, newTicket }: Claimed, exit: ExitTicket): ExitTicket | undefined {
  return newTicket === 0n
    ? undefined
    : { ...exit, ticket: newTicket, shares: exit.shares - (newTicket - previousTicket) };
}

/**
 * The exits that are open while the events of a history are replayed, in chain order. A claim belongs to the owner of the
 * ticket chain, whoever received it; claims of tickets that the events do not hold are left out.
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
  enter(event: Entered): void {
    this.#all = undefined;
    this.#byTicket.set(event.ticket, openedBy(event));
  }

  /**
   * Takes in a claim: closes its ticket, or leaves the rest of it under the next. Returns the exit as it was before it,
   * `undefined` for one that is not known.
   */
  claim(event: Claimed): ExitTicket | undefined {
    const exit = this.#byTicket.get(event.previousTicket);
    if (!exit) {
      return undefined;
    }
    this.#all = undefined;
    this.#byTicket.delete(event.previousTicket);
    const left = leftBy(event, exit);
    if (left) {
      this.#byTicket.set(left.ticket, left);
    }
    return exit;
  }

  /** Takes in any event. Returns the exit that it claims, as {@link claim} does. */
  take(event: PoolEvent): ExitTicket | undefined {
    if (event.name === 'ExitedAssetsClaimed') {
      return this.claim(event);
    }
    if (event.name === 'ExitQueueEntered') {
      this.enter(event);
    }
    return undefined;
  }
}

/** The exits that are open after some events, in chain order. */
export function openExitsOf(events: readonly PoolEvent[]): readonly ExitTicket[] {
  const open = new OpenExits();
  for (const event of events) {
    open.take(event);
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
