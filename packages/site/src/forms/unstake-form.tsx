import type { FormLink } from '@pooled-staking/api';
import { unstakeSubjects } from '@pooled-staking/core';
import {
  useChosenPool,
  useCurrency,
  useFiatPrice,
  usePool,
  usePosition,
  useTransaction,
  useUnstakeQuote,
} from '@pooled-staking/react';
import { explainWay } from '@pooled-staking/texts';
import { useState, type FormEvent } from 'react';
import { cutWei, ethWithUnit, exactEth } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { sumExits } from '../positions/sum-exits';
import { rich, t, texts } from '../texts/texts';
import { AmountField, type Part } from './amount-field';
import { checkUnstake } from './check-amount';
import { SubjectChoice } from './subject-choice';
import { UnstakeTerms } from './unstake-terms';
import { WorkedOut } from './terms-parts';
import { useClearWhenSent } from './use-clear-when-sent';
import { useReview } from './use-review';
import { useSettled } from './use-settled';
import { useSubject } from './use-subject';
import './form.css';

/**
 * The form that unstakes. Max stands for all of it, whatever it is worth when the transaction is mined.
 * @param asked what stands in it at first: an amount, or `max`; `null` for nothing.
 */
export function UnstakeForm({ asked }: { readonly asked: FormLink | null }) {
  const { pool, network } = useChosenPool();
  const { data: position } = usePosition();
  const { state, isAsking, start } = useTransaction();
  const [text, setText] = useState(asked && asked.amount !== 'max' ? asked.amount : '');
  const [isAll, setIsAll] = useState(asked?.amount === 'max');
  const [isTried, setIsTried] = useState(false);
  const { isReviewing, proceed, showReview } = useReview();
  const price = useFiatPrice(useCurrency(network));
  useClearWhenSent(state, () => {
    setText('');
    setIsAll(false);
    setIsTried(false);
  });

  const { data: info } = usePool();
  const subjects = unstakeSubjects(pool, BigInt(position?.assets ?? 0), position?.items ?? []);
  const [subject, setKey] = useSubject(subjects, asked);
  const staked = position ? (subject?.held ?? 0n) : null;
  const unit = subject?.asset.symbol ?? pool.asset.symbol;
  const shown = isAll && staked !== null ? exactEth(staked) : text;
  const checked = checkUnstake(shown, staked ?? 0n, unit);
  const message = staked !== null && !checked.ok && (isTried || !checked.isEmpty) ? checked.message : null;
  // All of it whatever it is worth by then: nothing is left behind.
  const isWhole = staked !== null && (isAll || (checked.ok && checked.wei === staked));
  const wei = checked.ok && staked !== null && subject?.refusal === null ? checked.wei : null;
  const settled = useSettled(wei);
  const amount = wei === null ? null : isWhole ? 'max' : wei;
  const quoted = isReviewing || wei === settled ? amount : null;
  const quote = useUnstakeQuote(quoted, { of: subject?.of ?? {} });
  if (staked === 0n) {
    return <p className="empty">{t('form.nothingToUnstake')}</p>;
  }

  const choosePart = (part: Part): void => {
    setIsAll(part === 'max');
    if (part !== 'max' && staked !== null) {
      setText(exactEth(cutWei((staked * BigInt(part)) / 100n)));
    }
  };

  const title =
    wei === null ? '' : t(isWhole ? 'form.unstakeAll' : 'form.unstakeAmount', { amount: ethWithUnit(wei, unit) });
  const send = (): void => {
    if (amount !== null && subject && !isAsking) {
      start({ kind: 'unstake', amount, title, of: subject.of });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (amount === null || isAsking) {
      return;
    }
    proceed(send);
  };

  // What can be claimed is the page's main action.
  const isReady = position !== undefined && sumExits(position).claimable > 0n;
  const terms =
    amount === null ? null : (
      <WorkedOut query={quote} kind="unstake">
        {(known) => <UnstakeTerms quote={known} price={price} isExact={isReviewing} />}
      </WorkedOut>
    );
  if (isReviewing && amount !== null) {
    return showReview({ title, terms, isReady: quote.data !== undefined && !isAsking, send });
  }
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
      {terms ?? (
        <p className="outlook">
          {info && info.exitTerms.way !== 'queue'
            ? explainWay(info.exitTerms.way, info.exitTerms.claimDelaySeconds, texts()).join(' ')
            : t('form.unstakeText')}
        </p>
      )}
      <button
        type="submit"
        className={`button button-large button-wide ${isReady ? 'button-quiet' : ''}`}
        disabled={isAsking || staked === null || (subject?.refusal ?? null) !== null}
      >
        {t(isAsking ? 'form.waitingForAnswer' : 'form.unstake')}
      </button>
    </form>
  );
}
