import { MaxUint256 } from 'ethers';

import type { Books, Position } from './books';
import { everybody, nameOf, people, pool, type Person } from './people';
import { abi, type PoolChain, type Read } from './pool-chain';
import type { World } from './world';

/** An open exit as the contract answers for it. */
export type ExpectedExit = Position & {
  readonly index: bigint;
  readonly exitedAssets: bigint;
  readonly leftShares: bigint;
  readonly totalAssets: bigint;
  readonly claimable: bigint;
  readonly status: 'queued' | 'exiting' | 'claimable' | 'dust';
};

/** An account as books and contract have it. */
export type ExpectedAccount = {
  readonly shares: bigint;
  readonly assets: bigint;
  readonly balance: bigint;
  readonly isBlocked: boolean;
  readonly deposited: bigint;
  readonly paidOut: bigint;
  readonly rewards: bigint;
  /** Exits that the account owns or receives, by ticket. */
  readonly exits: ReadonlyMap<bigint, ExpectedExit>;
};

/** Everything that the product is to find. */
export type Expected = {
  readonly accounts: ReadonlyMap<Person, ExpectedAccount>;
  /** What came into the vault for its members, less what it lost: consensus rewards, MEV, donations. */
  readonly profit: bigint;
};

/** Seconds between a request and its claim, by the pool's version. */
export const claimDelays: Readonly<Record<number, number>> = { 1: 24 * 3_600, 2: 15 * 3_600 };
const ofPool = (method: string, ...args: unknown[]): Read => ({ to: pool.address, abi: abi.v2, method, args });

/** Asks the contract for every open exit, with claims simulated as their receivers. */
async function readExits(chain: PoolChain, world: World, { positions }: Books): Promise<Map<bigint, ExpectedExit>> {
  const open = [...positions.values()];
  const indexOf = ({ ticket }: Position): bigint => world.indexes.get(ticket) ?? -1n;
  const argsOf = (position: Position): unknown[] => {
    const index = indexOf(position);
    return [position.ticket, position.requestedAt, index < 0n ? MaxUint256 : index];
  };
  const amounts = await chain.read(
    open.map((position) => ofPool('calculateExitedAssets', position.receiver, ...argsOf(position))),
  );
  const served = amounts.map((amount, position) => {
    const [left = 0n, exited = 0n, assets = 0n] = amount ?? [];
    if (left + exited !== open[position]?.shares) {
      throw new Error(
        `the contract has ${left + exited} shares for ticket ${open[position]?.ticket}, the books others`,
      );
    }
    return { leftShares: left > 1n ? left : 0n, assets };
  });
  const values = await chain.read(served.map(({ leftShares }) => ofPool('convertToAssets', leftShares)));
  const claims = await Promise.all(
    open.map(async (position, index) =>
      served[index]?.assets
        ? chain.call(position.receiver, abi.v2.encodeFunctionData('claimExitedAssets', argsOf(position)))
        : null,
    ),
  );
  return new Map(
    open.map((position, index) => {
      const { assets = 0n, leftShares = 0n } = served[index] ?? {};
      const totalAssets = assets + (values[index]?.[0] ?? 0n);
      const claim = claims[index] ?? null;
      // Version 1 answers with three values, later ones with none.
      const claimable = claim === null ? 0n : claim === '0x' ? assets : BigInt(`0x${claim.slice(2 + 128)}`);
      const isDue = world.block.timestamp >= position.requestedAt + (claimDelays[world.version] ?? NaN);
      if (assets > 0n && claimable > 0n !== (isDue && nameOf(position.receiver) !== 'refuser')) {
        throw new Error(`ticket ${position.ticket} can be claimed, or not, at an unexpected time`);
      }
      const status =
        claimable > 0n ? 'claimable' : assets > 0n ? 'exiting' : totalAssets > 0n ? 'queued' : ('dust' as const);
      const exit = { ...position, index: indexOf(position), exitedAssets: assets, leftShares, totalAssets };
      return [position.ticket, { ...exit, claimable, status }];
    }),
  );
}

/** What books and contract say of everybody in this world. */
export async function readExpected(chain: PoolChain, world: World, books: Books): Promise<Expected> {
  const sharesOf = (name: Person): bigint => world.shares.get(name) ?? 0n;
  const [exits, values, blocked, donations] = await Promise.all([
    readExits(chain, world, books),
    chain.read(everybody.map((name) => ofPool('convertToAssets', sharesOf(name)))),
    chain.read(everybody.map((name) => ofPool('blockedAccounts', people[name]))),
    chain.pendingDonations(),
  ]);
  const accounts = everybody.map((name, index): [Person, ExpectedAccount] => {
    const assets = values[index]?.[0] ?? 0n;
    const own = [...exits].filter(([, { owner, receiver }]) => nameOf(owner) === name || nameOf(receiver) === name);
    const exiting = own
      .filter(([, { owner }]) => nameOf(owner) === name)
      .reduce((sum, [, { totalAssets }]) => sum + totalAssets, 0n);
    const deposited = books.deposited.get(name) ?? 0n;
    const paidOut = books.paidOut.get(name) ?? 0n;
    return [
      name,
      {
        shares: sharesOf(name),
        assets,
        balance: world.balances.get(name) ?? 0n,
        isBlocked: blocked[index]?.[0] === 1n,
        deposited,
        paidOut,
        rewards: assets + exiting + paidOut - deposited,
        exits: new Map(own),
      },
    ];
  });
  const mev = books.mevSent - world.escrowBalance;
  return { accounts: new Map(accounts), profit: world.harvestedReward + mev + books.donated - donations };
}
