import { toQuantity } from '../src/chain/block';
import type { Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import type { PoolContext } from '../src/networks/context';
import { isSameAddress, type Hex } from '../src/units';
import type { TraceNode } from './replay-node';
import type { Trace } from './trace';

/** What the kind of a fault leaves provable beside stake, shares and the exits whose logs the node gives. */
export type Provable = 'nothing more' | 'lifetime rewards' | 'everything';

/** What is wrong with a node that answers as if nothing was. */
export type NodeFault = {
  /** As it is asked for: `pruned:24010100`. */
  readonly kind: string;
  /** Logs that the node does not have. `position`: which log of the record it is, the first one 0. */
  readonly isLost?: (log: Log, position: number) => boolean;
  /** The most logs in an answer; those behind are left out. */
  readonly mostLogs?: number;
  /** Every log carries this in place of what it should. */
  readonly mark?: Readonly<Record<string, unknown>>;
  /** Calls at old blocks are answered with the newest state. */
  readonly isStale?: boolean;
  readonly provable: (trace: Trace) => Provable;
};

/** The kind of a fault cannot be understood; says what is wrong and which there are. */
export class FaultKindError extends Error {
  override readonly name = 'FaultKindError';
}

type Numbers = readonly [number, number];
type Kind = {
  /** What stands behind the name, in words for a person. */
  readonly parameter: string;
  readonly pattern: RegExp;
  /** Why the numbers make no fault, `undefined` when they do. */
  readonly refuse?: (numbers: Numbers, trace: Trace) => string | undefined;
  readonly fault: (numbers: Numbers, trace: Trace) => Omit<NodeFault, 'kind' | 'provable'>;
  readonly provable?: (numbers: Numbers, trace: Trace) => Provable;
};

const whole = /^(\d{1,15})$/u;
const none = /^$/u;
const atLeastOne = ([first]: Numbers): string | undefined => (first < 1 ? 'N must be 1 or more' : undefined);

/** The block of the oldest log of the vault that the record holds. */
function firstBlockOf({ vault, steps }: Trace): number {
  const blocks = steps.flatMap(({ logs }) => logs.filter(({ address }) => isSameAddress(address, vault)));
  return Math.min(...blocks.map(({ blockNumber }) => blockNumber));
}

/** The kinds by their names, as a person writes them: `name`, `name:NUMBER` or `name:NUMBER-NUMBER`. */
const kinds: Readonly<Record<string, Kind>> = {
  pruned: {
    parameter: ':BLOCK',
    pattern: whole,
    fault: ([block]) => ({ isLost: ({ blockNumber }) => blockNumber < block }),
    // Where nothing was there to lose, nothing may be called missing.
    provable: ([block], trace) => (block <= firstBlockOf(trace) ? 'lifetime rewards' : 'nothing more'),
  },
  hole: {
    parameter: ':FROM-TO',
    pattern: /^(\d{1,15})-(\d{1,15})$/u,
    refuse: ([from, to]) => (from > to ? 'FROM must not be above TO' : undefined),
    fault: ([from, to]) => ({ isLost: ({ blockNumber }) => blockNumber >= from && blockNumber <= to }),
  },
  lossy: {
    parameter: ':N',
    pattern: whole,
    refuse: atLeastOne,
    fault: ([every]) => ({ isLost: (_, position) => (position + 1) % every === 0 }),
  },
  cut: {
    parameter: ':N',
    pattern: whole,
    refuse: atLeastOne,
    fault: ([mostLogs]) => ({ mostLogs }),
  },
  'no-keeper-before': {
    parameter: ':BLOCK',
    pattern: whole,
    fault: ([block], { keeper }) => ({
      isLost: ({ address, blockNumber }) => blockNumber < block && isSameAddress(address, keeper),
    }),
    provable: () => 'lifetime rewards',
  },
  removed: {
    parameter: '',
    pattern: none,
    fault: () => ({ mark: { removed: true } }),
  },
  'zero-times': {
    parameter: '',
    pattern: none,
    fault: () => ({ mark: { blockTimestamp: '0x0' } }),
    provable: () => 'everything',
  },
  'stale-state': {
    parameter: '',
    pattern: none,
    fault: () => ({ isStale: true }),
    provable: () => 'lifetime rewards',
  },
};

/** Every kind as a person writes it. */
export const faultUsage = Object.entries(kinds)
  .map(([name, { parameter }]) => name + parameter)
  .join(', ');

/**
 * What is wrong with a node of some kind, over a trace.
 * @throws FaultKindError in words when there is no such kind, or not with such numbers.
 */
export function parseFault(kind: string, trace: Trace): NodeFault {
  const [name = '', ...rest] = kind.split(':');
  const found = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!found) {
    throw new FaultKindError(`There is no kind of node "${kind}". Kinds: ${faultUsage}.`);
  }
  const match = found.pattern.exec(rest.join(':'));
  const numbers: Numbers = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  const problem = match ? found.refuse?.(numbers, trace) : `write it as ${name}${found.parameter}`;
  if (problem !== undefined || kind.endsWith(':')) {
    throw new FaultKindError(`The kind of node "${kind}" is not understood: ${problem ?? `write it as ${name}`}.`);
  }
  return {
    kind,
    ...found.fault(numbers, trace),
    provable: (of) => found.provable?.(numbers, of) ?? 'nothing more',
  };
}

