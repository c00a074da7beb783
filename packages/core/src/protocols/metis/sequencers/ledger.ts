import type { Log } from '../../../chain/logs';
import { isSameAddress, zeroAddress, type Address, type Wei } from '../../../units';
import { batchKey, type BatchShares } from './batches';
import { decodeLockingEvent, type LockingEvent } from './events';
import type { Sequencer, SequencerPoolState } from './state';

/** What became of a sequencer's METIS since it was locked. In wei; `earned` = reward + compounded + bridged. */
export type SequencerSums = {
  /** Paid in from outside, and paid back: withdrawals and the stake at the end. */
  readonly paidIn: Wei;
  readonly paidBack: Wei;
  /** By the blocks that its signers made. */
  readonly earned: Wei;
  /** Rewards that were put to the stake, and those that went to the L2. */
  readonly compounded: Wei;
  readonly bridged: Wei;
};

/** A sequencer as logs and the calldata of batches tell it. */
export type SequencerBook = Sequencer & SequencerSums;

/** One movement of a sequencer's METIS, under the owner of the time. */
export type Movement = {
  readonly kind:
    | 'locked'
    | 'relocked'
    | 'compounded'
    | 'withdrawn'
    | 'earned'
    | 'bridged'
    | 'exit-begun'
    | 'claimed'
    /** Handed on: with the stake and the reward as they were. */
    | 'handed-over';
  readonly id: bigint;
  readonly amount: Wei;
  readonly owner: Address;
  /** Who gets a sequencer that is handed on; else `null`. */
  readonly to: Address | null;
  readonly log: Log;
};

/** What a pool's logs come to. */
export type LockingLedger = {
  readonly sequencers: readonly SequencerBook[];
  readonly totalLocked: Wei;
  readonly totalRewardsLiquidated: Wei;
  /** The newest batch; the first is 1, before any rewards. */
  readonly batch: bigint;
  readonly movements: readonly Movement[];
  /** Rewards of batches whose calldata is not known, or does not explain the sum that was paid for them. */
  readonly unexplained: Wei;
  /** A log does not go on from the ones before it: by its nonce, its batch, or what it says is locked. */
  readonly isTorn: boolean;
  /** Changes of an owner other than by a lock: no log tells who it was before. */
  readonly ownerChanges: readonly { readonly owner: Address; readonly log: Log }[];
};

type Book = { -readonly [Field in keyof SequencerBook]: SequencerBook[Field] };

/** Builds a ledger, log by log. */
class LedgerBuilder {
  readonly books = new Map<bigint, Book>();
  readonly #bySigner = new Map<string, bigint>();
  readonly movements: Movement[] = [];
  /** METIS that came to LockingInfo in the transaction under way, until an event says what for. */
  #incoming: { readonly hash: string; readonly from: Address; readonly amount: Wei }[] = [];
  totalLocked = 0n;
  totalRewardsLiquidated = 0n;
  batch = 1n;
  unexplained = 0n;
  isTorn = false;
  readonly ownerChanges: { readonly owner: Address; readonly log: Log }[] = [];

  constructor(readonly shares: BatchShares) {}

  take(log: Log): void {
    const event = decodeLockingEvent(log);
    if (event) {
      this.#takeEvent(event, log);
    }
  }

