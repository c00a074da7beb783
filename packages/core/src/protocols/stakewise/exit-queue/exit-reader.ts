import { toQuantity, type Block } from '../../../chain/block';
import { ReadBatch, type Answer } from '../../../chain/read-batch';
import { callNode, RevertError } from '../../../chain/request';
import type { Hex, Wei } from '../../../units';
import { vaultInterface } from '../vault/abi';
import type { PoolContext } from '../../../networks/context';
import { encodeClaim, type Exit, type ExitTicket, type PlacedTicket } from './exit-queue';
import { sharesToAssets } from '../vault/share-maths';
import type { PoolState } from '../vault/state';

/** Where an exit stood when it was last looked at: a guess of where it stands now. */
export type RememberedExit = Pick<PlacedTicket, 'ticket' | 'receiver' | 'requestedAt' | 'queueIndex'>;

/** What the vault says of an exit with a queue index. */
type Amounts = { readonly left: bigint; readonly exited: bigint; readonly assets: Wei };

/** What came of a simulated claim: what it pays in wei, `null` where the answer does not tell, or why it is refused. */
type Claim = Wei | null | RevertError;

/** A remembered exit and what was asked of it, at the remembered index where there was one. */
type Guess = {
  readonly exit: RememberedExit;
  readonly queueIndex: Answer<bigint>;
  readonly amounts: Answer<Amounts> | undefined;
  claim: Claim | undefined;
};

/** Adds the queue index of a ticket to a batch; -1 while nothing of it was processed. */
export function addQueueIndex(batch: ReadBatch, context: PoolContext, ticket: bigint): Answer<bigint> {
  return batch.add(
    context.pool.address,
    vaultInterface,
    'getExitQueueIndex',
    [ticket],
    (result) => result[0] as bigint,
  );
}

function addAmounts(batch: ReadBatch, context: PoolContext, exit: RememberedExit): Answer<Amounts> {
  return batch.add(
    context.pool.address,
    vaultInterface,
    'calculateExitedAssets',
    [exit.receiver, exit.ticket, exit.requestedAt, exit.queueIndex],
    (result) => ({ left: result[0] as bigint, exited: result[1] as bigint, assets: result[2] as bigint }),
  );
}

/**
 * Simulates a claim as its receiver. Version 1 returns (new ticket, shares, assets) and answers a claim that pays nothing
 * without a revert; later versions return nothing and revert.
 */
async function simulateClaim(context: PoolContext, exit: RememberedExit, block: number): Promise<Claim> {
  const call = { from: exit.receiver, to: context.pool.address, data: encodeClaim(exit) };
  try {
    const answer = await callNode<Hex>(context.request, 'eth_call', [call, toQuantity(block)]);
    const words = 3;
    return answer.length === 2 + words * 64 ? BigInt(`0x${answer.slice(2 + 2 * 64)}`) : null;
  } catch (error) {
    if (error instanceof RevertError) {
      return error;
    }
    throw error;
  }
}

/** An exit from all that was read of it. */
function toExit(
  exit: PlacedTicket,
  amounts: Amounts | undefined,
  claim: Claim,
  state: Pick<PoolState, 'totalAssets' | 'totalShares'>,
): Exit {
  // A vault that never processed the ticket answers as if one share were gone; the index tells the truth.
  const left = amounts?.left ?? exit.shares;
  const exitedAssets = amounts?.assets ?? 0n;
  const leftShares = left > 1n ? left : 0n;
  const base = {
    ...exit,
    isKnown: amounts === undefined || amounts.left + amounts.exited > 0n,
    leftShares,
    exitedAssets,
    totalAssets: exitedAssets + sharesToAssets(leftShares, state),
    claimableAssets: 0n,
    needsReport: false,
    claimRevert: null,
  };
  if (exitedAssets === 0n) {
    // Nothing was set aside: what remains is worth nothing, or it waits.
    return { ...base, status: base.totalAssets === 0n ? 'dust' : 'queued' };
  }
  if (claim instanceof RevertError) {
    return { ...base, status: 'exiting', claimRevert: claim.data };
  }
  const pays = claim ?? exitedAssets;
  return pays === 0n ? { ...base, status: 'exiting' } : { ...base, status: 'claimable', claimableAssets: pays };
}

