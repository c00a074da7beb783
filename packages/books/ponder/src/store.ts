/** The books' store on Ponder's tables, which follow reorgs and restarts. */
import type { Context } from 'ponder:registry';
import schema from 'ponder:schema';
import { keys, type BooksStore } from '../../src/rows';

/** @param db of a handler: what it writes belongs to the block at hand. */
export function storeOn(db: Context['db']): BooksStore {
  const tables = schema as never as Record<keyof typeof keys, typeof schema.pool>;
  return {
    find: async (table, key) => (await db.find(tables[table], key as never)) as never,
    insert: async (table, row) => db.insert(tables[table]).values(row as never),
    update: async (table, row) => {
      const all = row as Record<string, unknown>;
      const key = Object.fromEntries(keys[table].map((name) => [name, all[name]]));
      return db.update(tables[table], key as never).set(row as never);
    },
  };
}
