import type { RewardPoint } from '../../../staking/rewards';
import type { Log } from '../../../chain/logs';
import type { Seconds, Wei } from '../../../units';
import type { FlowListener } from './holding-spans';

/**
 * Sums up stake in wei times the seconds that it lay in the pool within a span: what a yearly rate divides by. What comes
 * in or goes out counts from its own second on.
 */
export class StakeSeconds implements FlowListener {
  readonly #from: Seconds;
  readonly #to: Seconds;
  /** Wei times seconds that what came in and went out would have lain in the pool had it come at the beginning. */
  #missed = 0n;
  readonly #untimed: { readonly assets: Wei; readonly log: Log }[] = [];

  /** @param from and `to`: the span; `Infinity` for one that has no end. */
  constructor(from: Seconds, to: Seconds) {
    this.#from = from;
    this.#to = to;
  }

  #within(time: Seconds): bigint {
    return BigInt(Math.min(Math.max(time, this.#from), this.#to));
  }

  /** Takes in what the account put into the pool, in wei, negative what it was paid, and the log that says so. */
  onFlow(assets: Wei, log: Log): void {
    if (log.blockTimestamp === undefined) {
      this.#untimed.push({ assets, log });
    } else {
      this.#missed += assets * this.#within(log.blockTimestamp);
    }
  }

  /** Logs whose times have to be read before the sum can be had. */
  get untimedLogs(): Log[] {
    return this.#untimed.map(({ log }) => log);
  }

  /**
   * The sum, once all flows are in.
   * @param points all since the beginning of the span, with their times; the first tells what lay there before it.
   * @param timeOf the time of a log without one.
   */
  sum(points: readonly (RewardPoint & { readonly time: Seconds })[], timeOf: (log: Log) => Seconds): bigint {
    let sum = -this.#missed;
    for (const { assets, log } of this.#untimed) {
      sum -= assets * this.#within(timeOf(log));
    }
    // What lay there since the point before, and what came in meanwhile for the rest of that time.
    let since = this.#within(this.#from);
    for (const { time, putIn, reward, value } of points) {
      const now = this.#within(time);
      sum += putIn * now + (value - reward - putIn) * (now - since);
      since = now;
    }
    return sum;
  }
}
