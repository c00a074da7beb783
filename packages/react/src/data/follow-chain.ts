import type { GetPositionResult } from '@pooled-staking/api';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSession } from '../wallet/session';
import { useAccountView } from './account-view';
import type { Funds } from './funds';
import { useHead } from './head';
import { isBehind, type Speed } from './is-behind';
import { usePoolInfo } from './pool-info';
import { usePosition } from './position';
import { mayPass } from '../errors';
import { useOptions } from '../options';

/**
 * Asks a query again when the chain has moved on, or when the chain answers again after a failure. One question at a
 * time: a slow Snap is never asked twice at once, and what was mined meanwhile is asked for when it has answered.
 */
function useFollowHead(query: UseQueryResult, seenBlock: number | undefined, speed: Speed) {
  const { chainId } = useSession();
  const { pollInterval } = useOptions();
  const head = useHead();
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
      void refetch();
    }
  }, [isFetching, isPending, isLate, isCured, number, chainId, refetch]);
}

/** Keeps what is long to read about in step with the chain. Used once for each that is on the page. */
export function useFollowSlowly(query: UseQueryResult, seenBlock: number | undefined): void {
  useFollowHead(query, seenBlock, 'slow');
}

/** Keeps what a transaction would do in step with the chain. */
export function useFollowQuote(query: UseQueryResult, seenBlock: number | undefined): void {
  useFollowHead(query, seenBlock, 'few-blocks');
}

/** Keeps a position in step with the chain. Used once for each that is on the page. */
export function useFollowPosition(query: UseQueryResult<GetPositionResult>): void {
  useFollowHead(query, query.data?.asOf.blockNumber, 'each-block');
}

/** Keeps the pool and the position in step with the chain. Used once on a page, so that nothing is asked twice. */
export function useFollowPool(): void {
  const pool = usePoolInfo();
  useFollowHead(pool, pool.data?.asOf.blockNumber, 'few-blocks');
  useFollowPosition(usePosition());
}

/** Keeps the account's ledger in step with the chain. */
export function useFollowView(): void {
  const { query: view } = useAccountView();
  useFollowHead(view, view.data?.state.block.number, 'slow');
}

/** Keeps what the account holds of an asset in step with the chain. */
export function useFollowFunds(funds: UseQueryResult<Funds>): void {
  useFollowHead(funds, undefined, 'each-block');
}
