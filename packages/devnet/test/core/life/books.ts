import { abi, type Receipt } from './pool-chain';
import { everybody, nameOf, type Person } from './people';

/** An exit request that is open or was one, as its transactions tell. */
export type Position = {
  readonly ticket: bigint;
  readonly shares: bigint;
  readonly owner: string;
  readonly receiver: string;
  readonly requestedAt: number;
};

/** What can happen, counted to see that it did. */
export const happenings = [
  'stakes',
  'stakes for another',
  'exit requests',
  'claims in full',
  'claims in part',
  'redemptions',
  'ejections',
  'harvests',
  'penalties',
  'fees',
  'donations',
  'reverted transactions',
  'forks',
] as const;
export type Happening = (typeof happenings)[number] | 'upgrades';
export type Tally = Map<Happening, number>;

/** Adds to a count. */
export function count(tally: Tally, what: Happening, times = 1): void {
  tally.set(what, (tally.get(what) ?? 0) + times);
}

/** Wei by account. */
export type Money = Map<Person, bigint>;

export const noMoney = (): Money => new Map(everybody.map((name) => [name, 0n]));

function add(money: Money, address: string, amount: bigint): void {
  const name = nameOf(address) as Person;
  const before = money.get(name);
  if (before === undefined) {
    throw new Error(`${address} takes part although nobody knows it`);
  }
  money.set(name, before + amount);
}

/**
 * Everybody's account with the pool, kept transaction by transaction: ETH that was put in and paid out, and the open exits.
 * It knows nothing of the product: logs are decoded with the contracts' own interface, and what they say was paid is
 * to be measured against balances.
 */
export class Books {
  // The security deposit is the pool's own.
  readonly deposited = noMoney().set('pool', 10n ** 9n);
  readonly paidOut = noMoney();
  /** Open exits by their present ticket. */
  readonly positions = new Map<bigint, Position>();
  /** Exits that were paid in full. */
  readonly settled: Position[] = [];
  /** Everybody's rewards at the ends of blocks, as they were found to be. */
  readonly rewards = new Map<number, ReadonlyMap<Person, bigint>>();
  mevSent = 0n;
  donated = 0n;
  /** Wei that roundings may have taken from the members so far. */
  lost = 0n;

  /** Books that go on from here without changing these. */
  copy(): Books {
    const copy = new Books();
    this.deposited.forEach((amount, name) => copy.deposited.set(name, amount));
    this.paidOut.forEach((amount, name) => copy.paidOut.set(name, amount));
    this.positions.forEach((position, ticket) => copy.positions.set(ticket, position));
    this.rewards.forEach((rewards, block) => copy.rewards.set(block, rewards));
    copy.settled.push(...this.settled);
    return Object.assign(copy, { mevSent: this.mevSent, donated: this.donated, lost: this.lost });
  }

  /** Enters a transaction, and returns what it moved: what each account was paid, less what it sent along. */
  enter(from: string, value: bigint, receipt: Receipt, timestamp: number, tally: Tally): Money {
    const moved = noMoney();
    if (receipt.status !== '0x1') {
      count(tally, 'reverted transactions');
      return moved;
    }
    add(moved, from, -value);
    for (const log of receipt.logs) {
      const raw = { topics: [...log.topics], data: log.data };
      const event = abi.v2.parseLog(raw) ?? abi.keeper.parseLog(raw);
      const args: unknown = event?.args;
      switch (event?.name) {
        case 'Deposited': {
          const [caller, receiver] = args as [string, string];
          add(this.deposited, receiver, value);
          count(tally, caller === receiver ? 'stakes' : 'stakes for another');
          break;
        }
        case 'Redeemed': {
          const [owner, receiver, assets] = args as [string, string, bigint];
          add(this.paidOut, owner, assets);
          add(moved, receiver, assets);
          count(tally, 'redemptions');
          break;
        }
        case 'ExitQueueEntered': {
          const [owner, receiver, ticket, shares] = args as [string, string, bigint, bigint];
          this.positions.set(ticket, { ticket, shares, owner, receiver, requestedAt: timestamp });
          count(tally, 'exit requests');
          break;
        }
        case 'ExitedAssetsClaimed': {
          const [receiver, ticket, next, assets] = args as [string, bigint, bigint, bigint];
          this.#claim(receiver, ticket, next, assets);
          add(moved, receiver, assets);
          count(tally, next === 0n ? 'claims in full' : 'claims in part');
          break;
        }
        case 'AssetsDonated':
          this.donated += value;
          count(tally, 'donations');
          break;
        case 'UserEjected':
          count(tally, 'ejections');
          break;
        case 'FeeSharesMinted':
          count(tally, 'fees');
          break;
        case 'Upgraded':
          count(tally, 'upgrades');
          break;
        case 'Harvested': {
          const [, , delta] = args as [string, string, bigint];
          count(tally, 'harvests');
          count(tally, 'penalties', delta < 0n ? 1 : 0);
          break;
        }
        default:
      }
    }
    return moved;
  }

  #claim(receiver: string, ticket: bigint, next: bigint, assets: bigint): void {
    const position = this.positions.get(ticket);
    if (position?.receiver !== receiver) {
      throw new Error(`${nameOf(receiver)} was paid for ticket ${ticket}, which is not open for it`);
    }
    add(this.paidOut, position.owner, assets);
    this.positions.delete(ticket);
    if (next === 0n) {
      this.settled.push(position);
    } else {
      this.positions.set(next, { ...position, ticket: next, shares: position.shares - (next - ticket) });
    }
  }
}