  #takeEvent(event: LockingEvent, log: Log): void {
    if (event.name === 'Transfer') {
      const { from, amount } = event;
      this.#incoming = this.#incoming.filter(({ hash }) => hash === log.transactionHash);
      this.#incoming.push({ hash: log.transactionHash, from, amount });
      return;
    }
    if (event.name === 'DistributeReward') {
      this.#distribute(event, log);
      return;
    }
    if (event.name === 'Locked') {
      this.#lock(event, log);
      return;
    }
    const book = this.books.get(event.id);
    if (!book) {
      this.isTorn = true;
      return;
    }
    switch (event.name) {
      case 'SequencerOwnerChanged':
        this.#nameOwner(book, event.account, log);
        return;
      case 'SequencerRewardRecipientChanged':
        book.rewardRecipient = event.account;
        return;
      case 'Relocked':
        this.#relock(book, event.amount, event.total, log);
        return;
      case 'Withdraw':
        book.amount -= event.amount;
        book.paidBack += event.amount;
        book.updatedBatch = this.batch;
        this.totalLocked -= event.amount;
        this.#move('withdrawn', book, event.amount, log);
        return;
      case 'LockUpdate':
        this.#require(event.amount === book.amount);
        this.#count(book, event.nonce);
        return;
      case 'ClaimRewards':
        book.reward -= event.amount;
        book.bridged += event.amount;
        this.totalRewardsLiquidated += event.amount;
        if (event.amount > 0n) {
          this.#move('bridged', book, event.amount, log);
        }
        return;
      case 'UnlockInit':
        book.status = 'inactive';
        this.#count(book, event.nonce);
        book.deactivationBatch = event.batch;
        book.deactivationTime = Number(event.time);
        book.unlockClaimTime = Number(event.claimTime);
        this.#move('exit-begun', book, book.amount, log);
        return;
      case 'Unlocked':
        this.#require(event.amount === book.amount);
        this.#lockedNow(-event.amount, event.total);
        book.status = 'unlocked';
        book.paidBack += event.amount;
        book.amount = 0n;
        // No event tells the nonce of a claim: it is one more.
        book.nonce += 1n;
        this.#move('claimed', book, event.amount, log);
        return;
      case 'SignerChange':
        book.signer = event.newSigner;
        this.#count(book, event.nonce);
        book.updatedBatch = this.batch;
        this.#bySigner.set(event.newSigner, event.id);
    }
  }

  #move(kind: Movement['kind'], { id, owner }: Book, amount: Wei, log: Log, to: Address | null = null): void {
    this.movements.push({ kind, id, amount, owner, to, log });
  }

  #require(isSo: boolean): void {
    this.isTorn ||= !isSo;
  }

  /** Each change but rewards, recipients and owners raises the nonce by one. */
  #count(book: Book, nonce: bigint): void {
    this.#require(nonce === book.nonce + 1n);
    book.nonce = nonce;
  }

  /** What is locked in all after a change. */
  #lockedNow(change: Wei, total: Wei): void {
    this.#require(total === this.totalLocked + change);
    this.totalLocked = total;
  }

  /** A lock tells its owner by the event of a change, in its own transaction. */
  #nameOwner(book: Book, owner: Address, log: Log): void {
    if (book.owner !== zeroAddress) {
      this.ownerChanges.push({ owner: book.owner, log });
      if (!isSameAddress(book.owner, owner)) {
        this.#move('handed-over', book, book.amount + book.reward, log, owner);
      }
    } else {
      const at = this.movements.findLastIndex(({ id }) => id === book.id);
      const locked = this.movements[at];
      this.#require(locked?.kind === 'locked' && locked.log.transactionHash === log.transactionHash);
      this.movements[at] = { ...(locked as Movement), owner };
    }
    book.owner = owner;
  }

  #lock(event: Extract<LockingEvent, { name: 'Locked' }>, log: Log): void {
    const { id, signer, batch, nonce, amount, total } = event;
    const book: Book = {
      ...{ id, signer, nonce, amount },
      reward: 0n,
      activationBatch: batch,
      updatedBatch: batch,
      deactivationBatch: 0n,
      deactivationTime: 0,
      unlockClaimTime: 0,
      owner: zeroAddress,
      rewardRecipient: zeroAddress,
      status: 'active',
      paidIn: amount,
      paidBack: 0n,
      earned: 0n,
      compounded: 0n,
      bridged: 0n,
    };
    this.#require(batch === this.batch);
    this.books.set(id, book);
    this.#bySigner.set(signer, id);
    this.#lockedNow(amount, total);
    this.#move('locked', book, amount, log);
  }

  /**
   * What was paid in is the transfer of METIS before it in the same transaction, which is there for nothing as well; the rest
   * is compounded reward.
   */
  #relock(book: Book, amount: Wei, total: Wei, log: Log): void {
    const at = this.#incoming.findLastIndex(
      ({ hash, from }) => hash === log.transactionHash && isSameAddress(from, book.owner),
    );
    const [transfer] = at < 0 ? [] : this.#incoming.splice(at, 1);
    this.#require(transfer !== undefined && transfer.amount <= amount);
    const paidIn = transfer && transfer.amount <= amount ? transfer.amount : 0n;
    const compounded = amount - paidIn;
    book.paidIn += paidIn;
    book.compounded += compounded;
    book.reward -= compounded;
    book.amount += amount;
    this.#lockedNow(amount, total);
    if (paidIn > 0n) {
      this.#move('relocked', book, paidIn, log);
    }
    if (compounded > 0n) {
      this.#move('compounded', book, compounded, log);
    }
  }

  #distribute(event: Extract<LockingEvent, { name: 'DistributeReward' }>, log: Log): void {
    const { batch, amount, rewardPerBlock } = event;
    this.#require(batch === this.batch + 1n);
    this.batch = batch;
    const shares = this.shares.get(batchKey(log.transactionHash, batch)) ?? [];
    const books = shares.map(({ signer }) => this.books.get(this.#bySigner.get(signer) ?? 0n));
    const sum = shares.reduce((blocks, share) => blocks + share.blocks, 0n) * rewardPerBlock;
    if (sum !== amount || books.includes(undefined)) {
      this.unexplained += amount;
      return;
    }
    shares.forEach(({ blocks }, index) => {
      const book = books[index] as Book;
      const reward = blocks * rewardPerBlock;
      book.reward += reward;
      book.earned += reward;
      if (reward > 0n) {
        this.#move('earned', book, reward, log);
      }
    });
  }
}

