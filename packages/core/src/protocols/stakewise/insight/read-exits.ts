import type { Block } from '../../../chain/block';
import { readLogRange } from '../../../chain/log-read';
import { toTopic } from '../../../chain/logs';
import type { Request } from '../../../chain/request';
import type { Pool } from '../../../networks/index';
import { decodeEvents, eventTopics } from '../vault/events';
import { openExitsOf } from '../exit-queue/exit-queue';
import { isSameAddress, type Address } from '../../../units';

/** What the pool's logs about an account tell of its exits. */
export type ExitsRead = {
  /** Exits that it asked for and did not claim. */
  readonly open: number;
  /** Every ticket that it ever had, or claimed with. */
  readonly tickets: ReadonlySet<bigint>;
};

/** Reads the exits of an account out of the pool's logs about it. */
export async function readExits(request: Request, pool: Pool, account: Address, block: Block): Promise<ExitsRead> {
  const topics = [[eventTopics.ExitQueueEntered, eventTopics.ExitedAssetsClaimed], toTopic(account)];
  const events = decodeEvents(
    await readLogRange(request, { address: pool.address, topics }, pool.deployBlock, block.number),
  );
  const tickets = events.flatMap((event) =>
    event.name === 'ExitQueueEntered'
      ? [event.ticket]
      : event.name === 'ExitedAssetsClaimed'
        ? [event.previousTicket, event.newTicket]
        : [],
  );
  return {
    open: openExitsOf(events).filter(({ receiver }) => isSameAddress(receiver, account)).length,
    tickets: new Set(tickets),
  };
}
