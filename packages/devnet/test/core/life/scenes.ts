import fc from 'fast-check';

import { collectors, members, receivers, type Collector, type Member, type Receiver } from './people';

/** One thing that somebody tries. Shares and prices are not known yet, so parts are relative. */
export type Action =
  | {
      readonly kind: 'stake';
      readonly who: Member;
      readonly amount: bigint;
      /** A plain transfer goes to the sender whatever `receiver` says. */
      readonly how: 'plain' | 'deposit' | 'with-report';
      readonly receiver: Member;
    }
  | {
      readonly kind: 'exit';
      readonly who: Member;
      /** Of a thousand of the shares held; more than that reverts, 0 is a single share. */
      readonly part: number;
      readonly receiver: Receiver;
      /** Puts the newest report behind the exit. */
      readonly withReport: boolean;
    }
  | { readonly kind: 'redeem'; readonly who: Member; readonly part: number; readonly receiver: Receiver }
  | {
      readonly kind: 'claim';
      /** Which of the open exits, counted round. */
      readonly pick: number;
      readonly how: 'rightly' | 'with-report' | 'wrong-index' | 'by-another' | 'again';
    }
  | { readonly kind: 'claim-all'; readonly who: Receiver }
  | { readonly kind: 'report'; readonly bps: number; readonly harvest: boolean }
  | { readonly kind: 'harvest'; readonly report: 'newest' | 'previous' | 'forged' }
  | { readonly kind: 'mev'; readonly amount: bigint; readonly how: 'sent' | 'block-reward' }
  | { readonly kind: 'donate'; readonly who: Member; readonly amount: bigint }
  | {
      readonly kind: 'return-eth';
      /** Percent of what the queue is worth. */
      readonly percent: number;
    }
  | { readonly kind: 'validator' }
  | { readonly kind: 'eject' | 'block' | 'unblock'; readonly who: Member }
  | { readonly kind: 'fee'; readonly bps: number }
  | { readonly kind: 'fee-recipient'; readonly who: Collector }
  | { readonly kind: 'upgrade' };

/** Actions that share a block, so many seconds after the block before. */
export type Block = { readonly kind: 'block'; readonly wait: number; readonly actions: readonly Action[] };

/** Empty blocks, enough of them for what is kept to be beyond any reorg. */
export type Quiet = { readonly kind: 'quiet'; readonly hours: number; readonly blocks: number };

/** Blocks that a reorg takes away again. */
export type Fork = { readonly kind: 'fork'; readonly scenes: readonly (Block | Quiet)[] };

export type Scene = Block | Quiet | Fork;

/** A life of the pool. */
export type LifePlan = {
  /** Before any validator and any report. */
  readonly early: readonly Block[];
  /** Whether alice stakes 40 ETH then, of which 32 run a validator. */
  readonly isRunning: boolean;
  readonly scenes: readonly Scene[];
};

const ETH = 10n ** 18n;
const who = fc.constantFrom(...members);
const part = fc.oneof(
  { arbitrary: fc.constant(1_000), weight: 2 },
  { arbitrary: fc.integer({ min: 1, max: 1_000 }), weight: 4 },
  { arbitrary: fc.constant(0), weight: 1 },
  { arbitrary: fc.constant(1_001), weight: 1 },
);
/** Mostly ETH with all its digits, now and then a few wei, or nothing. */
const amount = fc.oneof(
  { arbitrary: fc.bigInt({ min: 1n, max: 20n * ETH }), weight: 8 },
  { arbitrary: fc.bigInt({ min: 0n, max: 1_000n }), weight: 1 },
);
const kind = <Kind extends Action['kind']>(name: Kind): fc.Arbitrary<Kind> => fc.constant(name);

