import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNote, Skeleton, StaleLine } from '../components/notes';
import { t } from '../texts/texts';
import type { Told } from './use-life';

type PartProps<What> = {
  readonly query: UseQueryResult<Told<What>>;
  /** As many grey lines as the part has in the end, so that nothing jumps. */
  readonly lines: number;
  readonly children: (part: Told<What>) => ReactNode;
};

/** What was told of a pool's life: grey lines before it is there, and the reason with a way to try again where it does not come. */
export function Part<What>({ query, lines, children }: PartProps<What>) {
  const { data, error, refetch } = query;
  if (!data) {
    return error ? (
      <ErrorNote error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton lines={lines} label={t('pool.readingPool')} />
    );
  }
  return (
    <>
      <StaleLine error={error} />
      {children(data)}
    </>
  );
}
