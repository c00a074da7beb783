import { toIsoTime, type Entry } from '@pooled-staking/core';
import { useSession } from '@pooled-staking/react';
import type { ReactNode } from 'react';
import { Eth } from '../components/amounts';
import { TransactionLink } from '../components/transaction-link';
import { entryTexts } from '../rewards/entry-texts';
import { formatNumber, rich, t } from '../texts/texts';
import { shownTime } from '../time/words';
import type { Step } from './steps';
import './timeline.css';

/** What a step is called. */
function nameOf({ kind, state, amount, entry }: Step): ReactNode {
  switch (kind) {
    case 'requested':
      return entry ? t(entryTexts[entry.type]) : t('rewards.entryExitRequested');
    case 'waiting':
      return t('exit.queued');
    case 'set-aside':
      return t('exit.exiting');
    case 'partly':
      return rich('exit.setAsideSoFar', { amount: () => <Eth wei={amount ?? 0n} /> });
    case 'ready':
      return t(state === 'now' ? 'exit.claimable' : 'exit.stepReady');
    case 'left':
      return entry && t(entryTexts[entry.type]);
    case 'paid':
    case 'claimed':
      return t('rewards.entryClaimed');
  }
}

/** When it happened, in which block and transaction. */
function Happened({ entry: { time, blockNumber, transactionHash } }: { readonly entry: Entry }) {
  const { chainId } = useSession();
  return (
    <>
      <time dateTime={toIsoTime(time)}>{shownTime(toIsoTime(time))}</time>
      <span>{t('position.blockNumber', { block: formatNumber(blockNumber) })}</span>
      <TransactionLink hash={transactionHash} chainId={chainId} />
    </>
  );
}

type TimelineProps = {
  readonly steps: readonly Step[];
  /** When the first step was, ISO 8601: known also where its movement is not. */
  readonly requestedAt: string | null;
  /** When it can be claimed, in words, for the step that is next. */
  readonly expected?: string | undefined;
};

/** The way of an exit, step by step. */
export function Timeline({ steps, requestedAt, expected }: TimelineProps) {
  return (
    <ol className="timeline" aria-label={t('exit.timeline')}>
      {steps.map((step, index) => {
        const { kind, state, entry, amount } = step;
        return (
          <li
            key={`${kind}:${index}`}
            className={`timeline-step is-${state}`}
            {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}
          >
            <span className="timeline-name">{nameOf(step)}</span>
            <span className="timeline-when">
              {amount !== null && (kind === 'paid' || kind === 'claimed') ? <Eth wei={amount} /> : null}
              {entry ? <Happened entry={entry} /> : null}
              {kind === 'requested' && !entry && requestedAt !== null ? (
                <time dateTime={requestedAt}>{shownTime(requestedAt)}</time>
              ) : null}
              {kind === 'ready' && state === 'next' && expected !== undefined ? <span>{expected}</span> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
