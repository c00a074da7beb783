import {
  lifeOf,
  type ExitTimes,
  type PoolChanges,
  type PoolContext,
  type PoolLife,
  type PoolPenalty,
  type PoolState,
  type RateHistory,
  type Validators,
} from '@pooled-staking/core';
import { useChosenPool, usePool, usePoolRead, type LongRead } from '@pooled-staking/react';
import type { UseQueryResult } from '@tanstack/react-query';

/** What was told, and the state that it is about. */
export type Told<What> = { readonly state: PoolState; readonly told: What };

type Read<What> = (context: PoolContext, state: PoolState, signal: AbortSignal) => Promise<What>;

/** What the chosen pool's protocol tells of its life; nothing of a protocol that tells none. */
export function useLife(): Partial<PoolLife> {
  return lifeOf(useChosenPool().pool) ?? {};
}

/**
 * Reads a part of the chosen pool's life, and keeps it in step with the chain.
 * @param name of the part, with all that it depends on.
 * @param read absent where the pool's protocol does not tell it: then nothing is read.
 */
function usePart<What>(name: readonly unknown[], read: Read<What> | undefined): UseQueryResult<Told<What>> {
  const { readState } = useLife();
  return usePoolRead({
    name,
    read:
      read && readState
        ? async (context, { signal }): Promise<Told<What>> => {
            const state = await readState(context);
            return { state, told: await read(context, state, signal) };
          }
        : undefined,
    blockOf: ({ state }) => state.block.number,
  }).query;
}

/** What the pool paid over some days, and what a share was worth. */
export function useRateHistory(days: number): UseQueryResult<Told<RateHistory>> {
  const { readRates } = useLife();
  return usePart(
    ['rates', days],
    readRates && (async (context, state) => readRates(context, state, state.block.timestamp - days * 86_400)),
  );
}

/** How the pool's fee and code have changed. */
export function usePoolChanges(): UseQueryResult<Told<PoolChanges>> {
  const { readChanges } = useLife();
  return usePart(
    ['changes'],
    readChanges && (async (context, state, signal) => readChanges(context, state, { signal })),
  );
}

/** Every penalty that the pool ever had, oldest first. */
export function usePenalties(): UseQueryResult<Told<readonly PoolPenalty[]>> {
  const { readPenalties } = useLife();
  return usePart(['penalties'], readPenalties && (async (context, state) => readPenalties(context, state)));
}

/** How exits were paid lately. It takes the pool's waiting time, which is read first. */
export function useExitTimes(): UseQueryResult<Told<ExitTimes>> {
  const { readExitTimes } = useLife();
  const seconds = usePool().data?.exitTerms.claimDelaySeconds;
  return usePart(
    ['exit-times', seconds],
    readExitTimes && seconds !== undefined
      ? async (context, state, signal) => readExitTimes(context, state, { seconds }, { signal })
      : undefined,
  );
}

/** A page of the validators behind the pool, the newest first, and how far the reading has come. */
export function useValidators(page: number, pageSize: number): LongRead<Validators> {
  const { readValidators } = useLife();
  return usePoolRead({
    name: ['validators', page],
    blockOf: ({ block }) => block.number,
    read:
      readValidators &&
      (async (context, { signal, onProgress }) =>
        readValidators(context, { signal, page: { skip: page * pageSize, most: pageSize }, onProgress })),
  });
}
