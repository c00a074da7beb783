import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { loadArtifact } from '../../src/contracts/artifacts';
import { ETH, HOUR, Rig, addresses, people } from './rig';
import type { LoggedEvent } from './rig';
import { slotOf } from './storage';

const { alice, bob, carol, stranger, feeRecipient } = people;
const members = [alice, bob, carol];
const PRICE_SCALE = ETH;

type Position = { ticket: bigint; readonly timestamp: number; readonly receiver: string; shares: bigint };

type Action =
  | { readonly kind: 'deposit'; readonly who: number; readonly amount: bigint }
  | { readonly kind: 'exit'; readonly who: number; readonly percent: number }
  | { readonly kind: 'report'; readonly reward: bigint; readonly harvest: boolean }
  | { readonly kind: 'mev' | 'return' | 'donate'; readonly amount: bigint }
  | { readonly kind: 'claim' };

const amount = (max: bigint) => fc.bigInt({ min: 1n, max });
const who = fc.nat({ max: members.length - 1 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('deposit' as const), who, amount: amount(10n * ETH) }),
  fc.record({ kind: fc.constant('exit' as const), who, percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    kind: fc.constant('report' as const),
    reward: fc.bigInt({ min: -ETH / 2n, max: ETH }),
    harvest: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('mev' as const, 'return' as const, 'donate' as const), amount: amount(ETH) }),
  fc.record({ kind: fc.constant('claim' as const) }),
);

/** A life of the pool, with books kept from its events alone. */
class Life {
  readonly #rig: Rig;
  readonly #positions: Position[] = [];
  #reward = 0n;
  #assets: bigint;
  #shares: bigint;

  constructor(rig: Rig, assets: bigint, shares: bigint) {
    this.#rig = rig;
    this.#assets = assets;
    this.#shares = shares;
  }

  async live(next: Action): Promise<void> {
    const priceBefore = await this.#price();
    const events = await this.#do(next);
    this.#keepBooks(events);
    await this.#checkInvariants();
    // The price moves in harvests only; a deposit may take the rounding of one share off it.
    if (!events.some(({ name }) => name === 'Harvested')) {
      const change = (await this.#price()) - priceBefore;
      expect(change === 0n || (change === -1n && next.kind === 'deposit')).toBe(true);
    }
  }

  async #do(next: Action): Promise<readonly LoggedEvent[]> {
    const rig = this.#rig;
    switch (next.kind) {
      case 'deposit': {
        const account = members[next.who] ?? alice;
        if (await rig.call('isStateUpdateRequired')) {
          expect(await rig.reasonOf(rig.deposit(account, next.amount))).toBe('NotHarvested');
          return [];
        }
        return (await rig.deposit(account, next.amount)).events;
      }
      case 'exit': {
        const account = members[next.who] ?? alice;
        const shares = ((await rig.sharesOf(account)) * BigInt(next.percent)) / 100n;
        if (shares > 0n) {
          this.#positions.push(await rig.exit(account, shares));
        }
        return [];
      }
      case 'report': {
        this.#reward += next.reward;
        const params = await rig.report(this.#reward);
        return next.harvest ? (await rig.send('updateState', [params])).events : [];
      }
      case 'mev':
        await rig.addBalance(addresses.mevEscrow, next.amount);
        return [];
      case 'return':
        await rig.addBalance(addresses.pool, next.amount);
        return [];
      case 'donate':
        return rig.version === 1
          ? []
          : (await rig.send('donateAssets', [], { from: stranger, value: next.amount })).events;
      case 'claim':
        return this.#claimAll();
    }
  }

  /** Claims each position that pays; the payment is the predicted one. */
  async #claimAll(): Promise<LoggedEvent[]> {
    const rig = this.#rig;
    await rig.advance(24 * HOUR);
    const events: LoggedEvent[] = [];
    for (const position of [...this.#positions]) {
      const { index, assets } = await this.#exited(position);
      if (index < 0n || assets === 0n) {
        continue;
      }
      const args = [position.ticket, position.timestamp, index];
      const claim = await rig.send('claimExitedAssets', args, { from: position.receiver });
      const [, , next = 0n] = (claim.events[0]?.args ?? []) as bigint[];
      expect(claim.events).toEqual([
        { name: 'ExitedAssetsClaimed', args: [position.receiver, position.ticket, next, assets] },
      ]);
      if (next === 0n) {
        this.#positions.splice(this.#positions.indexOf(position), 1);
      } else {
        position.shares -= next - position.ticket;
        position.ticket = next;
      }
      events.push(...claim.events);
    }
    return events;
  }

  async #exited(position: Position): Promise<{ index: bigint; left: bigint; exited: bigint; assets: bigint }> {
    const index = await this.#rig.call('getExitQueueIndex', [position.ticket]);
    const args = [position.receiver, position.ticket, position.timestamp, BigInt.asUintN(256, index)];
    const [left = 0n, exited = 0n, assets = 0n] = await this.#rig.call<bigint[]>('calculateExitedAssets', args);
    return { index, left, exited, assets };
  }

