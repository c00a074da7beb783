import type { FormLink, PoolInfo } from '@pooled-staking/api';
import { feeReserve, mostToStake, stakeSubjects, yearlyReward } from '@pooled-staking/core';
import { explainEarning } from '@pooled-staking/texts';
import { useState, type FormEvent } from 'react';
import { cutWei, ethWithUnit, exactEth, parseRate, shownPercent } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { Note } from '../components/notes';
import { useFollowFunds } from '../data/follow-chain';
import { useFunds } from '../data/funds';
import { usePosition } from '../data/position';
import { usePoolInfo } from '../data/pool-info';
import { useChosenPool } from '../pools/chosen-pool';
import { rich, t, texts } from '../texts/texts';
import { useTransactions } from '../transactions/transactions';
import { useSession } from '../wallet/session';
import { OnlyAdmitted } from './only-admitted';
import { AmountField, type Part } from './amount-field';
import { checkStake } from './check-amount';
import { SubjectChoice } from './subject-choice';
import { useClearWhenSent } from './use-clear-when-sent';
import { useSubject } from './use-subject';
import './form.css';

/** What an amount earns in a year at the pool's newest rate, with the rate it rests on; `null` without a rate. */
function YearlyReward({ pool, amount }: { readonly pool: PoolInfo; readonly amount: bigint }) {
  const window = pool.apr.find(({ apr }) => apr !== null);
  if (!window?.apr) {
    return <p className="outlook">{t('form.earnsUnknown')}</p>;
  }
  const basis = { rate: shownPercent(window.apr), days: window.days };
  const reward = yearlyReward(amount, parseRate(window.apr));
  return (
    <p className="outlook">
      {amount > 0n
        ? rich('form.earnsAmount', { ...basis, amount: () => <Eth wei={reward} /> })
        : t('form.earnsRate', basis)}
    </p>
  );
}

/**
 * The form that stakes.
 * @param asked what stands in it at first; `null` for nothing.
 */
export function StakeForm({ asked }: { readonly asked: FormLink | null }) {
  const session = useSession();
  // The registry's pool, so that a pool whose figures do not come can be staked in all the same: the Snap checks.
  const { pool: chosen } = useChosenPool();
  const { data: pool } = usePoolInfo();
  const { data: position } = usePosition();
  const subjects = stakeSubjects(chosen, position?.items ?? []);
  const [subject = subjects[0], setKey] = useSubject(subjects, asked);
  const { asset, refusal } = subject;
  const unit = asset.symbol;
  const reading = useFunds(asset);
  useFollowFunds(reading);
  const { data: funds } = reading;
  const { isAsking, start } = useTransactions();
  const [text, setText] = useState(asked?.amount ?? '');
  const [isTried, setIsTried] = useState(false);
  const watch = useClearWhenSent(() => {
    setText('');
    setIsTried(false);
  });

  const capacityLeft = pool && pool.capacityLeft !== 'unlimited' ? BigInt(pool.capacityLeft) : undefined;
  const checked = checkStake(text, { balance: funds?.balance, capacityLeft }, unit);
  const message = !checked.ok && (isTried || !checked.isEmpty) ? checked.message : null;
  // A token pays no fees: nothing of it is kept back.
  const most = funds
    ? mostToStake(funds.balance, asset.address === null ? funds.gasPrice : 0n, capacityLeft ?? null)
    : null;
  const earning = explainEarning(chosen, texts());
  const isClosed = pool?.status === 'paused' || pool?.status === 'full';

  const choosePart = (part: Part): void => {
    if (most !== null) {
      const wei = part === 'max' ? most : (most * BigInt(part)) / 100n;
      setText(exactEth(cutWei(wei)));
    }
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (checked.ok && !isClosed && !isAsking && refusal === null) {
      const title = t('form.stakeAmount', { amount: ethWithUnit(checked.wei, unit) });
      watch(start(session, chosen.id, { kind: 'stake', amount: checked.wei.toString(), title, of: subject.of }));
    }
  };

  if (chosen.onlyAdmitted && position && subjects.every(({ of }) => of.id === undefined)) {
    return <OnlyAdmitted asset={chosen.asset} />;
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <SubjectChoice subjects={subjects} chosen={subject} onChoose={setKey} />
      <AmountField
        unit={unit}
        label={t('form.amountToStake')}
        text={text}
        onText={setText}
        available={funds ? rich('form.inYourAccount', { amount: () => <Eth wei={funds.balance} unit={unit} /> }) : null}
        message={message}
        onPart={most === null ? null : choosePart}
      />
      {earning === null ? null : <p className="outlook">{earning}</p>}
      {pool && earning === null && asset === chosen.asset ? (
        <YearlyReward pool={pool} amount={checked.ok ? checked.wei : 0n} />
      ) : null}
      {funds && checked.ok && most !== null && checked.wei > most ? (
        <Note tone="warning" title={t('form.littleLeftTitle')}>
          {rich('form.littleLeftText', {
            amount: () => <Eth wei={feeReserve(funds.gasPrice)} unit={texts().native.symbol} />,
          })}
        </Note>
      ) : null}
      {isClosed ? (
        <Note tone="warning" title={t(pool.status === 'full' ? 'form.poolFullTitle' : 'form.poolClosedTitle')}>
          {t('form.poolClosedText')}
        </Note>
      ) : null}
      <button
        type="submit"
        className="button button-large button-wide"
        disabled={isAsking || isClosed || refusal !== null}
      >
        {t(isAsking ? 'form.waitingForAnswer' : 'form.stake')}
      </button>
    </form>
  );
}
