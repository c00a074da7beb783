import { Attempts } from './attempts';
import { Books, count, noMoney, type Tally } from './books';
import { Differences } from './differences';
import { readExpected } from './expected';
import { everybody, type Person } from './people';
import type { PoolChain } from './pool-chain';
import { compareProduct, textStore, type Found } from './product';
import type { Action, Block, LifePlan, Quiet, Scene } from './scenes';
import { readWorld, worth, type Reports, type World } from './world';

/** Blocks from one look at everybody to the next. */
const lookEvery = 5;

/** Why a life failed, with what had happened until then. */
export class LifeError extends Error {
  override readonly name = 'LifeError';

  constructor(
    readonly story: readonly string[],
    /** Actions until then. */
    readonly steps: number,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const firstValidator: readonly Action[] = [
  { kind: 'stake', who: 'alice', amount: 40n * 10n ** 18n, how: 'deposit', receiver: 'alice' },
  { kind: 'validator' },
];

/** One life of the pool: everything that happens in it, and the looks at it. */
export class Life {
  readonly #story: string[] = [];
  readonly #reports: Reports = new Map();
  readonly #store = textStore();
  #books = new Books();
  #world: World;
  #sinceLook = 0;
  #steps = 0;

  private constructor(
    readonly chain: PoolChain,
    readonly tally: Tally,
    world: World,
  ) {
    this.#world = world;
  }

  /**
   * Lives it from the chain's beginning.
   * @throws LifeError as soon as product, contract and books do not agree.
   */
  static async live(chain: PoolChain, plan: LifePlan, tally: Tally): Promise<void> {
    await chain.reset();
    const life = new Life(chain, tally, await readWorld(chain, new Books()));
    try {
      const start: readonly Scene[] = plan.isRunning ? [{ kind: 'block', wait: 12, actions: firstValidator }] : [];
      for (const scene of [...plan.early, ...start, ...plan.scenes]) {
        await life.#play(scene);
      }
      await life.#end();
    } catch (error) {
      throw new LifeError(life.#story, life.#steps, error);
    }
  }

  async #play(scene: Scene): Promise<void> {
    if (scene.kind !== 'fork') {
      await (scene.kind === 'block' ? this.#mine(scene) : this.#rest(scene));
      this.#sinceLook += 1;
      if (this.#sinceLook >= lookEvery) {
        await this.#look();
      }
      return;
    }
    const [snapshot, books, world] = [await this.chain.snapshot(), this.#books.copy(), this.#world];
    this.#story.push('The chain forks:');
    for (const each of scene.scenes) {
      await this.#play(each);
    }
    await this.#look();
    await this.chain.revert(snapshot);
    this.#books = books;
    this.#world = world;
    count(this.tally, 'forks');
    this.#story.push('The fork is forgotten.');
  }

  async #mine({ wait, actions }: Block): Promise<void> {
    const before = this.#world;
    this.#steps += actions.length;
    const attempts = new Attempts(this.chain, before, this.#books, this.#reports);
    const planned = actions.map((action) => attempts.of(action));
    const timestamp = Math.max(before.block.timestamp + wait, ...planned.map(({ notBefore = 0 }) => notBefore));
    for (const { grant } of planned) {
      if (grant && grant.amount > 0n) {
        await this.chain.grant(grant.account, grant.amount);
      }
    }
    const sendings = planned.flatMap((attempt) => attempt.sendings);
    const receipts = await this.chain.mine(timestamp, sendings);
    const moved = noMoney();
    let next = 0;
    this.#story.push(`Block ${before.block.number + 1}, ${timestamp - before.block.timestamp} s later:`);
    for (const { words, sendings: own, mev = 0n } of planned) {
      const outcomes = own.map((sending) => {
        const receipt = receipts[next];
        next += 1;
        if (!receipt) {
          throw new Error('a transaction has no receipt');
        }
        for (const [name, amount] of this.#books.enter(sending.from, sending.value, receipt, timestamp, this.tally)) {
          moved.set(name, (moved.get(name) ?? 0n) + amount);
        }
        return receipt.status === '0x1';
      });
      this.#books.mevSent += mev;
      this.#story.push(`  ${words}${outcomes.includes(false) ? ' - reverted' : ''}`);
    }
    this.#world = await readWorld(this.chain, this.#books);
    // Roundings take a wei, or what a share is worth, from each who takes part.
    const price = worth(10n ** 18n, this.#world) / 10n ** 18n + 1n;
    this.#books.lost += BigInt(actions.length) * 4n * price;
    this.#measure(before, moved);
  }

  /** What accounts were paid, and paid, must be what their balances show. */
  #measure(before: World, moved: ReadonlyMap<Person, bigint>): void {
    const differences = new Differences();
    for (const name of everybody.filter((each) => each !== 'pool')) {
      const measured = (this.#world.balances.get(name) ?? 0n) - (before.balances.get(name) ?? 0n);
      differences.compare(`${name}, ETH by transactions against ETH measured`, moved.get(name), measured);
    }
    differences.throwIfAny(`Block ${this.#world.block.number}:`);
  }

  async #rest({ hours, blocks }: Quiet): Promise<void> {
    await this.chain.mineEmpty(blocks, hours * 3_600);
    this.#story.push(`${blocks} empty blocks, ${hours} hours.`);
    this.#world = await readWorld(this.chain, this.#books);
  }

  async #look(isFinal = false): Promise<Found> {
    this.#sinceLook = 0;
    const world = this.#world;
    const expected = await readExpected(this.chain, world, this.#books);
    this.#books.rewards.set(
      world.block.number,
      new Map([...expected.accounts].map(([name, { rewards }]) => [name, rewards])),
    );
    return compareProduct(this.chain, world, this.#books, expected, { isFinal, store: this.#store });
  }

  /** A last look; where a report waits, it is harvested, and must bring what was foretold. */
  async #end(): Promise<void> {
    const before = await this.#look(true);
    if (!this.#world.canHarvest) {
      return;
    }
    await this.#mine({ kind: 'block', wait: 12, actions: [{ kind: 'harvest', report: 'newest' }] });
    const after = await this.#look();
    const differences = new Differences();
    for (const [name, { lifetimeRewards, pendingRewards }] of before) {
      const foretold = lifetimeRewards === null || pendingRewards === null ? null : lifetimeRewards + pendingRewards;
      differences.compare(`${name}, rewards foretold for the harvest`, foretold, after.get(name)?.lifetimeRewards);
    }
    differences.throwIfAny(`After the harvest in block ${this.#world.block.number}:`);
  }
}
