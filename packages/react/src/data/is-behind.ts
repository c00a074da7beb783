import { local } from '@pooled-staking/core';

/**
 * How closely an answer follows the chain: `few-blocks` is what everybody's figures need, `slow` is five minutes on a real
 * network, for what is long to read.
 */
export type Speed = 'each-block' | 'few-blocks' | 'slow';

const patience: Readonly<Record<Speed, number>> = { 'each-block': 1, 'few-blocks': 3, slow: 25 };

export type Behind = {
  readonly chainId: number;
  readonly speed: Speed;
  /** The newest block. */
  readonly head: number;
  /** The block of the answer; `undefined` when it names none. */
  readonly seenBlock: number | undefined;
  /** How old the answer is, in milliseconds. */
  readonly age: number;
  /** How often the newest block is asked for, in milliseconds. */
  readonly interval: number;
};

/**
 * Whether an answer has to be asked for again: when so many blocks have passed, also backwards after a reorg, or when any
 * has, and the time in which so many would have come on a busy chain. On a quiet one they never come.
 */
export function isBehind({ chainId, speed, head, seenBlock, age, interval }: Behind): boolean {
  const blocks = Math.abs(head - (seenBlock ?? -Infinity));
  const allowed = chainId === local.chainId ? 1 : patience[speed];
  return blocks >= allowed || (blocks >= 1 && age >= allowed * interval);
}
