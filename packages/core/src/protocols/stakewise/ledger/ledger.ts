import type { Log } from '../../../chain/logs';
import type { PoolEvent } from '../vault/events';
import { OpenExits, type ExitTicket } from '../exit-queue/exit-queue';
import { moveOf } from './moves';
import { StakingError } from '../../../errors';
import type { Entry, EntryType } from '../../../staking/entry';
import type { Address, Seconds, Shares, Wei } from '../../../units';

/** What an event did to an account's stake, from the account's side. */
export type LedgerEntry = {
  readonly type: EntryType;
  readonly log: Log;
  /** ETH staked or paid out; `null` where the log does not tell. */
  readonly assets: Wei | null;
  readonly shares: Shares | null;
  /** Who paid a stake, or who receives an exit, when it is another account. */
  readonly counterparty: Address | null;
};

/** What the logs say of an account, and what they add up to. */
export type Ledger = {
  /** In lower case, as events name it. */
  readonly account: Address;
  /** The events that concern its stake, in the order of the chain; {@link toLedgerEntry} tells each from its side. */
  readonly entries: readonly PoolEvent[];
  /** Open exits that the account asked for, whoever receives them. */
  readonly ownedExits: readonly ExitTicket[];
  /** Open exits that the account can claim, whoever asked for them. */
  readonly receivedExits: readonly ExitTicket[];
  /** Stakes credited to the account, in wei. */
  readonly staked: Wei;
  /** Claimed from exits that it owned, and redeemed, in wei. */
  readonly paidOut: Wei;
  /** The shares that the account must hold if no log is missing. */
  readonly expectedShares: Shares;
  /** A claim was paid to the account whose request is not among the events. */
  readonly lacksRequest: boolean;
};

/**
 * Builds an account's ledger from the vault's events (in chain order; those of others do no harm).
 * Source of `expectedShares`: shares are not transferable, so what an account holds is what stakes and fees minted to it,
 * less what it queued or redeemed.
 */
export function buildLedger(account: Address, events: readonly PoolEvent[]): Ledger {
  const own = account.toLowerCase() as Address;
  const isOwn = (other: Address): boolean => other === own;
  /** Events that are nothing to the account's stake. */
  const others = new Set<PoolEvent>();
  let staked = 0n;
  let paidOut = 0n;
  let expectedShares = 0n;
  let lacksRequest = false;
  const open = new OpenExits();
  for (const event of events) {
    const claimed = open.take(event);
    const move = moveOf(event, claimed);
    if (move?.account === own) {
      expectedShares += move.shares;
      if (move.putIn > 0n) {
        staked += move.putIn;
      } else {
        paidOut -= move.putIn;
      }
    } else if (event.name !== 'Deposited' || !isOwn(event.caller)) {
      // To who pays for another a stake is told, and counts nowhere.
      others.add(event);
      lacksRequest ||= event.name === 'ExitedAssetsClaimed' && !claimed && isOwn(event.receiver);
    }
  }
  const openExits = open.all;
  return {
    account: own,
    // Mostly nothing is left out.
    entries: others.size === 0 ? events : events.filter((event) => !others.has(event)),
    ownedExits: openExits.filter(({ owner }) => isOwn(owner)),
    receivedExits: openExits.filter(({ receiver }) => isOwn(receiver)),
    staked,
    paidOut,
    expectedShares,
    lacksRequest,
  };
}

/** An account when it is another one. */
function otherThan(account: Address, other: Address): Address | null {
  return other === account ? null : other;
}

/** What an entry of a ledger is to its account. Throws RangeError for an event that is in no ledger. */
export function toLedgerEntry({ account }: Pick<Ledger, 'account'>, event: PoolEvent): LedgerEntry {
  const { log } = event;
  switch (event.name) {
    case 'Deposited': {
      const { assets, shares, caller, receiver } = event;
      return receiver === account
        ? { type: 'stake', log, assets, shares, counterparty: otherThan(account, caller) }
        : { type: 'stake-for-another', log, assets, shares, counterparty: receiver };
    }
    case 'Redeemed':
      return {
        type: 'redeemed',
        log,
        assets: event.assets,
        shares: event.shares,
        counterparty: otherThan(account, event.receiver),
      };
    case 'ExitQueueEntered':
      return {
        type: 'exit-requested',
        log,
        assets: null,
        shares: event.shares,
        counterparty: otherThan(account, event.receiver),
      };
    case 'ExitedAssetsClaimed':
      return {
        type: 'claimed',
        log,
        assets: event.assets,
        shares: null,
        counterparty: otherThan(account, event.receiver),
      };
    case 'FeeSharesMinted':
      return { type: 'fee-shares', log, assets: event.assets, shares: event.shares, counterparty: null };
    default:
      throw new RangeError(`${event.name} is no entry of a ledger.`);
  }
}

/** Which exit an event asks for or pays, through all tickets that it had. @param open the exits that are open before it. */
function idOfExit(open: OpenExits, event: PoolEvent): bigint | undefined {
  const claimed = open.take(event);
  return event.name === 'ExitQueueEntered' ? event.ticket : claimed?.id;
}

/**
 * A ledger's movements with their times.
 * @throws StakingError CHAIN_INCONSISTENT where the time of one lacks.
 */
export function entriesOf(ledger: Ledger, timestamps: ReadonlyMap<number, Seconds>): Entry[] {
  const open = new OpenExits();
  return ledger.entries.map((event): Entry => {
    const { type, log, assets, shares, counterparty } = toLedgerEntry(ledger, event);
    const exit = idOfExit(open, event);
    const { blockNumber, logIndex, transactionHash } = log;
    const time = timestamps.get(blockNumber);
    if (time === undefined) {
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-time-of-block', blockNumber });
    }
    const entry = { type, time, blockNumber, logIndex, transactionHash, assets, shares, counterparty };
    return exit === undefined ? entry : { ...entry, exit };
  });
}

/**
 * Rewards since the first stake, in wei, negative after penalties, exact to the rounding of the vault itself:
 * what the account has now, plus what it was paid, minus what it put in. Gas is not part of it.
 */
export function lifetimeRewards(
  { paidOut, staked }: Pick<Ledger, 'paidOut' | 'staked'>,
  stakedNow: Wei,
  exitingNow: Wei,
): Wei {
  return stakedNow + exitingNow + paidOut - staked;
}
