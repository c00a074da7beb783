import type { FormLink } from '@pooled-staking/api';
import { unstakeSubjects } from '@pooled-staking/core';
import { explainWay } from '@pooled-staking/texts';
import { useState, type FormEvent } from 'react';
import { cutWei, ethWithUnit, exactEth } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { usePoolInfo } from '../data/pool-info';
import { usePosition } from '../data/position';
import { useChosenPool } from '../pools/chosen-pool';
import { rich, t, texts } from '../texts/texts';
import { useTransactions } from '../transactions/transactions';
import { useSession } from '../wallet/session';
import { AmountField, type Part } from './amount-field';
import { checkUnstake } from './check-amount';
import { SubjectChoice } from './subject-choice';
import { UnstakeOutlook } from './unstake-outlook';
import { useClearWhenSent } from './use-clear-when-sent';
import { useSubject } from './use-subject';
import './form.css';

/**
 * The form that unstakes. Max stands for all of it, whatever it is worth when the transaction is mined.
 * @param asked what stands in it at first: an amount, or `max`; `null` for nothing.
 */
export function UnstakeForm({ asked }: { readonly asked: FormLink | null }) {
  const session = useSession();
  const { data: position } = usePosition();
  const { isAsking, start } = useTransactions();
  const [text, setText] = useState(asked && asked.amount !== 'max' ? asked.amount : '');
  const [isAll, setIsAll] = useState(asked?.amount === 'max');
  const [isTried, setIsTried] = useState(false);
  const watch = useClearWhenSent(() => {
    setText('');
    setIsAll(false);
    setIsTried(false);
  });

  const { pool } = useChosenPool();
  const { data: info } = usePoolInfo();
  const subjects = unstakeSubjects(pool, BigInt(position?.assets ?? 0), position?.items ?? []);
  const [subject, setKey] = useSubject(subjects, asked);
  const staked = position ? (subject?.held ?? 0n) : null;
  const unit = subject?.asset.symbol ?? pool.asset.symbol;
  if (staked === 0n) {
    return <p className="empty">{t('form.nothingToUnstake')}</p>;
  }
  const shown = isAll && staked !== null ? exactEth(staked) : text;
  const checked = checkUnstake(shown, staked ?? 0n, unit);
  const message = staked !== null && !checked.ok && (isTried || !checked.isEmpty) ? checked.message : null;

  const isWhole = staked !== null && (isAll || (checked.ok && checked.wei === staked));
  const quoted = !checked.ok || staked === null || subject?.refusal !== null ? null : isWhole ? 'max' : checked.wei;

  const choosePart = (part: Part): void => {
    setIsAll(part === 'max');
    if (part !== 'max' && staked !== null) {
      setText(exactEth(cutWei((staked * BigInt(part)) / 100n)));
    }
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (checked.ok && position && subject && staked !== null && !isAsking && subject.refusal === null) {
      const amount = isWhole ? 'max' : checked.wei.toString();
      const title = isWhole
        ? t('form.unstakeAll', { amount: ethWithUnit(staked, unit) })
        : t('form.unstakeAmount', { amount: ethWithUnit(checked.wei, unit) });
      watch(start(session, position.pool, { kind: 'unstake', amount, title, of: subject.of }));
    }
  };

  return (
    <form className="form" onSubmit={submit} noValidate>
      {subject ? <SubjectChoice subjects={subjects} chosen={subject} onChoose={setKey} /> : null}
      <AmountField
        unit={unit}
        label={t('form.amountToUnstake')}
        text={shown}
        onText={(entered) => {
          setIsAll(false);
          setText(entered);
        }}
        available={
          staked === null ? null : rich('form.stakedAmount', { amount: () => <Eth wei={staked} unit={unit} /> })
        }
        message={message}
        onPart={staked === null ? null : choosePart}
      />
      <UnstakeOutlook amount={quoted} of={subject?.of ?? {}} />
      <p className="outlook">
        {isAll ? `${t('form.unstakeAllText')} ` : ''}
        {quoted !== null
          ? ''
          : info && info.exitTerms.way !== 'queue'
            ? explainWay(info.exitTerms.way, info.exitTerms.claimDelaySeconds, texts()).join(' ')
            : t('form.unstakeText')}
      </p>
      <button
        type="submit"
        className="button button-large button-wide"
        disabled={isAsking || staked === null || (subject?.refusal ?? null) !== null}
      >
        {t(isAsking ? 'form.waitingForAnswer' : 'form.unstake')}
      </button>
    </form>
  );
}
