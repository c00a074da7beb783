import { ChainClient, type Receipt } from '../../src/operator/chain-client';
import { poolInterface } from '../../src/operator/protocol';
import type { Anvil } from '../../src/anvil';

export const ETH = 10n ** 18n;
export const ZERO_ADDRESS = `0x${'00'.repeat(20)}`;

/** What identifies an exit request beside its receiver; the time is in seconds. */
export type ExitRequest = { readonly ticket: bigint; readonly timestamp: number };

/** Shares left to pay (`null` while it waits) and wei ready to be claimed. */
export type Position = { readonly index: bigint; readonly left: bigint | null; readonly assets: bigint };

/** A member's view of a pool: reads, deposits, exits. */
export class PoolUser {
  readonly chain: ChainClient;

  constructor(
    anvil: Pick<Anvil, 'request'>,
    readonly pool: string,
  ) {
    this.chain = new ChainClient((method, params) => anvil.request(method, params));
  }

  async read<T>(name: string, ...args: readonly unknown[]): Promise<T> {
    return (await this.chain.read(this.pool, poolInterface, name, args))[0] as T;
  }

  send(from: string, name: string, args: readonly unknown[], value = 0n): Promise<Receipt> {
    const data = poolInterface.encodeFunctionData(name, args);
    return this.chain.send({ from, to: this.pool, data, value }, poolInterface);
  }

  deposit(from: string, value: bigint): Promise<Receipt> {
    return this.send(from, 'deposit', [from, ZERO_ADDRESS], value);
  }

  /** Where an exit request stands; index -1: nothing of it was paid yet. */
  async position(receiver: string, { ticket, timestamp }: ExitRequest): Promise<Position> {
    const index = await this.read<bigint>('getExitQueueIndex', ticket);
    if (index < 0n) {
      return { index, left: null, assets: 0n };
    }
    const args = [receiver, ticket, timestamp, index];
    const answer = await this.chain.read(this.pool, poolInterface, 'calculateExitedAssets', args);
    return { index, left: answer[0] as bigint, assets: answer[2] as bigint };
  }

  /** Sends all of a member's shares to the exit queue and returns the position's ticket and time. */
  async exitAll(from: string): Promise<ExitRequest> {
    const { logs } = await this.send(from, 'enterExitQueue', [await this.read('getShares', from), from]);
    const entered = logs.map((log) => poolInterface.parseLog(log)).find((log) => log?.name === 'ExitQueueEntered');
    const { timestamp } = await this.chain.latestBlock();
    return { ticket: entered?.args['positionTicket'] as bigint, timestamp };
  }
}

/** Asks until the answer fits; the test's own time limit ends a wait that is in vain. */
export async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (fits(answer)) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
