import { asksThePerson, isMishap, useTransactions, type Activity, type Stage } from '@pooled-staking/react';
import { rich, t, type SiteKey } from '../texts/texts';
import { stageTexts } from '../transactions/stage-texts';
import { Section } from './section';
import { TransactionLink } from './transaction-link';
import './activity-list.css';

const steps = [
  { name: 'transaction.stepReview', stages: ['preparing', 'review'] },
  { name: 'transaction.stepWallet', stages: ['wallet', 'asked'] },
  { name: 'transaction.stepSent', stages: ['sent'] },
  { name: 'transaction.stepConfirmed', stages: ['confirmed'] },
] as const satisfies readonly { readonly name: SiteKey; readonly stages: readonly Stage[] }[];

/** How far a transaction has come. */
function Steps({ stage }: { readonly stage: Stage }) {
  const at = steps.findIndex(({ stages }) => stages.some((each) => each === stage));
  return (
    <ol className="steps" aria-label={t('transaction.progress')}>
      {steps.map(({ name }, index) => (
        <li
          key={name}
          className={index < at || stage === 'confirmed' ? 'is-done' : index === at ? 'is-now' : ''}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
        >
          {t(name)}
        </li>
      ))}
    </ol>
  );
}

function ActivityItem({ activity }: { readonly activity: Activity }) {
  const { dismiss } = useTransactions();
  const words = stageTexts(activity);
  const { stage, sent, replacement, chainId } = activity;
  const hasNoSteps = isMishap(activity) || stage === 'refused';
  const [verb, hint] = asksThePerson(activity)
    ? [t('transaction.stopWaiting'), t('transaction.stopWaitingHint')]
    : stage === 'sent'
      ? [t('transaction.stopWatching'), t('transaction.stopWatchingHint')]
      : [t('transaction.dismiss'), undefined];
  return (
    <li className={`activity activity-${stage}`}>
      <div className="activity-head">
        <h3>{activity.intent.title}</h3>
        <button
          type="button"
          className="button-text"
          aria-label={t('transaction.actionOn', { action: verb, title: activity.intent.title })}
          title={hint}
          onClick={() => {
            dismiss(activity.id);
          }}
        >
          {verb}
        </button>
      </div>
      {hasNoSteps ? null : <Steps stage={stage} />}
      <p className="activity-words">
        <strong>{words.title}.</strong> {words.text}
      </p>
      {sent ? (
        <p className="activity-hash">
          {rich('transaction.transactionHash', {
            hash: () => <TransactionLink hash={sent.hash} chainId={chainId} />,
          })}
        </p>
      ) : null}
      {replacement === null ? null : (
        <p className="activity-hash">
          {rich('transaction.replacedBy', { hash: () => <TransactionLink hash={replacement} chainId={chainId} /> })}
        </p>
      )}
    </li>
  );
}

/** What was done since the page was opened and what was on its way before, each with its state. */
export function ActivityList() {
  const { activities } = useTransactions();
  if (activities.length === 0) {
    return null;
  }
  return (
    <Section id="activity" title={t('transaction.activity')}>
      <ul className="activities">
        {activities.map((activity) => (
          <ActivityItem key={activity.id} activity={activity} />
        ))}
      </ul>
    </Section>
  );
}
