/** The books' store on Ponder's tables, which follow reorgs and restarts. */
import type { Context } from 'ponder:registry';
import schema from 'ponder:schema';
import { keys, type BooksStore, type Tables } from '../../src/rows';

/** A table by its name; its columns are those of its rows, so that any stands for all. */
const tableOf = (name: keyof Tables): typeof schema.pool => schema[name] as never;

/** @param db of a handler: what it writes belongs to the block at hand. */
export function storeOn(db: Context['db']): BooksStore {
  return {
    find: async (table, key) => (await db.find(tableOf(table), key as never)) as never,
    insert: async (table, row) => db.insert(tableOf(table)).values(row as never),
    update: async (table, row) => {
      const all = row as Record<string, unknown>;
      const key = Object.fromEntries(keys[table].map((name) => [name, all[name]]));
      return db.update(tableOf(table), key as never).set(row as never);
    },
  };
}
