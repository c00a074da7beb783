import type { Address, Hex, Request, Transaction } from '@pooled-staking/core';
import { lookOn } from './insight-on';

/** A call that an honest person makes. */
export type HonestCall = { readonly from: Address; readonly to: Address; readonly data: Hex; readonly value?: bigint };

type Quoted = { readonly approvals?: readonly Transaction[]; readonly transaction: Transaction };

const byName = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].map(([name, count]) => `${name}: ${count}`).sort();

/** Counts honest transactions by protocol and kind, with what is warned of, and keeps every false alarm. */
export class HonestRecord {
  /** Transactions without an insight, with one that could not be read, or with a danger of the worst kind. */
  readonly alarms: string[] = [];
  readonly #kinds = new Map<string, number>();
  readonly #warnings = new Map<string, number>();

  note(name: string, warnings: readonly string[]): void {
    this.#kinds.set(name, (this.#kinds.get(name) ?? 0) + 1);
    for (const each of warnings) {
      this.#warnings.set(`${name}: ${each}`, (this.#warnings.get(`${name}: ${each}`) ?? 0) + 1);
    }
  }

  /** How many there were of a kind, which is named `protocol: kind`. */
  get kinds(): ReadonlyMap<string, number> {
    return this.#kinds;
  }

  /** What is warned of, as `protocol: kind: finding`. */
  get warned(): readonly string[] {
    return [...this.#warnings.keys()].sort();
  }

  get count(): number {
    return [...this.#kinds.values()].reduce((sum, each) => sum + each, 0);
  }

  toString(): string {
    return [...byName(this.#kinds), 'warned of:', ...byName(this.#warnings)].join('\n');
  }
}

/** Looks at the honest transactions of one protocol on one chain. */
export class Lookout {
  constructor(
    readonly record: HonestRecord,
    readonly protocol: string,
    readonly chainId: string,
    readonly request: Request,
    readonly kept = new Map<string, unknown>(),
  ) {}

  /**
   * @param isBatch its calls build on each other: what is left by it cannot be told before.
   */
  async look(kind: string, call: HonestCall, isBatch = false): Promise<void> {
    const insight = await lookOn(this.request, call, this.kept, this.chainId);
    const found = insight?.found ?? [];
    const of = (severity: string): string[] => found.filter((each) => each.startsWith(severity));
    const unread = insight?.unread.filter((each) => !(isBatch && each === 'batch')) ?? ['no insight'];
    this.record.note(
      `${this.protocol}: ${kind}`,
      of('warning').map((each) => each.slice('warning: '.length)),
    );
    if (of('critical').length > 0 || unread.length > 0) {
      const { from, to, data, value = 0n } = call;
      this.record.alarms.push(
        `${this.protocol}: ${kind}: ${[...found, ...unread].join()} ${from} ${to} ${value} ${data}`,
      );
    }
  }

  /** What a quote proposes, the approvals that go first among it; what follows an approval is looked at once that is mined. */
  async quoted(
    kind: string,
    { approvals = [], transaction }: Quoted,
    send: (transaction: Transaction) => Promise<unknown>,
  ): Promise<void> {
    for (const each of [...approvals, transaction]) {
      await this.look(each === transaction ? kind : 'approval of the amount', each);
      await send(each);
    }
  }
}
