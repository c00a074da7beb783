import type { Address, Shares, Wei } from '../../../units';
import type { ExitTicket } from '../exit-queue/exit-queue';
import type { PoolEvent } from '../vault/events';

/** What an event does to the stake of the one account that it moves. */
export type Move = {
  readonly account: Address;
  /** Shares that it holds more, negative: fewer. Those that are queued are not held. */
  readonly shares: Shares;
  /** ETH that it put in, in wei; negative what it was paid. */
  readonly putIn: Wei;
};

/**
 * Whose stake an event moves, and by how much; `undefined` where it moves nobody's. A stake belongs to its receiver, an exit and
 * what is claimed of it to its owner, whoever receives it.
 * Source: the vault's `deposit`, `redeem`, `enterExitQueue`, `claimExitedAssets` and `updateState`; shares cannot be transferred.
 * @param claimed the exit that a claim pays, as it was before it.
 */
export function moveOf(event: PoolEvent, claimed: Pick<ExitTicket, 'owner'> | undefined): Move | undefined {
  switch (event.name) {
    case 'Deposited':
      return { account: event.receiver, shares: event.shares, putIn: event.assets };
    case 'Redeemed':
      return { account: event.owner, shares: -event.shares, putIn: -event.assets };
    case 'ExitQueueEntered':
      return { account: event.owner, shares: -event.shares, putIn: 0n };
    case 'ExitedAssetsClaimed':
      return claimed && { account: claimed.owner, shares: 0n, putIn: -event.assets };
    case 'FeeSharesMinted':
      return { account: event.receiver, shares: event.shares, putIn: 0n };
    default:
      return undefined;
  }
}