/**
 * Keeps the books of all sequencers by the pool's logs in the order of the chain and the calldata of its batches.
 * Exact: rewards are blocks times the reward of the batch, without a division. Source: the real contracts, fact 7 to 11 of
 * their recorded lives.
 */
export function keepLedger(logs: readonly Log[], shares: BatchShares): LockingLedger {
  const builder = new LedgerBuilder(shares);
  logs.forEach((log) => {
    builder.take(log);
  });
  const { books, totalLocked, totalRewardsLiquidated, batch, movements, unexplained, isTorn, ownerChanges } = builder;
  const totals = { totalLocked, totalRewardsLiquidated, batch, unexplained };
  return { sequencers: [...books.values()], ...totals, movements, isTorn, ownerChanges };
}

/** What the logs of a sequencer have to agree in with the chain, whether or not the calldata of batches is there. */
const proving = ['amount', 'nonce', 'status', 'updatedBatch', 'unlockClaimTime'] as const satisfies (keyof Sequencer)[];

/**
 * Whether a ledger has all that happened to the pool up to its state: batches and nonces in one row (each change but rewards
 * and owners raises one), amounts that go on from each other, and in the end every sequencer and the totals as they are.
 */
export function explainsPool(ledger: LockingLedger, state: SequencerPoolState): boolean {
  const { sequencers, totalLocked, totalRewardsLiquidated, batch } = state;
  const same = (book: SequencerBook, index: number): boolean => {
    const sequencer = sequencers[index];
    return (
      sequencer?.id === book.id &&
      isSameAddress(sequencer.owner, book.owner) &&
      proving.every((field) => sequencer[field] === book[field])
    );
  };
  return (
    !ledger.isTorn &&
    ledger.sequencers.length === sequencers.length &&
    ledger.sequencers.every(same) &&
    ledger.totalLocked === totalLocked &&
    ledger.totalRewardsLiquidated === totalRewardsLiquidated &&
    ledger.batch === batch.id
  );
}

/** What a sequencer earned by what is left of it: needs no calldata. In wei. */
export function earnedBy(reward: Wei, { compounded, bridged }: Pick<SequencerSums, 'compounded' | 'bridged'>): Wei {
  return reward + compounded + bridged;
}
