import type { Block } from '../../../chain/block';
import { isNatural, type Unknown } from '../../../chain/checks';
import { ReadBatch, type Answer } from '../../../chain/read-batch';
import { storeKey, type PoolContext } from '../../../networks/context';
import { addQueueIndex } from './exit-reader';
import type { ServedTickets } from './queue-record';
import type { QueueState } from '../vault/state';

type StoredServed = { readonly version: 1; readonly checkpoints: number; readonly served: string };

type Places = { readonly last: Answer<bigint> | undefined; readonly next: Answer<bigint> };

/** Where checkpoints were served up to at the last look; none without a store, or where what it holds is damaged. */
export async function readRememberedServed(context: PoolContext): Promise<ServedTickets | undefined> {
  const value = await context.store?.read(storeKey(context, 'served')).catch(() => undefined);
  const { version, checkpoints, served } = (value ?? {}) as NonNullable<Unknown<StoredServed>>;
  return version === 1 && isNatural(checkpoints) && typeof served === 'string' && /^\d{1,78}$/u.test(served)
    ? { checkpoints, served: BigInt(served) }
    : undefined;
}

/** Adds where the last served ticket stands, and the one behind it. */
function addPlaces(batch: ReadBatch, context: PoolContext, { served }: ServedTickets): Places {
  return {
    last: served > 0n ? addQueueIndex(batch, context, served - 1n) : undefined,
    next: addQueueIndex(batch, context, served),
  };
}

/**
 * Holds what the logs say was served against the vault. Newer versions have a getter for it. Version 1 has none, but tells
 * where a ticket stands: the last that was served belongs to the last checkpoint, and the next to none yet. What the last
 * look found is asked beside all else, so that the next look waits no step longer.
 */
export class QueueCheck {
  readonly #context: PoolContext;
  readonly #remembered: ServedTickets | undefined;
  readonly #places = new Map<bigint, Places>();

  constructor(context: PoolContext, remembered: ServedTickets | undefined) {
    this.#context = context;
    this.#remembered = remembered;
  }

  /** Adds to a batch what tells whether these tickets are the served ones, unless that was asked. */
  ask(batch: ReadBatch, found: ServedTickets | undefined): void {
    if (found && !this.#places.has(found.served)) {
      this.#places.set(found.served, addPlaces(batch, this.#context, found));
    }
  }

  /** Whether tickets are those that the vault has served, all of them and no more. The batches have run at the block. */
  async holds(found: ServedTickets, queue: QueueState, block: Block): Promise<boolean> {
    if (queue.totalTickets !== null) {
      return found.served === queue.totalTickets;
    }
    const { checkpoints, served } = found;
    const holds = isNext(checkpoints, this.#places.get(served) ?? (await this.#read(found, block)));
    const { store } = this.#context;
    if (holds && this.#remembered?.served !== served && store) {
      const value: StoredServed = { version: 1, checkpoints, served: served.toString() };
      await store.write(storeKey(this.#context, 'served'), value).catch(() => undefined);
    }
    return holds;
  }

  async #read(found: ServedTickets, block: Block): Promise<Places> {
    const batch = new ReadBatch(this.#context.network.multicall3);
    const places = addPlaces(batch, this.#context, found);
    await batch.run(this.#context.request, block);
    return places;
  }
}

function isNext(checkpoints: number, { last, next }: Places): boolean {
  return next.value() === -1n && (last ? last.value() === BigInt(checkpoints) - 1n : checkpoints === 0);
}
