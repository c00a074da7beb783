import type { Pool } from '../../networks/types';
import type { IncomeLine } from '../export-lines';

/** The form of a tax program's file: rewards and penalties, and neither stakes nor exits. */
export type TaxForm = {
  readonly columns: readonly string[];
  /** None of the programs knows negative rewards: what it calls what a penalty is written as. */
  readonly penaltiesAs: 'cost' | 'lost' | 'loss';
  /** A row, in the order of the columns. */
  readonly toCells: (line: IncomeLine, pool: Pool) => readonly string[];
};
