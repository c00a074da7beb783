/**
 * Who is served first: what stands beside a transaction that is about to be signed, then what a dialog needs, then what
 * pages read.
 */
export type Urgency = 'insight' | 'dialog' | 'read';

const ranks: Readonly<Record<Urgency, number>> = { insight: 0, dialog: 1, read: 2 };

/** A turn that was given up: nothing more may be asked in it. */
export class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}

/** A chain that has not answered for so long gives way to a turn of the same urgency on another one; twice as long next. */
const firstPatience = 500;

type Entry = {
  readonly chainId: number;
  readonly rank: number;
  readonly origin: string;
  /** `aside`: it does something that needs no chain, and others may go meanwhile. */
  place: 'waiting' | 'in' | 'aside' | 'over';
  /** The smaller, the sooner. */
  order: number;
  patience: number;
  /** Requests that wait for the chain or for its answer. */
  open: number;
  asides: number;
  hasBeenIn: boolean;
  readonly onPlace: (isIn: boolean) => void;
};

/** A turn on a chain. */
export type Turn = {
  /** Whether the chain is this turn's at the moment. */
  readonly isAllowed: () => boolean;
  /** Waits until it is. @throws AbandonedError once the turn is over. */
  readonly untilAllowed: () => Promise<void>;
  /** Runs something that needs the chain. */
  readonly within: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Runs something that does not: others may have the chain as long as nothing else of this turn needs it. */
  readonly beside: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Notes that the chain answered. */
  readonly noteAnswer: () => void;
  /** Ends the turn. */
  readonly end: () => void;
};

/**
 * The order of turns. Turns on one chain that are equally urgent share it when they are insights; of dialogs and of reads
 * one a chain is let in at a time, those of a page that was served longest ago first. A more urgent turn has the chain at
 * once, whatever is under way: requests of the others wait until it ends.
 */
export class Turns {
  readonly #entries = new Set<Entry>();
  readonly #served = new Map<string, number>();
  #waiters: (() => void)[] = [];
  #count = 0;
  #front: Entry | undefined;
  #answeredAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onPlace is told when the turn is let in, and when it steps aside or ends. */
  begin(chainId: number, urgency: Urgency, origin: string, onPlace: (isIn: boolean) => void = () => undefined): Turn {
    this.#count += 1;
    const entry: Entry = {
      chainId,
      rank: ranks[urgency],
      origin,
      place: 'waiting',
      order: this.#count,
      patience: firstPatience,
      open: 0,
      asides: 0,
      hasBeenIn: false,
      onPlace,
    };
    this.#entries.add(entry);
    this.#settle();
    const count = async <Result>(of: 'open' | 'asides', work: () => Promise<Result>): Promise<Result> => {
      entry[of] += 1;
      this.#settle();
      try {
        return await work();
      } finally {
        entry[of] -= 1;
        this.#settle();
      }
    };
    return {
      isAllowed: () => this.#isAllowed(entry),
      untilAllowed: async () => this.#untilAllowed(entry),
      within: async (work) => count('open', work),
      beside: async (work) => count('asides', work),
      noteAnswer: () => {
        if (this.#isAllowed(entry)) {
          this.#answeredAt = Date.now();
        }
      },
      end: () => {
        this.#move(entry, 'over');
        this.#entries.delete(entry);
        this.#settle();
      },
    };
  }

  #isAllowed({ place, rank, chainId }: Entry): boolean {
    return place === 'in' && rank === this.#front?.rank && chainId === this.#front.chainId;
  }

  async #untilAllowed(entry: Entry): Promise<void> {
    while (!this.#isAllowed(entry)) {
      if (entry.place === 'over') {
        throw new AbandonedError('The turn on this chain is over.');
      }
      await new Promise<void>((resolve) => {
        this.#waiters.push(resolve);
      });
    }
  }

  #move(entry: Entry, place: Entry['place']): void {
    const [was, is] = [entry.place === 'in', place === 'in'];
    entry.place = place;
    if (was !== is) {
      entry.onPlace(is);
    }
  }

  /** Brings everything in line with what has changed. */
  #settle(): void {
    for (const entry of this.#entries) {
      const needsChain = entry.open > 0 || entry.asides === 0;
      if (entry.place === 'in' && !needsChain) {
        this.#move(entry, 'aside');
      } else if (entry.place === 'aside' && needsChain) {
        this.#move(entry, 'waiting');
      }
    }
    this.#letIn();
    const front = [...this.#entries]
      .filter(({ place }) => place === 'in')
      .sort((a, b) => a.rank - b.rank || a.order - b.order)[0];
    if (front?.rank !== this.#front?.rank || front?.chainId !== this.#front?.chainId) {
      this.#answeredAt = Date.now();
    }
    this.#front = front;
    this.#watch();
    const waiters = this.#waiters;
    this.#waiters = [];
    waiters.forEach((wake) => {
      wake();
    });
    if (this.#entries.size === 0) {
      this.#served.clear();
    }
  }

  #letIn(): void {
    const served = ({ origin }: Entry): number => this.#served.get(origin) ?? 0;
    const waiting = [...this.#entries]
      .filter(({ place }) => place === 'waiting')
      // One that only stepped aside goes on before another one begins.
      .sort((a, b) => Number(b.hasBeenIn) - Number(a.hasBeenIn) || served(a) - served(b) || a.order - b.order);
    for (const entry of waiting) {
      const isFree = ![...this.#entries].some(
        ({ place, rank, chainId }) => place === 'in' && rank === entry.rank && chainId === entry.chainId,
      );
      if (isFree || entry.rank === ranks.insight) {
        this.#count += 1;
        this.#served.set(entry.origin, this.#count);
        entry.hasBeenIn = true;
        // Whoever comes in goes behind those that are under way.
        entry.order = this.#count;
        this.#move(entry, 'in');
      }
    }
  }

  /** Sees to it that a chain which does not answer gives way when an equally urgent turn waits for another one. */
  #watch(): void {
    clearTimeout(this.#timer);
    const front = this.#front;
    const inFront = [...this.#entries].filter(({ place, rank }) => place === 'in' && rank === front?.rank);
    if (!front || inFront.every(({ chainId }) => chainId === front.chainId)) {
      return;
    }
    this.#timer = setTimeout(
      () => {
        if (Date.now() - this.#answeredAt >= front.patience) {
          for (const entry of inFront.filter(({ chainId }) => chainId === front.chainId)) {
            this.#count += 1;
            entry.order = this.#count;
            entry.patience *= 2;
          }
        }
        this.#settle();
      },
      Math.max(0, this.#answeredAt + front.patience - Date.now()),
    );
  }
}