/**
 * Reads where the open exits of an account stand at a block: queue index, then amounts, then simulated claims. `left` of
 * 0 or 1 alone does not mean done: a claim needs an index and assets above 0.
 *
 * Those three steps wait for each other, so exits that were looked at before are asked in one, beside all else. A guess
 * counts only where the index that is read now is the remembered one.
 */
export class ExitReader {
  readonly #context: PoolContext;
  readonly #block: Block;
  readonly #guesses: ReadonlyMap<bigint, Guess>;
  readonly #places = new Map<bigint, bigint>();

  /** @param batch runs at the block, beside {@link simulateGuesses}, before anything else is asked of the reader. */
  constructor(context: PoolContext, block: Block, batch: ReadBatch, remembered: readonly RememberedExit[]) {
    this.#context = context;
    this.#block = block;
    this.#guesses = new Map(
      remembered.map((exit) => [
        exit.ticket,
        {
          exit,
          queueIndex: addQueueIndex(batch, context, exit.ticket),
          amounts: exit.queueIndex < 0n ? undefined : addAmounts(batch, context, exit),
          claim: undefined,
        },
      ]),
    );
  }

  /** Simulates the claims of remembered exits that had an index. */
  async simulateGuesses(): Promise<void> {
    await Promise.all(
      [...this.#guesses.values()].map(async (guess) => {
        if (guess.amounts) {
          guess.claim = await simulateClaim(this.#context, guess.exit, this.#block.number);
        }
      }),
    );
  }

  /** Reads the queue indexes of the tickets that were not remembered. */
  async readPlaces(tickets: readonly ExitTicket[]): Promise<void> {
    const batch = new ReadBatch(this.#context.network.multicall3);
    const asked = new Map<bigint, Answer<bigint>>();
    for (const { ticket } of tickets) {
      const guess = this.#guesses.get(ticket);
      asked.set(ticket, guess?.queueIndex ?? addQueueIndex(batch, this.#context, ticket));
    }
    await batch.run(this.#context.request, this.#block);
    for (const [ticket, place] of asked) {
      this.#places.set(ticket, place.value());
    }
  }

  /**
   * Where the exits stand.
   * @param tickets with their places read, and the time of the request.
   * @param state at the same block.
   */
  async read(
    tickets: readonly (ExitTicket & Pick<Exit, 'requestedAt'>)[],
    state: Pick<PoolState, 'totalAssets' | 'totalShares'>,
  ): Promise<Exit[]> {
    const batch = new ReadBatch(this.#context.network.multicall3);
    const asked = tickets.map((ticket) => {
      const exit: PlacedTicket = { ...ticket, queueIndex: this.#places.get(ticket.ticket) ?? -1n };
      const guess = this.#guesses.get(exit.ticket);
      if (guess && isSameExit(guess.exit, exit)) {
        return { exit, amounts: guess.amounts, claim: guess.claim };
      }
      const amounts = exit.queueIndex < 0n ? undefined : addAmounts(batch, this.#context, exit);
      return { exit, amounts, claim: undefined };
    });
    await batch.run(this.#context.request, this.#block);
    return Promise.all(
      asked.map(async ({ exit, amounts, claim }) => {
        const read = amounts?.value();
        const isFunded = read !== undefined && read.assets > 0n;
        const outcome =
          isFunded && claim === undefined ? await simulateClaim(this.#context, exit, this.#block.number) : claim;
        return toExit(exit, read, outcome ?? null, state);
      }),
    );
  }
}

function isSameExit(guess: RememberedExit, exit: RememberedExit): boolean {
  return (
    guess.receiver.toLowerCase() === exit.receiver.toLowerCase() &&
    guess.requestedAt === exit.requestedAt &&
    guess.queueIndex === exit.queueIndex
  );
}
