import type { FormLink, PoolInfo } from '@pooled-staking/api';
import { feeReserve, mostToStake, stakeSubjects, toFiatCents, type FiatPrice } from '@pooled-staking/core';
import {
  useChosenPool,
  useCurrency,
  useFiatPrice,
  useFunds,
  usePool,
  usePosition,
  useStakeQuote,
  useTransaction,
} from '@pooled-staking/react';
import { explainEarning } from '@pooled-staking/texts';
import { useState, type FormEvent } from 'react';
import { cutWei, ethWithUnit, exactCents, exactEth, shownEth, shownFiatCents, shownPercent } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { Note } from '../components/notes';
import { rich, t, texts } from '../texts/texts';
import { OnlyAdmitted } from './only-admitted';
import { AmountField, type Part } from './amount-field';
import { checkStake } from './check-amount';
import { StakeRisks } from './stake-risks';
import { StakeTerms } from './stake-terms';
import { WorkedOut } from './terms-parts';
import { SubjectChoice } from './subject-choice';
import { useClearWhenSent } from './use-clear-when-sent';
import { useReview } from './use-review';
import { useSettled } from './use-settled';
import { useSubject } from './use-subject';
import './form.css';

/** The rate that a stake would earn at, before there is an amount to work out. */
function RateNow({ pool }: { readonly pool: PoolInfo }) {
  const window = pool.apr.find(({ apr }) => apr !== null);
  return (
    <p className="outlook">
      {window?.apr
        ? t('form.earnsRate', { rate: shownPercent(window.apr), days: window.days })
        : t('form.earnsUnknown')}
    </p>
  );
}

/**
 * The form that stakes.
 * @param asked what stands in it at first; `null` for nothing.
 */
export function StakeForm({ asked }: { readonly asked: FormLink | null }) {
  // The registry's pool, so that a pool whose figures do not come can be staked in all the same: the Snap checks.
  const { pool: chosen, network } = useChosenPool();
  const { data: pool } = usePool();
  const { data: position } = usePosition();
  const subjects = stakeSubjects(chosen, position?.items ?? []);
  const [subject = subjects[0], setKey] = useSubject(subjects, asked);
  const { asset, refusal } = subject;
  const unit = asset.symbol;
  const { data: funds } = useFunds({ asset });
  const { state, isAsking, start } = useTransaction();
  const [text, setText] = useState(asked?.amount ?? '');
  const [isTried, setIsTried] = useState(false);
  const { isReviewing, proceed, showReview } = useReview();
  /** The price at which an amount of money is read; `null` while the asset is counted. It stays as it was shown. */
  const [rate, setRate] = useState<FiatPrice | null>(null);
  const price = useFiatPrice(useCurrency(network));
  useClearWhenSent(state, () => {
    setText('');
    setIsTried(false);
  });

  const capacityLeft = pool && pool.capacityLeft !== 'unlimited' ? BigInt(pool.capacityLeft) : undefined;
  const countedIn = asset.address === null ? rate : null;
  const checked = checkStake(text, { balance: funds?.balance, capacityLeft }, unit, countedIn);
  const message = !checked.ok && (isTried || !checked.isEmpty) ? checked.message : null;
  // A token pays no fees: nothing of it is kept back.
  const most = funds
    ? mostToStake(funds.balance, asset.address === null ? funds.gasPrice : 0n, capacityLeft ?? null)
    : null;
  const earning = explainEarning(chosen, texts());
  const isClosed = pool?.status === 'paused' || pool?.status === 'full';

  const wei = checked.ok ? checked.wei : null;
  const settled = useSettled(wei);
  const quoted = isReviewing ? wei : wei === settled ? wei : null;
  const quote = useStakeQuote(isClosed || refusal !== null ? null : quoted, { of: subject.of });

  const write = (amount: bigint, at: FiatPrice | null): void => {
    setText(at ? exactCents(toFiatCents(amount, at)) : exactEth(amount));
  };
  const choosePart = (part: Part): void => {
    if (most !== null) {
      write(cutWei(part === 'max' ? most : (most * BigInt(part)) / 100n), countedIn);
    }
  };
  const switchTo = countedIn ? null : price;
  const unitSwitch =
    asset.address === null && (countedIn ?? price)
      ? {
          label: t('form.countIn', { unit: switchTo?.currency ?? unit }),
          onSwitch: () => {
            if (wei !== null) {
              write(wei, switchTo);
            }
            setRate(switchTo);
          },
        }
      : null;

  const title = wei === null ? '' : t('form.stakeAmount', { amount: ethWithUnit(wei, unit) });
  const send = (): void => {
    if (wei !== null && !isAsking) {
      start({ kind: 'stake', amount: wei, title, of: subject.of });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (wei === null || isClosed || isAsking || refusal !== null) {
      return;
    }
    proceed(send);
  };

  const terms =
    wei === null || isClosed || refusal !== null ? null : (
      <WorkedOut query={quote} kind="stake">
        {(known) => (
          <StakeTerms quote={known} info={pool} price={price} isOfMoney={countedIn !== null} isExact={isReviewing} />
        )}
      </WorkedOut>
    );
  if (isReviewing && wei !== null) {
    return showReview({ title, terms, isReady: quote.data !== undefined && !isAsking, send });
  }
  if (chosen.onlyAdmitted && position && subjects.every(({ of }) => of.id === undefined)) {
    return <OnlyAdmitted asset={chosen.asset} />;
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <SubjectChoice subjects={subjects} chosen={subject} onChoose={setKey} />
      <AmountField
        unit={countedIn?.currency ?? unit}
        label={t('form.amountToStake')}
        text={text}
        onText={setText}
        available={funds ? rich('form.inYourAccount', { amount: () => <Eth wei={funds.balance} unit={unit} /> }) : null}
        message={message}
        unitSwitch={unitSwitch}
        onPart={most === null ? null : choosePart}
      />
      {wei === null ? null : (
        <p className="outlook" data-testid="exact-amount">
          {t('form.sendsExactly', { amount: `${shownEth(wei, 18)} ${unit}` })}{' '}
          {countedIn
            ? t('rewards.priceOfEth', {
                price: shownFiatCents(toFiatCents(10n ** 18n, countedIn), countedIn.currency),
              })
            : null}
        </p>
      )}
      {earning === null ? null : <p className="outlook">{earning}</p>}
      {pool && earning === null && asset === chosen.asset && terms === null ? <RateNow pool={pool} /> : null}
      {terms}
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
      <StakeRisks info={pool} />
    </form>
  );
}
