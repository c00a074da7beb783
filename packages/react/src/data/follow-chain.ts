import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { mayPass } from '../errors';
import { useOptions } from '../options';
import type { Session } from '../wallet/session';
import { useHeadOf } from './head';
import { isBehind, type Speed } from './is-behind';

/**
 * Asks a query again when the chain has moved on, or when the chain answers again after a failure. One question at a
 * time, however many follow it: a slow Snap is never asked twice at once, and what was mined meanwhile is asked for when it has
 * answered.
 */
export function useFollow(
  session: Session | null,
  query: UseQueryResult,
  seenBlock: number | undefined,
  speed: Speed,
): void {
  const { pollInterval } = useOptions();
  const chainId = session?.chainId ?? 0;
  const head = useHeadOf(session);
  const askedAt = useRef<string | null>(null);
  const number = head.data?.number;
  const { isFetching, isPending, error, errorUpdatedAt, dataUpdatedAt, refetch } = query;
  const age = head.dataUpdatedAt - dataUpdatedAt;
  const isLate =
    number !== undefined && isBehind({ chainId, speed, head: number, seenBlock, age, interval: pollInterval(chainId) });
  const isCured = mayPass(error) && head.dataUpdatedAt > errorUpdatedAt;
  useEffect(() => {
    if (isFetching || (isPending && !isCured)) {
      return;
    }
    // A node that lags behind its own head would otherwise be asked without end.
    const block = `${chainId}:${number}`;
    if (isCured || (isLate && askedAt.current !== block)) {
      askedAt.current = block;
      void refetch({ cancelRefetch: false });
    }
  }, [isFetching, isPending, isLate, isCured, number, chainId, refetch]);
}
