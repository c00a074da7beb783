/** What the REST API asks of the tables. */
import { db } from 'ponder:api';
import schema from 'ponder:schema';
import { and, asc, desc, eq, gt, gte, inArray, isNull, lte, or, sql } from 'ponder';
import type { Address } from '@pooled-staking/core';
import type { Queries, Standing } from '../../../src/rest';
import type { LogPlace } from '../../../src/rows';
import { readSettings } from '../../../src/settings';

const { pool, head, member, exit, checkpoint, event, day, validator, change, fault } = schema;
/** A limit as the database takes it. */
const most = (limit: number): number => Math.min(limit, 2 ** 31 - 1);
const behind = (table: typeof event | typeof fault, after: LogPlace | null) =>
  after === null
    ? undefined
    : or(
        gt(table.blockNumber, after.blockNumber),
        and(eq(table.blockNumber, after.blockNumber), gt(table.logIndex, after.logIndex)),
      );
const isOf = (account: Address | null) =>
  account === null ? undefined : or(eq(exit.owner, account), eq(exit.receiver, account));

/**
 * How far Ponder is, from its own tables: what its `/ready` and `/status` tell. The block is one part of a checkpoint, which
 * stays as it was while blocks are taken back: so the rows' own state is part of the mark. In the embedded database each step of a
 * block is a transaction of its own, the pool's row first and the checkpoint last: where that row is the newer one, a block is
 * being written, or was taken back and the next one has not come.
 */
async function standing(): Promise<Standing> {
  const { rows } = await db.execute(
    sql`select (select value ->> 'is_ready' from _ponder_meta) as ready,
      (select max(latest_checkpoint) from _ponder_checkpoint) as checkpoint,
      (select concat_ws(':', block_number, events, total_assets, total_shares) from pool) as pool,
      (select min(age(pool.xmin)) < min(age(_ponder_checkpoint.xmin)) from pool, _ponder_checkpoint) as written`,
  );
  type Row = { ready: string | null; checkpoint: string | null; pool: string | null; written: boolean | null };
  const [{ ready, checkpoint, pool: state, written } = {}] = rows as Partial<Row>[];
  const mark = written === true ? null : `${checkpoint} ${state}`;
  return { isReady: ready === '1', block: Number(checkpoint?.slice(26, 42) ?? 0), mark };
}

const { chainId, vault } = readSettings(process.env);

export const queries = {
  place: { chainId, vault },
  standing,
  pool: async () => (await db.select().from(pool))[0] ?? null,
  head: async () => (await db.select().from(head))[0] ?? null,
  members: async ({ after, limit }) =>
    db
      .select()
      .from(member)
      .where(after === null ? undefined : gt(member.account, after))
      .orderBy(asc(member.account))
      .limit(most(limit)),
  member: async (account) => (await db.select().from(member).where(eq(member.account, account)))[0] ?? null,
  exits: async (account) => db.select().from(exit).where(isOf(account)).orderBy(asc(exit.ticket)),
  openExits: async (account) =>
    db
      .select()
      .from(exit)
      .where(and(isNull(exit.closedInBlock), isOf(account)))
      .orderBy(asc(exit.ticket)),
  checkpoints: async (fromTicket) =>
    db.select().from(checkpoint).where(gt(checkpoint.toTicket, fromTicket)).orderBy(asc(checkpoint.fromTicket)),
  events: async (account, { after, limit }, toBlock) =>
    db
      .select()
      .from(event)
      .where(
        and(
          account === null ? undefined : or(eq(event.account, account), eq(event.other, account)),
          behind(event, after),
          lte(event.blockNumber, toBlock),
        ),
      )
      .orderBy(asc(event.blockNumber), asc(event.logIndex))
      .limit(most(limit)),
  lastEvent: async (toBlock) => {
    const newestFirst = [desc(event.blockNumber), desc(event.logIndex)];
    const found = db.select().from(event).where(lte(event.blockNumber, toBlock));
    return (await found.orderBy(...newestFirst).limit(1))[0] ?? null;
  },
  harvests: async () => {
    const { blockNumber, time, totalAssets, totalShares } = event;
    const blocks = db.select({ blockNumber }).from(event).where(eq(event.name, 'KeeperHarvested'));
    return db
      .selectDistinctOn([blockNumber], { blockNumber, time, totalAssets, totalShares })
      .from(event)
      .where(inArray(blockNumber, blocks))
      .orderBy(asc(blockNumber), desc(event.logIndex));
  },
  days: async ({ after, limit }) =>
    db
      .select()
      .from(day)
      .where(after === null ? undefined : gt(day.day, after))
      .orderBy(asc(day.day))
      .limit(most(limit)),
  validators: async ({ after, limit }) =>
    db
      .select()
      .from(validator)
      .where(
        after === null
          ? undefined
          : and(
              gte(validator.registeredInBlock, after.registeredInBlock),
              or(gt(validator.registeredInBlock, after.registeredInBlock), gt(validator.publicKey, after.publicKey)),
            ),
      )
      .orderBy(asc(validator.registeredInBlock), asc(validator.publicKey))
      .limit(most(limit)),
  changes: async () => db.select().from(change).orderBy(asc(change.blockNumber), asc(change.logIndex)),
  faults: async ({ after, limit }) =>
    db
      .select()
      .from(fault)
      .where(behind(fault, after))
      .orderBy(asc(fault.blockNumber), asc(fault.logIndex))
      .limit(most(limit)),
} as Queries;
