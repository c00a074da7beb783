import type { Pool } from '../../networks/types';
import { dayOf } from '../day-range';
import type { IncomeLine } from '../export-lines';

/** Where a row comes from, for who wants to check it: a harvest by its block and transaction, or a day. */
export function sourceOf({ type, time, blockNumber, transactionHash, count }: IncomeLine, { id, name }: Pool): string {
  const where = count > 1 ? `${dayOf(time)} (${count})` : `block ${blockNumber} ${transactionHash ?? ''}`.trim();
  return `${type} ${name} ${id} ${where}`;
}