  /** Totals follow from events: what comes in, what is rewarded or lost, what leaves at a checkpoint. */
  #keepBooks(events: readonly LoggedEvent[]): void {
    for (const { name, args } of events) {
      const numbers = args as bigint[];
      if (name === 'Deposited') {
        this.#assets += numbers[2] ?? 0n;
        this.#shares += numbers[3] ?? 0n;
      } else if (name === 'Harvested') {
        // The Keeper's event has the change third, the escrow's the amount first.
        this.#assets += (args.length === 1 ? numbers[0] : numbers[2]) ?? 0n;
        this.#assets += args.length === 1 ? 0n : this.#donations;
        this.#donations = args.length === 1 ? this.#donations : 0n;
      } else if (name === 'AssetsDonated') {
        this.#donations += numbers[1] ?? 0n;
      } else if (name === 'FeeSharesMinted') {
        this.#shares += numbers[1] ?? 0n;
      } else if (name === 'CheckpointCreated') {
        this.#shares -= numbers[0] ?? 0n;
        this.#assets -= numbers[1] ?? 0n;
      }
    }
  }
  #donations = 0n;

  async #price(): Promise<bigint> {
    return this.#rig.call('convertToAssets', [PRICE_SCALE]);
  }

  async #checkInvariants(): Promise<void> {
    const rig = this.#rig;
    const totalShares = await rig.call('totalShares');
    expect(await rig.call('totalAssets')).toBe(this.#assets);
    expect(totalShares).toBe(this.#shares);

    const queued =
      rig.version === 1 ? await rig.call('queuedShares') : ((await rig.call<bigint[]>('getExitQueueData'))[0] ?? 0n);
    const held = await Promise.all(
      [...members, stranger, feeRecipient, addresses.pool].map((account) => rig.sharesOf(account)),
    );
    expect(held.reduce((sum, shares) => sum + shares, queued)).toBe(totalShares);

    const unclaimed = await rig.unclaimedAssets();
    expect((await rig.balance(addresses.pool)) >= unclaimed).toBe(true);
    let claimable = 0n;
    for (const position of this.#positions) {
      const { left, exited, assets } = await this.#exited(position);
      expect(left + exited).toBe(position.shares);
      claimable += assets;
    }
    expect(claimable <= unclaimed).toBe(true);
  }
}

describe.each([1, 2] as const)('whatever happens to the pool, version %i', (version) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(version);
    await rig.collateralize();
  });
  afterAll(() => rig.stop());

  test('its books stay in order', async () => {
    const life = fc.array(action, { minLength: 40, maxLength: 40 });
    const property = fc.asyncProperty(life, async (actions) => {
      const restore = await rig.snapshot();
      const chronicle = new Life(rig, await rig.call('totalAssets'), await rig.call('totalShares'));
      for (const next of actions) {
        await chronicle.live(next);
      }
      await restore();
    });
    await fc.assert(property, { numRuns: 4, seed: 20_260 + version, endOnFailure: true });
  });

  test('its state variables lie where the other version has them', () => {
    for (const { label } of loadArtifact('PoolV1').storage) {
      expect(() => slotOf(label)).not.toThrow();
    }
  });
});
