import { isNatural, type Unknown } from '../../../chain/checks';
import type { Address, Seconds } from '../../../units';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { RememberedExit } from './exit-reader';

type StoredExit = { ticket: string; receiver: Address; requestedAt: Seconds; queueIndex: string };
type StoredMemory = { version: 1; exits: StoredExit[] };

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

function parseExits(value: unknown): RememberedExit[] {
  const { version, exits } = (value ?? {}) as NonNullable<Unknown<StoredMemory>>;
  return version === 1 && Array.isArray(exits) && exits.every(isExit)
    ? exits.slice(0, mostExits).map(({ ticket, receiver, requestedAt, queueIndex }) => ({
        ticket: BigInt(ticket),
        receiver,
        requestedAt,
        queueIndex: BigInt(queueIndex),
      }))
    : [];
}

function toStored(exits: readonly RememberedExit[]): StoredMemory {
  return {
    version: 1,
    exits: exits.slice(0, mostExits).map(({ ticket, receiver, requestedAt, queueIndex }) => ({
      ticket: ticket.toString(),
      receiver,
      requestedAt,
      queueIndex: queueIndex.toString(),
    })),
  };
}

/** Where the open exits of an account stood at the last look; none without a store, or where what it holds is damaged. */
export async function readRememberedExits(context: PoolContext, account: Address): Promise<RememberedExit[]> {
  try {
    return parseExits(await context.store?.read(storeKey(context, account, 'exits')));
  } catch {
    return [];
  }
}

/** Leaves where the exits stand for the next look, when it is new. A store that fails fails nothing. */
export async function rememberExits(
  context: PoolContext,
  account: Address,
  before: readonly RememberedExit[],
  exits: readonly RememberedExit[],
): Promise<void> {
  const value = toStored(exits);
  if (JSON.stringify(value) !== JSON.stringify(toStored(before))) {
    await context.store?.write(storeKey(context, account, 'exits'), value).catch(() => undefined);
  }
}
