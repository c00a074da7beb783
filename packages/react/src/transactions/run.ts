import type { Fate, Sent } from '@pooled-staking/core';
import type { Activity } from './activity';
import type { Asked } from './asked';

/** What whoever started a transaction is told, and is asked. */
export type Run = {
  readonly onChange: (change: Pick<Activity, 'stage'> & Partial<Pick<Activity, 'error'>>) => void;
  /** Told at the moment before the wallet is handed a transaction; what it gives is called when the wallet has refused it. */
  readonly onAsked: (asked: Asked) => () => void;
  /** Told at the moment at which the wallet has taken several calls, and has given an id for them. */
  readonly onTaken: (asked: Asked) => void;
  /** Told at the moment at which the wallet has given a hash. */
  readonly onSent: (sent: Sent) => void;
  /** The person still waits for it: when not, nothing more is asked and nothing is sent. */
  readonly isWanted: () => boolean;
  /** The end of what was sent last. */
  readonly ended: () => Promise<Fate['stage']>;
};
