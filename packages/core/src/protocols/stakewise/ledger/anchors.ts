import type { PoolEvent } from '../vault/events';
import type { Totals } from '../vault/share-maths';
import { logsMissing, type HistoryGap } from '../../../staking/history-gap';

/**
 * Whether an event gave the shares that it must at the totals before it, or burned them; `null` where it does not tell.
 * Source: the vault's `updateState`: fee shares are floor(fee · S / (T - fee)), T with the profit in it; a checkpoint burns
 * floor(assets · S / T).
 */
export function agrees(event: PoolEvent, { totalAssets, totalShares }: Totals): boolean | null {
  switch (event.name) {
    case 'FeeSharesMinted': {
      const rest = totalAssets - event.assets;
      return rest > 0n && event.shares === (event.assets * totalShares) / rest;
    }
    case 'CheckpointCreated':
      return event.assets === 0n
        ? null
        : totalAssets > 0n && event.shares === (event.assets * totalShares) / totalAssets;
    default:
      return null;
  }
}

/**
 * Holds totals that are walked back through logs against what the vault did at them. A log that is missing in between makes
 * the price another one further back, so it shows at an older harvest: at the second one, since a price alone does not tell
 * how much there is.
 */
export class Anchors {
  readonly #unchecked: ReadonlySet<number>;
  readonly #newest: number;
  #lastGood: number;
  #oldest = Infinity;
  #gap: HistoryGap | null = null;

  /**
   * @param newest the block that the walk begins at.
   * @param unchecked blocks within which the totals are not walked log by log.
   */
  constructor(newest: number, unchecked: ReadonlySet<number>) {
    this.#newest = newest;
    this.#lastGood = newest;
    this.#unchecked = unchecked;
  }

  /** Is told, newest first, of each event and the totals before it. */
  take(event: PoolEvent, before: Totals): void {
    const { blockNumber } = event.log;
    const isRight = this.#gap || this.#unchecked.has(blockNumber) ? null : agrees(event, before);
    if (isRight === true) {
      this.#oldest = blockNumber;
      this.#lastGood = blockNumber;
    } else if (isRight === false) {
      this.#gap = logsMissing(blockNumber, this.#lastGood);
    }
  }

  /** Is told that the walk came to the beginning of the pool, when there was nothing. */
  takeBirth(blockNumber: number, { totalAssets, totalShares }: Totals): void {
    if (totalAssets === 0n && totalShares === 0n) {
      this.#oldest = Math.min(this.#oldest, blockNumber);
    } else {
      this.#gap ??= logsMissing(blockNumber, this.#oldest === Infinity ? this.#newest : this.#oldest);
    }
  }

  /** What is missing for sure. */
  get gap(): HistoryGap | null {
    return this.#gap;
  }

  /** Whether the totals are held down to a block. */
  reach(block: number): boolean {
    return this.#oldest <= block;
  }
}