const stake = fc.record({
  kind: kind('stake'),
  who,
  amount,
  how: fc.constantFrom('deposit' as const, 'plain' as const, 'with-report' as const),
  receiver: who,
});
const exit = fc.record({
  kind: kind('exit'),
  who,
  part,
  receiver: fc.oneof({ arbitrary: who, weight: 3 }, { arbitrary: fc.constantFrom(...receivers), weight: 1 }),
  withReport: fc.boolean(),
});
const claim = fc.record({
  kind: kind('claim'),
  pick: fc.nat({ max: 20 }),
  how: fc.constantFrom('rightly', 'rightly', 'rightly', 'with-report', 'wrong-index', 'by-another', 'again'),
});
const report = fc.record({
  kind: kind('report'),
  bps: fc.integer({ min: -2_000, max: 3_000 }),
  harvest: fc.constantFrom(true, true, false),
});
const harvest = fc.record({
  kind: kind('harvest'),
  report: fc.constantFrom('newest', 'newest', 'newest', 'previous', 'forged'),
});
const mev = fc.record({
  kind: kind('mev'),
  amount: fc.bigInt({ min: 1n, max: ETH }),
  how: fc.constantFrom('sent' as const, 'block-reward' as const),
});

const redeem = fc.record({ kind: kind('redeem'), who, part, receiver: fc.constantFrom(...receivers) });
const donate = fc.record({ kind: kind('donate'), who, amount: fc.bigInt({ min: 0n, max: ETH }) });
const exclude = fc.record({ kind: fc.constantFrom('unblock', 'unblock', 'eject', 'block'), who });

const earlyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: stake },
  { weight: 3, arbitrary: redeem },
  { weight: 3, arbitrary: exit },
  { weight: 1, arbitrary: fc.oneof(claim, mev, donate, exclude) },
);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 24, arbitrary: stake },
  { weight: 32, arbitrary: exit },
  { weight: 2, arbitrary: redeem },
  { weight: 24, arbitrary: claim },
  { weight: 8, arbitrary: fc.record({ kind: kind('claim-all'), who: fc.constantFrom(...receivers) }) },
  { weight: 20, arbitrary: report },
  { weight: 10, arbitrary: harvest },
  { weight: 8, arbitrary: mev },
  { weight: 6, arbitrary: donate },
  { weight: 24, arbitrary: fc.record({ kind: kind('return-eth'), percent: fc.integer({ min: 1, max: 130 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('validator') }) },
  { weight: 4, arbitrary: exclude },
  { weight: 3, arbitrary: fc.record({ kind: kind('fee'), bps: fc.integer({ min: 0, max: 2_200 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('fee-recipient'), who: fc.constantFrom(...collectors) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('upgrade') }) },
);

/** Blocks of Ethereum are at least 12 seconds apart; after some hours a report is due, after a day a claim. */
const wait = fc.oneof(fc.integer({ min: 12, max: 600 }), fc.integer({ min: 3_600, max: 100_000 }));
const blockOf = (any: fc.Arbitrary<Action>): fc.Arbitrary<Block> =>
  fc.record({
    kind: fc.constant('block' as const),
    wait,
    actions: fc.array(any, { minLength: 1, maxLength: 4, size: 'max' }),
  });
const block = blockOf(action);
const quiet: fc.Arbitrary<Quiet> = fc.record({
  kind: fc.constant('quiet' as const),
  hours: fc.integer({ min: 1, max: 72 }),
  blocks: fc.integer({ min: 1, max: 90 }),
});
const fork: fc.Arbitrary<Fork> = fc.record({
  kind: fc.constant('fork' as const),
  scenes: fc.array(fc.oneof({ arbitrary: block, weight: 4 }, { arbitrary: quiet, weight: 1 }), {
    minLength: 1,
    maxLength: 4,
    size: 'max',
  }),
});

/** Any life of the pool, of up to `scenes` scenes. */
export function lifePlan(scenes: number): fc.Arbitrary<LifePlan> {
  const scene = fc.oneof(
    { arbitrary: block, weight: 20 },
    { arbitrary: quiet, weight: 2 },
    { arbitrary: fork, weight: 1 },
  );
  return fc.record({
    early: fc.array(blockOf(earlyAction), { maxLength: 4, size: 'max' }),
    isRunning: fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, { arbitrary: fc.constant(false), weight: 1 }),
    scenes: fc.array(scene, { maxLength: scenes, size: 'max' }),
  });
}

function countScenes(scenes: readonly Scene[]): number {
  return scenes.reduce((sum, scene) => {
    const own = scene.kind === 'block' ? scene.actions.length : scene.kind === 'fork' ? countScenes(scene.scenes) : 0;
    return sum + own;
  }, 0);
}

/** How many things are tried in a life. */
export function countSteps({ early, scenes }: LifePlan): number {
  return countScenes(early) + countScenes(scenes);
}
