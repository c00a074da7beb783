import type { Log } from '../chain/logs';
import type { PoolEvent } from '../pool/events';
import { OpenExits, type ExitTicket } from '../pool/exit-queue';
import type { Address, Shares, Wei } from '../units';

export type LedgerEntryType = 'stake' | 'stake-for-another' | 'exit-requested' | 'claimed' | 'redeemed' | 'fee-shares';

/** One thing that happened to an account's stake. */
export type LedgerEntry = {
  readonly type: LedgerEntryType;
  readonly log: Log;
  /** ETH staked or paid out; `null` where the log does not tell. */
  readonly assets: Wei | null;
  readonly shares: Shares | null;
  /** Who paid a stake, or who receives an exit, when it is another account. */
  readonly counterparty: Address | null;
};

/** What the logs say of an account, and what they add up to. */
export type Ledger = {
  readonly account: Address;
  /** In the order of the chain. */
  readonly entries: readonly LedgerEntry[];
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
};

/**
 * Builds an account's ledger from the vault's events (in chain order; those of others do no harm).
 * Source of `expectedShares`: shares are not transferable, so what an account holds is what stakes and fees minted to it,
 * less what it queued or redeemed.
 */
export function buildLedger(account: Address, events: readonly PoolEvent[]): Ledger {
  const own = account.toLowerCase();
  const isAccount = (other: Address): boolean => other === own;
  const otherThan = (other: Address): Address | null => (isAccount(other) ? null : other);
  const entries: LedgerEntry[] = [];
  let staked = 0n;
  let redeemed = 0n;
  let expectedShares = 0n;
  let claimedAssets = 0n;
  const open = new OpenExits();
  for (const event of events) {
    if (event.name === 'Deposited' && isAccount(event.receiver)) {
      const { log, assets, shares, caller } = event;
      staked += assets;
      expectedShares += shares;
      entries.push({ type: 'stake', log, assets, shares, counterparty: otherThan(caller) });
    } else if (event.name === 'Deposited' && isAccount(event.caller)) {
      // The stake belongs to its receiver: it is told here, and counts nowhere.
      const { log, assets, shares, receiver } = event;
      entries.push({ type: 'stake-for-another', log, assets, shares, counterparty: receiver });
    } else if (event.name === 'Redeemed' && isAccount(event.owner)) {
      const { log, assets, shares, receiver } = event;
      redeemed += assets;
      expectedShares -= shares;
      entries.push({ type: 'redeemed', log, assets, shares, counterparty: otherThan(receiver) });
    } else if (event.name === 'ExitQueueEntered') {
      open.enter(event);
      if (isAccount(event.owner)) {
        const { log, shares, receiver } = event;
        expectedShares -= shares;
        entries.push({ type: 'exit-requested', log, assets: null, shares, counterparty: otherThan(receiver) });
      }
    } else if (event.name === 'FeeSharesMinted' && isAccount(event.receiver)) {
      const { log, assets, shares } = event;
      expectedShares += shares;
      entries.push({ type: 'fee-shares', log, assets, shares, counterparty: null });
    } else if (event.name === 'ExitedAssetsClaimed') {
      const claim = open.claim(event);
      if (claim && isAccount(claim.owner)) {
        const { log, assets, receiver } = claim;
        claimedAssets += assets;
        entries.push({ type: 'claimed', log, assets, shares: null, counterparty: otherThan(receiver) });
      }
    }
  }
  const openExits = open.all;
  return {
    account,
    entries,
    ownedExits: openExits.filter(({ owner }) => isAccount(owner)),
    receivedExits: openExits.filter(({ receiver }) => isAccount(receiver)),
    staked,
    paidOut: redeemed + claimedAssets,
    expectedShares,
  };
}

/**
 * Rewards since the first stake, in wei, negative after penalties, exact to the rounding of the vault itself:
 * what the account has now, plus what it was paid, minus what it put in. Gas is not part of it.
 */
export function lifetimeRewards(ledger: Ledger, stakedNow: Wei, exitingNow: Wei): Wei {
  return stakedNow + exitingNow + ledger.paidOut - ledger.staked;
}
