import type { Exit } from '@pooled-staking/api';
import type { Entry, ExitHistory } from '@pooled-staking/core';

/** One step of an exit's way, from the request to the money. */
export type Step = {
  readonly kind: 'requested' | 'paid' | 'waiting' | 'set-aside' | 'partly' | 'ready' | 'claimed' | 'left';
  /** `now`: the exit stands here. */
  readonly state: 'done' | 'now' | 'next';
  /** The movement that it rests on; `null` where none is known, or none is needed. */
  readonly entry: Entry | null;
  /** In wei; `null` where the step is about no amount, or the chain does not tell it. */
  readonly amount: bigint | null;
};

const step = (kind: Step['kind'], state: Step['state'], more: Partial<Pick<Step, 'entry' | 'amount'>> = {}): Step => ({
  kind,
  state,
  entry: null,
  amount: null,
  ...more,
});

const stepsPaid = ({ payments }: Pick<ExitHistory, 'payments'>): Step[] =>
  payments.map((entry) => step('paid', 'done', { entry, amount: entry.assets }));

/** True where only a part of an exit is set aside, so that a claim leaves the rest. */
export function isPartial({ exitedAssets, totalAssets }: Pick<Exit, 'exitedAssets' | 'totalAssets'>): boolean {
  return BigInt(exitedAssets) > 0n && BigInt(exitedAssets) < BigInt(totalAssets);
}

/**
 * The way of an open exit.
 * @param history what its movements tell; `undefined` while they are read, and where the logs do not tell them.
 */
export function openSteps(exit: Exit, history: ExitHistory | undefined): readonly Step[] {
  const isReady = exit.status === 'claimable';
  const isPart = isPartial(exit);
  const isSetAside = exit.status === 'exiting' && !isPart;
  return [
    step('requested', 'done', { entry: history?.begun ?? null }),
    ...(history ? stepsPaid(history) : []),
    step(isSetAside ? 'set-aside' : 'waiting', isReady && !isPart ? 'done' : 'now'),
    ...(isPart ? [step('partly', isReady ? 'now' : 'done', { amount: BigInt(exit.exitedAssets) })] : []),
    // What is too small is never paid.
    ...(exit.status === 'dust' ? [] : [step('ready', isReady && !isPart ? 'now' : 'next'), step('claimed', 'next')]),
  ];
}

/** The way of an exit that is over: claimed to the end, taken back, or gone to another account. */
export function closedSteps({ begun, payments, left }: ExitHistory): readonly Step[] {
  const paid = stepsPaid({ payments });
  const last = paid.at(-1);
  return [
    step('requested', 'done', { entry: begun }),
    ...(left ? [...paid, step('left', 'done', { entry: left })] : paid.slice(0, -1)),
    ...(!left && last ? [{ ...last, kind: 'claimed' as const }] : []),
  ];
}

/**
 * The exits that are over, the newest first.
 * @param open ids of those that are not.
 */
export function closedExits(histories: readonly ExitHistory[], open: ReadonlySet<string>): readonly ExitHistory[] {
  const endOf = ({ payments, left }: ExitHistory): Entry | undefined => left ?? payments.at(-1);
  return histories
    .filter((history) => endOf(history) !== undefined && !open.has(history.id.toString()))
    .sort((one, other) => (endOf(other)?.time ?? 0) - (endOf(one)?.time ?? 0));
}
