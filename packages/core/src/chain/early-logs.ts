import { toQuantity } from './block';
import type { Unknown } from './checks';
import type { Log } from './log';
import { kindOfLogError } from './log-errors';
import type { LogFilter } from './log-filter';
import { parseQuantity } from './numbers';
import type { Request } from './request';

/** What a question for logs says beside its last block. */
const keyOf = ({ address, topics }: LogFilter, fromBlock: unknown): string =>
  JSON.stringify([address, topics, fromBlock]);

/**
 * Logs that are asked for up to the newest block, before it is known which one that is. Once it is known, their answers
 * stand for those up to it. A node that is behind it leaves some out, as it may at any question: whoever reads them has
 * to prove them.
 */
export class EarlyLogs {
  readonly #request: Request;
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(request: Request) {
    this.#request = request;
  }

  /** Asks for the logs from a block on. */
  ask(filter: LogFilter, from: number): void {
    const { address, topics } = filter;
    const fromBlock = toQuantity(from);
    const answer = this.#request({
      method: 'eth_getLogs',
      params: [{ address, topics, fromBlock, toBlock: 'latest' }],
    });
    // A failure of it is told to who asks for the same logs again.
    answer.catch(() => undefined);
    this.#answers.set(keyOf(filter, fromBlock), answer);
  }

  /**
   * A request that takes the answers for those up to a block, each once: who asks again has to hear from the node anew. A
   * node that refuses so many logs, or old ones, refuses them here as well; after any other failure the node is asked.
   */
  upTo(block: number): Request {
    const last = toQuantity(block);
    return async (args) => {
      const [query] = args.params as [LogFilter & { fromBlock: unknown; toBlock: unknown }];
      const key = args.method === 'eth_getLogs' && query.toBlock === last ? keyOf(query, query.fromBlock) : '';
      const early = this.#answers.get(key);
      this.#answers.delete(key);
      const answer = await early?.catch((error: unknown) => {
        if (['refused', 'passing'].includes(kindOfLogError(error))) {
          return undefined;
        }
        throw error;
      });
      return Array.isArray(answer)
        ? (answer as Unknown<Log>[]).filter((log) => !(parseQuantity(log?.blockNumber) > block))
        : this.#request(args);
    };
  }
}
