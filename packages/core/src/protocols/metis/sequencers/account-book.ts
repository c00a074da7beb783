import { isSameAddress, type Address, type Wei } from '../../../units';
import type { Log } from '../../../chain/logs';
import type { Entry, EntryType } from '../../../staking/entry';
import type { LockingLedger, Movement } from './ledger';

/** What a movement is to an account: what it put in, got out, and earned. In wei of METIS. */
export type OwnMovement = {
  readonly movement: Movement;
  readonly putIn: Wei;
  readonly gotOut: Wei;
  readonly earned: Wei;
};

/** Movements by which METIS comes to a sequencer from its owner, or goes to the owner or its recipient. */
const ins: readonly Movement['kind'][] = ['locked', 'relocked'];
const outs: readonly Movement['kind'][] = ['withdrawn', 'bridged', 'claimed'];

/**
 * An account's side of a pool's movements. A sequencer that is handed on leaves with its stake and its reward, and comes to
 * the new owner with both.
 */
export function ownMovements({ movements }: Pick<LockingLedger, 'movements'>, account: Address): OwnMovement[] {
  return movements.flatMap((movement) => {
    const { kind, amount, owner, to } = movement;
    const isOwner = isSameAddress(owner, account);
    const comes = kind === 'handed-over' && to !== null && isSameAddress(to, account);
    if (!isOwner && !comes) {
      return [];
    }
    const leaves = kind === 'handed-over' && isOwner;
    return {
      movement,
      putIn: comes || (isOwner && ins.includes(kind)) ? amount : 0n,
      gotOut: leaves || (isOwner && outs.includes(kind)) ? amount : 0n,
      earned: isOwner && kind === 'earned' ? amount : 0n,
    };
  });
}

/** True where a sequencer came to the account or left it otherwise than by a lock: its reward then is in no log. */
export function wasHandedOver(ledger: Pick<LockingLedger, 'movements'>, account: Address): boolean {
  return ownMovements(ledger, account).some(({ movement }) => movement.kind === 'handed-over');
}

const entryTypes: Readonly<Partial<Record<Movement['kind'], EntryType>>> = {
  locked: 'stake',
  relocked: 'stake',
  compounded: 'compounded',
  withdrawn: 'redeemed',
  bridged: 'rewards-paid',
  'exit-begun': 'exit-requested',
  claimed: 'claimed',
};

/** The movements as entries of a position's history. @param timeOf the time of a log's block. */
export function entriesOfMovements(own: readonly OwnMovement[], timeOf: (log: Log) => number): Entry[] {
  return own.flatMap(({ movement: { kind, id, amount, owner, to, log }, putIn }) => {
    const type = kind === 'handed-over' ? (putIn > 0n ? 'received' : 'sent') : entryTypes[kind];
    const { blockNumber, logIndex, transactionHash } = log;
    const counterparty = kind === 'handed-over' ? (putIn > 0n ? owner : to) : null;
    return type
      ? [
          {
            type,
            time: timeOf(log),
            blockNumber,
            logIndex,
            transactionHash,
            assets: amount,
            shares: null,
            counterparty,
            ...(kind === 'exit-begun' || kind === 'claimed' ? { exit: id } : {}),
          },
        ]
      : [];
  });
}
