import type { Exit, GetPositionResult } from '@pooled-staking/api';
import { isSameAddress, protocolOf } from '@pooled-staking/core';
import { useEffect } from 'react';
import { ethWithUnit } from '../amounts/eth';
import { usePosition } from '../data/position';
import { useAskedForm } from '../forms/asked-form';
import { useChosenPool } from '../pools/chosen-pool';
import { rich, t, type SiteKey } from '../texts/texts';
import { secondsBetween, shownTime, spanWords } from '../time/words';
import { isOpen } from '../transactions/activity';
import { useTransactions } from '../transactions/transactions';
import { useSession } from '../wallet/session';
import { Address, Eth } from './amounts';
import { ErrorNote, Skeleton } from './notes';
import { Section } from './section';
import { When } from './time';
import './exits.css';

const statusTexts = {
  queued: 'exit.queued',
  exiting: 'exit.exiting',
  claimable: 'exit.claimable',
  dust: 'exit.dust',
} as const satisfies Record<Exit['status'], SiteKey>;

/** When an exit can be claimed, counted from the chain's own time. */
function waitOf({ earliest, latest }: Exit, now: string): { readonly text: string; readonly times?: string } {
  if (earliest === null) {
    return { text: t('exit.noTime') };
  }
  const isSoon = secondsBetween(now, earliest) <= 60;
  if (latest === null) {
    const text = isSoon
      ? t('exit.nextReport')
      : t('exit.notBefore', { wait: spanWords(secondsBetween(now, earliest)) });
    return { text, times: shownTime(earliest) };
  }
  const wait = spanWords(Math.max(0, secondsBetween(now, latest)));
  return {
    text: isSoon
      ? t('exit.within', { wait })
      : t('exit.between', { earliest: spanWords(secondsBetween(now, earliest)), latest: wait }),
    times: t('exit.timeRange', { from: shownTime(earliest), to: shownTime(latest) }),
  };
}

/** When an exit can be claimed, and what that rests on. */
function Estimate({ exit, now }: { readonly exit: Exit; readonly now: string }) {
  if (exit.status === 'claimable' || exit.status === 'dust') {
    return <p className="exit-basis">{exit.basis}</p>;
  }
  const { text, times } = waitOf(exit, now);
  return (
    <p className="exit-basis">
      <strong>
        <span title={times}>{text}</span>
      </strong>{' '}
      {exit.basis}
    </p>
  );
}

function ExitItem({ exit, position }: { readonly exit: Exit; readonly position: GetPositionResult }) {
  const session = useSession();
  const { activities, isAsking, start } = useTransactions();
  const isOwn = isSameAddress(exit.receiver, session.account);
  const claiming = activities.some(
    (each) => isOpen(each) && each.intent.kind === 'claim' && (each.intent.exits?.includes(exit.id) ?? true),
  );
  const claimable = BigInt(exit.claimableAssets);
  const isPartial = claimable > 0n && claimable < BigInt(exit.totalAssets);
  const isPartlySetAside = exit.status === 'exiting' && BigInt(exit.exitedAssets) < BigInt(exit.totalAssets);
  return (
    <li className={`exit exit-${exit.status}`} data-testid="exit">
      <div className="exit-main">
        <p className="exit-amount">
          <Eth wei={exit.totalAssets} />
        </p>
        <p className="exit-status">
          <span className="badge">{t(isPartlySetAside ? 'exit.partlySetAside' : statusTexts[exit.status])}</span>
          {BigInt(exit.exitedAssets) > 0n && exit.status !== 'claimable' ? (
            <span className="muted">
              {' '}
              {rich('exit.setAsideSoFar', { amount: () => <Eth wei={exit.exitedAssets} /> })}
            </span>
          ) : null}
        </p>
        <p className="exit-requested muted">
          {rich('exit.requestedAt', {
            time: () => <When time={exit.requestedAt} now={position.asOf.timestamp} />,
          })}
        </p>
        <Estimate exit={exit} now={position.asOf.timestamp} />
        {isPartial || isPartlySetAside ? <p className="exit-basis">{t('exit.restInQueue')}</p> : null}
        {isOwn ? null : (
          <p className="muted">{rich('exit.goesTo', { account: () => <Address address={exit.receiver} /> })}</p>
        )}
      </div>
      {exit.status === 'claimable' && isOwn && !session.isReadOnly ? (
        <div className="exit-action">
          <button
            type="button"
            id={`claim-${exit.id}`}
            className="button"
            disabled={isAsking || claiming}
            onClick={() =>
              start(session, position.pool, {
                kind: 'claim',
                exits: [exit.id],
                title: t('exit.claimAmount', { amount: ethWithUnit(claimable) }),
              })
            }
          >
            {claiming
              ? t('exit.claiming')
              : isPartial
                ? t('exit.claimAmount', { amount: ethWithUnit(claimable) })
                : t('exit.claim')}
          </button>
        </div>
      ) : null}
    </li>
  );
}

/** The way out of the pool: every request with its state, soonest paid first. */
export function Exits() {
  const session = useSession();
  const { data: position, error, refetch } = usePosition();
  const { activities, isAsking, start } = useTransactions();
  const exits = position?.exits ?? [];
  const ready = exits.filter(
    ({ status, receiver }) => status === 'claimable' && isSameAddress(receiver, session.account),
  );
  const sum = ready.reduce((total, { claimableAssets }) => total + BigInt(claimableAssets), 0n);
  const isClaiming = activities.some((each) => isOpen(each) && each.intent.kind === 'claim');
  const { pool } = useChosenPool();
  const asked = useAskedForm(pool.id);
  const isAsked = asked?.kind === 'claim' && position !== undefined;
  useEffect(() => {
    if (isAsked) {
      const button = document.getElementById(`claim-${asked.id}`);
      button?.focus();
      (button ?? document.getElementById('exits-title'))?.scrollIntoView({ block: button ? 'center' : 'start' });
    }
  }, [isAsked, asked?.id]);
  return (
    <Section
      id="exits"
      title={t('exit.exits')}
      aside={
        position && ready.length > 1 && !session.isReadOnly && !protocolOf(pool).claimsOneByOne ? (
          <button
            type="button"
            className="button button-small"
            disabled={isAsking || isClaiming}
            onClick={() =>
              start(session, position.pool, {
                kind: 'claim',
                exits: null,
                title: t('exit.claimAll', { amount: ethWithUnit(sum) }),
              })
            }
          >
            {t('exit.claimAll', { amount: ethWithUnit(sum) })}
          </button>
        ) : null
      }
    >
      {position && exits.length === 0 ? <p className="empty">{t('exit.noExits')}</p> : null}
      {position && exits.length > 0 ? (
        <ul className="exits">
          {[...exits]
            .sort((left, right) => Number(right.status === 'claimable') - Number(left.status === 'claimable'))
            .map((exit) => (
              <ExitItem key={exit.id} exit={exit} position={position} />
            ))}
        </ul>
      ) : null}
      {!position && error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {!position && !error ? <Skeleton lines={3} label={t('exit.readingExits')} /> : null}
    </Section>
  );
}
