import { toQuantity, type Block } from '../../../chain/block';
import { ReadBatch, type Answer } from '../../../chain/read-batch';
import { callNode, RevertError } from '../../../chain/request';
import type { Hex, Wei } from '../../../units';
import { vaultInterface } from '../vault/abi';
import type { PoolContext } from '../../../networks/context';
import { encodeClaim, type QueuedExit, type ExitTicket, type PlacedTicket } from './exit-queue';
import { sharesToAssets } from '../vault/share-maths';
import type { VaultState } from '../vault/state';

/** Where an exit stands, or is thought to stand. */
export type ExitPlace = Pick<PlacedTicket, 'ticket' | 'receiver' | 'requestedAt' | 'queueIndex'>;

/** Where an exit stood when it was last looked at: a guess of where it stands now. */
export type RememberedExit = ExitPlace & {
  /** A claim of it was simulated, and paid. */
  readonly isPaid: boolean;
};

/** Which claims to simulate, where not all of them. */
export type ClaimChoice = {
  /** The most, of the first exits that were given: the others count as not claimable yet. */
  readonly most: number;
  /** What claims were seen to pay, by ticket: one that has as much set aside pays it still. */
  readonly seen: ReadonlyMap<bigint, Wei>;
};

/** What the vault says of an exit with a queue index. */
type Amounts = { readonly left: bigint; readonly exited: bigint; readonly assets: Wei };

/** What came of a simulated claim: what it pays in wei, `null` where the answer does not tell, or why it is refused. */
type Claim = Wei | null | RevertError;

/** What was asked of an exit, at the index where it was thought to stand. */
type Asked = {
  readonly place: ExitPlace;
  readonly queueIndex: Answer<bigint>;
  readonly amounts: Answer<Amounts> | undefined;
  claim: Promise<Claim> | undefined;
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

function addAmounts(batch: ReadBatch, context: PoolContext, exit: ExitPlace): Answer<Amounts> {
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
async function simulateClaim(context: PoolContext, exit: ExitPlace, block: number | 'latest'): Promise<Claim> {
  const call = { from: exit.receiver, to: context.pool.address, data: encodeClaim(exit) };
  try {
    const answer = await callNode<Hex>(context.request, 'eth_call', [
      call,
      block === 'latest' ? block : toQuantity(block),
    ]);
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
  state: Pick<VaultState, 'totalAssets' | 'totalShares'>,
): QueuedExit {
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
 * Those three steps wait for each other, so all of it is asked at once of exits whose place can be guessed: they were looked
 * at before, or the pool's checkpoints show it. A guess counts only where the index that is read is the guessed one.
 */
export class ExitReader {
  readonly #context: PoolContext;
  readonly #asked = new Map<bigint, Asked>();
  readonly #newestClaims = new Map<bigint, Promise<Claim>>();

  constructor(context: PoolContext) {
    this.#context = context;
  }

  /** Adds to a batch all that is asked of exits where they are thought to stand; an index of -1 stands for none. */
  ask(batch: ReadBatch, places: readonly ExitPlace[]): void {
    for (const place of places) {
      const before = this.#asked.get(place.ticket);
      if (!before || !isSamePlace(before.place, place)) {
        this.#asked.set(place.ticket, {
          place,
          queueIndex: before?.queueIndex ?? addQueueIndex(batch, this.#context, place.ticket),
          amounts: place.queueIndex < 0n ? undefined : addAmounts(batch, this.#context, place),
          claim: undefined,
        });
      }
    }
  }

  /** The index of a ticket, of which a batch that has run was asked. */
  indexOf(ticket: bigint): bigint | undefined {
    return this.#asked.get(ticket)?.queueIndex.value();
  }

  /**
   * Simulates claims at the newest block, before it is known which one that is, of exits that paid at the last look. Nothing
   * proves the block of such an answer: where it pays as well, a claim pays at the blocks between.
   */
  simulateAtNewest(exits: readonly RememberedExit[]): void {
    for (const exit of exits.filter(({ isPaid, queueIndex }) => isPaid && queueIndex >= 0n)) {
      const claim = simulateClaim(this.#context, exit, 'latest');
      // What fails is asked again at the block.
      claim.catch(() => undefined);
      this.#newestClaims.set(exit.ticket, claim);
    }
  }

  /**
   * Takes the claims at the newest block that paid what the vault has set aside by the amounts that were read at the block;
   * where it has set nothing aside, a claim tells nothing.
   */
  async takeNewestClaims(): Promise<void> {
    await Promise.all(
      [...this.#asked].map(async ([ticket, asked]) => {
        const claim = await this.#newestClaims.get(ticket)?.catch(() => undefined);
        const assets = asked.amounts?.maybe()?.assets;
        if (assets === 0n || claim === null || (typeof claim === 'bigint' && claim === assets)) {
          asked.claim = Promise.resolve(claim ?? null);
        }
      }),
    );
  }

  /** Simulates at a block what claims are not known yet, of the exits that are thought to have an index. */
  async simulate(tickets: readonly ExitTicket[], { number }: Block): Promise<void> {
    await Promise.all(
      tickets.map(async ({ ticket }) => {
        const asked = this.#asked.get(ticket);
        if (asked?.amounts) {
          asked.claim ??= simulateClaim(this.#context, asked.place, number);
          // A guess that was wrong fails as it likes; a right one is asked again.
          await asked.claim.catch(() => {
            asked.claim = undefined;
          });
        }
      }),
    );
  }

  /**
   * Where the exits stand. Asks what was not asked, or in the wrong place.
   * @param tickets with the time of the request.
   * @param state at the block at which all else was read.
   */
  async read(
    tickets: readonly (ExitTicket & Pick<QueuedExit, 'requestedAt'>)[],
    state: ExitState,
    { most, seen }: ClaimChoice = everyClaim,
  ): Promise<QueuedExit[]> {
    const unknown = tickets.filter(({ ticket }) => !this.#asked.has(ticket));
    await this.#run(state.block, (batch) => {
      this.ask(
        batch,
        unknown.map((ticket) => ({ ...ticket, queueIndex: -1n })),
      );
    });
    const exits = tickets.map((ticket): PlacedTicket => ({
      ...ticket,
      queueIndex: this.indexOf(ticket.ticket) ?? -1n,
    }));
    await this.#run(state.block, (batch) => {
      this.ask(batch, exits);
    });
    let left = most;
    return Promise.all(
      exits.map(async (exit) => {
        const asked = this.#asked.get(exit.ticket);
        const amounts = asked?.amounts?.value();
        if (!amounts || amounts.assets === 0n || seen.get(exit.ticket) === amounts.assets) {
          return toExit(exit, amounts, null, state);
        }
        left -= asked?.claim ? 0 : 1;
        const claim = asked?.claim ?? (left < 0 ? 0n : simulateClaim(this.#context, exit, state.block.number));
        return toExit(exit, amounts, await claim, state);
      }),
    );
  }

  async #run(block: Block, add: (batch: ReadBatch) => void): Promise<void> {
    const batch = new ReadBatch(this.#context.network.multicall3);
    add(batch);
    await batch.run(this.#context.request, block);
  }
}

const everyClaim: ClaimChoice = { most: Infinity, seen: new Map() };

type ExitState = Pick<VaultState, 'block' | 'totalAssets' | 'totalShares'>;

function isSamePlace(guess: ExitPlace, exit: ExitPlace): boolean {
  return (
    guess.receiver.toLowerCase() === exit.receiver.toLowerCase() &&
    guess.requestedAt === exit.requestedAt &&
    guess.queueIndex === exit.queueIndex
  );
}
