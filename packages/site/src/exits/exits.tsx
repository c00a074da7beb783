import type { Exit, GetPositionResult } from '@pooled-staking/api';
import { exitHistories, protocolOf } from '@pooled-staking/core';
import {
  useAccountView,
  useChosenPool,
  usePosition,
  useSession,
  useTransaction,
  useTransactions,
} from '@pooled-staking/react';
import { useEffect, useMemo, useState } from 'react';
import { ethWithUnit } from '../amounts/eth';
import { ErrorNote, Skeleton } from '../components/notes';
import { Section } from '../components/section';
import { useAskedForm } from '../forms/asked-form';
import { t } from '../texts/texts';
import { isClaimed, payOf, readyExits } from './claiming';
import { ClosedExits } from './closed-exits';
import { OpenExit } from './open-exit';
import './exits.css';

type ClaimProps = { readonly exits: readonly Exit[]; readonly isAll: boolean; readonly id?: string };

/** Claims some exits in one transaction, with what it pays on the button. */
function ClaimButton({ exits, isAll, id }: ClaimProps) {
  const { activities } = useTransactions();
  const { isAsking, start } = useTransaction();
  const isClaiming = exits.some((exit) => isClaimed(exit.id, activities));
  const title = t(isAll ? 'exit.claimAll' : 'exit.claimAmount', { amount: ethWithUnit(payOf(exits)) });
  return (
    <button
      type="button"
      id={id}
      className="button"
      disabled={isAsking || isClaiming || exits.length === 0}
      onClick={() => {
        start({ kind: 'claim', title, ...(isAll ? {} : { exits: exits.map((each) => each.id) }) });
      }}
    >
      {isClaiming ? t('exit.claiming') : exits.length === 0 ? t('exit.claim') : title}
    </button>
  );
}

/** Whether an exit goes into the claim. */
function Choose({
  exit,
  isChosen,
  onChoose,
}: {
  readonly exit: Exit;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}) {
  return (
    <label className="exit-choice">
      <input
        type="checkbox"
        id={`claim-${exit.id}`}
        checked={isChosen}
        onChange={({ target }) => {
          onChoose(target.checked);
        }}
      />
      <span>{t('exit.claimAmount', { amount: ethWithUnit(BigInt(exit.claimableAssets)) })}</span>
    </label>
  );
}

/** Open exits, those that pay first, and the way to claim one of them, or several in one transaction. */
function OpenExits({ position }: { readonly position: GetPositionResult }) {
  const { account, isReadOnly } = useSession();
  const { query } = useAccountView();
  const { activities } = useTransactions();
  const { pool } = useChosenPool();
  const asked = useAskedForm(pool.id);
  /** What the person leaves out of the claim. */
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const histories = useMemo(
    () => new Map(exitHistories(query.data?.entries ?? []).map((history) => [history.id.toString(), history])),
    [query.data],
  );
  const ready = isReadOnly ? [] : readyExits(position.exits, account);
  const isChoice = ready.length > 1 && !protocolOf(pool).claimsOneByOne;
  const chosen = ready.filter(({ id }) => !leftOut.has(id) && !isClaimed(id, activities));
  const askedId = asked?.kind === 'claim' ? asked.id : undefined;
  const isAsked = asked?.kind === 'claim';
  useEffect(() => {
    if (isAsked) {
      const element = document.getElementById(`claim-${askedId}`);
      element?.focus();
      (element ?? document.getElementById('exits-title'))?.scrollIntoView({ block: element ? 'center' : 'start' });
    }
  }, [isAsked, askedId]);
  const leave = (id: string, isLeft: boolean): void => {
    const others = [...leftOut].filter((each) => each !== id);
    setLeftOut(new Set(isLeft ? [...others, id] : others));
  };
  const actionOf = (exit: Exit) =>
    !ready.includes(exit) ? null : isChoice ? (
      <Choose
        exit={exit}
        isChosen={!leftOut.has(exit.id)}
        onChoose={(isChosen) => {
          leave(exit.id, !isChosen);
        }}
      />
    ) : (
      <ClaimButton exits={[exit]} isAll={false} id={`claim-${exit.id}`} />
    );
  const sorted = [...position.exits].sort(
    (left, right) => Number(right.status === 'claimable') - Number(left.status === 'claimable'),
  );
  return (
    <>
      {isChoice ? (
        <div className="exits-claim">
          <p role="status">{t('exit.chosen', { chosen: chosen.length, ready: ready.length })}</p>
          <ClaimButton exits={chosen} isAll={chosen.length === ready.length} />
        </div>
      ) : null}
      <ul className="exits">
        {sorted.map((exit) => (
          <OpenExit
            key={exit.id}
            exit={exit}
            history={histories.get(exit.id)}
            now={position.asOf.timestamp}
            action={actionOf(exit)}
          />
        ))}
      </ul>
    </>
  );
}

/** The way out of the pool: every request with where it stands, and those that are over. */
export function Exits() {
  const { data: position, error, refetch } = usePosition();
  const reading = useAccountView();
  return (
    <Section id="exits" title={t('exit.exits')}>
      {position ? (
        <>
          {position.exits.length === 0 ? (
            <p className="empty">{t('exit.noExits')}</p>
          ) : (
            <OpenExits position={position} />
          )}
          <ClosedExits reading={reading} open={position.exits} />
        </>
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={3} label={t('exit.readingExits')} />
      )}
    </Section>
  );
}
