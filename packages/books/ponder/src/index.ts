/** Hands each log to the books' own rules, and holds each new block against the chain. */
import { ponder, type Context } from 'ponder:registry';
import schema from 'ponder:schema';
import { asc, isNull } from 'ponder';
import { createNodeRequest, type Hex } from '@pooled-staking/core';
import { readChainSide } from '../../src/chain-side';
import { emptyPool } from '../../src/pool-ledger';
import { toCheckpoint } from '../../src/position';
import { reconcile } from '../../src/reconcile';
import type { CheckpointRow, ExitRow, HeadRow, MemberRow, PoolRow } from '../../src/rows';
import { poolOf, readSettings } from '../../src/settings';
import { sumUp } from '../../src/sums';
import { takeLog } from '../../src/take-log';
import { eventNames } from '../../src/vault-events';
import { storeOn } from './store';

type LogEvent = {
  readonly log: {
    readonly address: Hex;
    readonly topics: readonly (Hex | null)[];
    readonly data: Hex;
    readonly logIndex: number;
  };
  readonly block: { readonly number: bigint; readonly timestamp: bigint };
  readonly transaction: { readonly hash: Hex };
};

async function take({ event, context }: { event: LogEvent; context: Context }): Promise<void> {
  const { log, block, transaction } = event;
  const topics = log.topics.filter((topic) => topic !== null);
  const place = { blockNumber: Number(block.number), logIndex: log.logIndex, transactionHash: transaction.hash };
  await takeLog(
    storeOn(context.db),
    { address: log.address, topics, data: log.data, ...place },
    Number(block.timestamp),
  );
}

for (const name of eventNames()) {
  ponder.on(name as never, take as never);
}

const settings = readSettings(process.env);
const place = poolOf(settings);
const request = createNodeRequest(fetch, settings.rpc, place.network);

ponder.on('Head:block', async ({ event, context }) => {
  const store = storeOn(context.db);
  const blockNumber = Number(event.block.number);
  const { db } = context;
  const known = await store.find('head', { id: 1 });
  const members = (await db.sql.select().from(schema.member)) as MemberRow[];
  const exits = (await db.sql.select().from(schema.exit).where(isNull(schema.exit.closedInBlock))) as ExitRow[];
  const checkpoints = (await db.sql
    .select()
    .from(schema.checkpoint)
    .orderBy(asc(schema.checkpoint.fromTicket))) as CheckpointRow[];
  const pool: PoolRow = (await store.find('pool', { id: 1 })) ?? emptyPool;
  const sums = sumUp(pool, members, exits, checkpoints.map(toCheckpoint), blockNumber);
  let outcome: Pick<HeadRow, 'isRight' | 'said'>;
  try {
    const chain = await readChainSide(request, place, blockNumber);
    const { isRight, checks } = reconcile(sums, chain);
    // After a reorg the node has another block there: this one is taken back in a moment.
    const isSame = chain.block.hash === event.block.hash;
    const wrong = checks.flatMap((check) => (check.isRight ? [] : check.name));
    outcome = isSame ? { isRight, said: wrong.join(', ') } : { isRight: null, said: 'the block was replaced' };
  } catch (error) {
    outcome = { isRight: null, said: error instanceof Error ? error.message : String(error) };
  }
  const row: HeadRow = {
    id: 1,
    blockNumber,
    time: Number(event.block.timestamp),
    ...outcome,
    checked: (known?.checked ?? 0) + (outcome.isRight === null ? 0 : 1),
    firstWrong: known?.firstWrong ?? (outcome.isRight === false ? blockNumber : null),
  };
  await (known ? store.update('head', row) : store.insert('head', row));
});
