import { isNatural, type Unknown } from '../../../chain/checks';
import type { Address, Seconds } from '../../../units';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { RememberedExit } from './exit-reader';

type StoredExit = { ticket: string; receiver: Address; requestedAt: Seconds; queueIndex: string; isPaid?: boolean };
type StoredMemory = { version: 1; exits: StoredExit[]; blocks?: number[] };

/** What the last look at an account's exits left for the next. */
export type LastLook = {
  readonly exits: readonly RememberedExit[];
  /** Blocks with logs that a reorg may still change. */
  readonly blocks: readonly number[];
};

export const noLook: LastLook = { exits: [], blocks: [] };

/** More open exits than these are not asked beside the rest: a call grows with each. */
const mostExits = 50;

/** An index of -1 stands for none. */
const indexPattern = /^(-1|\d{1,78})$/u;
const addressPattern = /^0x[0-9a-fA-F]{40}$/u;

function isExit(value: Unknown<StoredExit>): value is StoredExit {
  return (
    typeof value?.ticket === 'string' &&
    /^\d{1,78}$/u.test(value.ticket) &&
    typeof value.queueIndex === 'string' &&
    indexPattern.test(value.queueIndex) &&
    typeof value.receiver === 'string' &&
    addressPattern.test(value.receiver) &&
    isNatural(value.requestedAt)
  );
}

function parseLook(value: unknown, reorgDepth: number): LastLook {
  const { version, exits, blocks } = (value ?? {}) as NonNullable<Unknown<StoredMemory>>;
  return version === 1 && Array.isArray(exits) && exits.every(isExit)
    ? {
        exits: exits.slice(0, mostExits).map(({ ticket, receiver, requestedAt, queueIndex, isPaid }) => ({
          ticket: BigInt(ticket),
          receiver,
          requestedAt,
          queueIndex: BigInt(queueIndex),
          isPaid: isPaid === true,
        })),
        blocks: Array.isArray(blocks) ? blocks.filter(isNatural).slice(-reorgDepth) : [],
      }
    : noLook;
}

function toStored({ exits, blocks }: LastLook): StoredMemory {
  return {
    version: 1,
    exits: exits.slice(0, mostExits).map(({ ticket, receiver, requestedAt, queueIndex, isPaid }) => ({
      ticket: ticket.toString(),
      receiver,
      requestedAt,
      queueIndex: queueIndex.toString(),
      ...(isPaid ? { isPaid } : {}),
    })),
    ...(blocks.length > 0 ? { blocks: [...blocks] } : {}),
  };
}

/** Where the open exits of an account stood at the last look; none without a store, or where what it holds is damaged. */
export async function readLastLook(context: PoolContext, account: Address): Promise<LastLook> {
  try {
    return parseLook(await context.store?.read(storeKey(context, account, 'exits')), context.network.reorgDepth);
  } catch {
    return noLook;
  }
}

/** Leaves where the exits stand for the next look, when it is new. A store that fails fails nothing. */
export async function keepLook(context: PoolContext, account: Address, before: LastLook, now: LastLook): Promise<void> {
  const value = toStored(now);
  if (JSON.stringify(value) !== JSON.stringify(toStored(before))) {
    await context.store?.write(storeKey(context, account, 'exits'), value).catch(() => undefined);
  }
}