type RawLog = { readonly blockNumber: Hex; readonly logIndex: Hex };

/** A log's place in the chain. */
const placeOf = (blockNumber: number, logIndex: number): string => `${blockNumber}:${logIndex}`;

/** A node with a fault in front of an honest one. */
export class FaultyTraceNode {
  readonly #lost = new Set<string>();
  readonly #logs = new Map<string, Log>();
  /** What it gave, usable, to questions that name an account, since it was last forgotten. */
  readonly #given = new Set<string>();

  constructor(
    readonly node: TraceNode,
    readonly fault: NodeFault,
  ) {
    let position = 0;
    for (const log of node.trace.steps.flatMap(({ logs }) => logs)) {
      const place = placeOf(log.blockNumber, log.logIndex);
      this.#logs.set(place, log);
      if (fault.isLost?.(log, position)) {
        this.#lost.add(place);
      }
      position += 1;
    }
  }

  /** The pool behind the node, with the states of old blocks where the record has them, or refusing to tell any. */
  contextOf(keepsOldState: boolean): PoolContext {
    const request: Request = async ({ method, params }) =>
      this.#answer(method, params as readonly unknown[], keepsOldState);
    return { ...this.node.context, request };
  }

  async #answer(method: string, given: readonly unknown[], keepsOldState: boolean): Promise<unknown> {
    const { request } = this.node.context;
    if (method === 'eth_getLogs') {
      const [{ topics = [] }] = given as [{ topics?: readonly unknown[] }];
      const [, ...accounts] = topics;
      const logs = (await request({ method, params: given })) as RawLog[];
      return this.#spoil(
        logs,
        accounts.some((each) => each !== null),
      );
    }
    const newest = toQuantity(this.node.newestBlock);
    if (method !== 'eth_call' || given[1] === newest || given[1] === 'latest') {
      return request({ method, params: given });
    }
    if (this.fault.isStale) {
      return request({ method, params: [given[0], newest] });
    }
    if (!keepsOldState) {
      throw Object.assign(new Error('missing trie node'), { code: -32000 });
    }
    return request({ method, params: given });
  }

  /** Logs of accounts that it gave since {@link forget}, in the order of the chain. */
  get given(): Log[] {
    const logs = [...this.#given].map((place) => this.#logs.get(place) as Log);
    return logs.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  }

  /** Forgets what it gave. */
  forget(): void {
    this.#given.clear();
  }

  #spoil(logs: readonly RawLog[], isOfAccount: boolean): unknown[] {
    const { mostLogs = Infinity, mark } = this.fault;
    const kept = logs
      .map((log) => ({ log, place: placeOf(Number(log.blockNumber), Number(log.logIndex)) }))
      .filter(({ place }) => !this.#lost.has(place))
      .slice(0, mostLogs);
    if (isOfAccount && mark?.['removed'] !== true) {
      kept.forEach(({ place }) => this.#given.add(place));
    }
    return kept.map(({ log }) => ({ ...log, ...mark }));
  }
}
