import type { Log } from '../../../chain/logs';
import { StakingError } from '../../../errors';
import type { Entry } from '../../../staking/entry';
import { isSameAddress, type Address, type Seconds, type Shares, type Wei } from '../../../units';
import { isMoveOf, type ArtemisEvent } from './events';
import { worthOf, type Totals } from './share-maths';

/** A withdrawal request that the logs leave open. */
export type LoggedRequest = {
  readonly nonce: bigint;
  readonly shares: Shares;
  readonly assets: Wei;
  readonly log: Log;
};

/** What an event did to an account's stake. */
export type Movement = Omit<Entry, 'time' | 'blockNumber' | 'logIndex' | 'transactionHash'> & { readonly log: Log };

/** What the logs say of an account. */
export type ArtemisLedger = {
  /** In the order of the chain. Of shares that moved, what they were worth is told where the totals of their block are known. */
  readonly movements: readonly Movement[];
  /** artMETIS that the account must hold if no log is missing. */
  readonly expectedShares: Shares;
  /** Requests that were not paid, the oldest first. */
  readonly open: readonly LoggedRequest[];
  /** A payment is among the logs whose request is not. */
  readonly lacksRequest: boolean;
};

/** Blocks in which artMETIS came to an account from another one, or went to another. */
export function moveBlocks(account: Address, events: readonly ArtemisEvent[]): number[] {
  return [...new Set(events.filter((event) => isMoveOf(event, account)).map(({ log }) => log.blockNumber))];
}

/**
 * Builds an account's ledger from its events, in the order of the chain.
 * @param totals the pool's at the end of the blocks of {@link moveBlocks}; `null` where they are not known.
 */
export function buildArtemisLedger(
  account: Address,
  events: readonly ArtemisEvent[],
  totals: ReadonlyMap<number, Totals> | null,
): ArtemisLedger {
  const own = account.toLowerCase();
  const movements: Movement[] = [];
  const open = new Map<bigint, LoggedRequest>();
  let expectedShares = 0n;
  let lacksRequest = false;
  for (const event of events) {
    const { log } = event;
    if (event.name === 'moved' && isMoveOf(event, account)) {
      const isIn = isSameAddress(event.to, own);
      const of = totals?.get(log.blockNumber);
      const { shares } = event;
      expectedShares += isIn ? shares : -shares;
      movements.push({
        ...{ log, shares, type: isIn ? 'received' : 'sent', assets: of ? worthOf(shares, of) : null },
        counterparty: isIn ? event.from : event.to,
      });
    } else if (event.name === 'deposited' && event.user === own) {
      const { assets, shares } = event;
      expectedShares += shares;
      movements.push({ log, type: 'stake', assets, shares, counterparty: null });
    } else if (event.name === 'requested' && event.user === own) {
      const { nonce, assets, shares } = event;
      expectedShares -= shares;
      open.set(nonce, { nonce, shares, assets, log });
      movements.push({ log, type: 'exit-requested', assets, shares, counterparty: null, exit: nonce });
    } else if (event.name === 'completed' && event.user === own) {
      const request = open.get(event.nonce);
      open.delete(event.nonce);
      lacksRequest ||= !request;
      const [assets, shares] = [request?.assets ?? null, request?.shares ?? null];
      movements.push({ log, type: 'claimed', assets, shares, counterparty: null, exit: event.nonce });
    }
  }
  return { movements, expectedShares, open: [...open.values()], lacksRequest };
}

/** What a movement put into the pool for the account, negative for what it took out; `null` where its worth is not known. */
export function putInBy({ type, assets }: Pick<Movement, 'type' | 'assets'>): Wei | null {
  switch (type) {
    case 'stake':
    case 'received':
      return assets;
    case 'claimed':
    case 'sent':
      return assets === null ? null : -assets;
    default:
      return 0n;
  }
}

/** What went in or came out by all movements of two kinds; `null` where the worth of one is not known. */
export function sumOf(movements: readonly Movement[], types: readonly Movement['type'][]): Wei | null {
  return movements.reduce<Wei | null>(
    (sum, { type, assets }) => (types.includes(type) ? (sum === null || assets === null ? null : sum + assets) : sum),
    0n,
  );
}

/**
 * Movements with their times.
 * @throws StakingError CHAIN_INCONSISTENT where a time was not read.
 */
export function toEntries(movements: readonly Movement[], times: ReadonlyMap<number, Seconds>): Entry[] {
  return movements.map(({ log: { blockNumber, logIndex, transactionHash }, ...movement }) => {
    const time = times.get(blockNumber);
    if (time === undefined) {
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-time-of-block', blockNumber });
    }
    return { ...movement, time, blockNumber, logIndex, transactionHash };
  });
}
