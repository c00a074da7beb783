import { asksThePerson, isMishap, stageWords, type Activity, type Stage } from '../transactions/activity';
import { useTransactions } from '../transactions/transactions';
import { Section } from './section';
import { TransactionLink } from './transaction-link';
import './activity-list.css';

const steps: readonly { readonly name: string; readonly stages: readonly Stage[] }[] = [
  { name: 'Review', stages: ['preparing', 'review'] },
  { name: 'Wallet', stages: ['wallet', 'asked'] },
  { name: 'Sent', stages: ['sent'] },
  { name: 'Confirmed', stages: ['confirmed'] },
];

/** How far a transaction has come. */
function Steps({ stage }: { readonly stage: Stage }) {
  const at = steps.findIndex(({ stages }) => stages.includes(stage));
  return (
    <ol className="steps" aria-label="Progress">
      {steps.map(({ name }, index) => (
        <li
          key={name}
          className={index < at || stage === 'confirmed' ? 'is-done' : index === at ? 'is-now' : ''}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}

function ActivityItem({ activity }: { readonly activity: Activity }) {
  const { dismiss } = useTransactions();
  const words = stageWords(activity);
  const { stage, sent, replacement, chainId } = activity;
  const hasNoSteps = isMishap(activity) || stage === 'refused';
  const [verb, hint] = asksThePerson(activity)
    ? ['Stop waiting', 'A question that is still open in the wallet can be refused there.']
    : stage === 'sent'
      ? ['Stop watching', 'The transaction goes its way all the same.']
      : ['Dismiss', undefined];
  return (
    <li className={`activity activity-${stage}`}>
      <div className="activity-head">
        <h3>{activity.intent.title}</h3>
        <button
          type="button"
          className="button-text"
          aria-label={`${verb}: ${activity.intent.title}`}
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
          Transaction <TransactionLink hash={sent.hash} chainId={chainId} />
        </p>
      ) : null}
      {replacement === null ? null : (
        <p className="activity-hash">
          Replaced by <TransactionLink hash={replacement} chainId={chainId} />
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
    <Section id="activity" title="Activity">
      <ul className="activities">
        {activities.map((activity) => (
          <ActivityItem key={activity.id} activity={activity} />
        ))}
      </ul>
    </Section>
  );
}
