import { isMishap, isOpen, useTransactions } from '@pooled-staking/react';
import { useState } from 'react';
import { t } from '../texts/texts';
import { stageTexts } from '../transactions/stage-texts';
import './status-strip.css';

/** What was closed last: each page has a line of its own, and none shows again what was closed on another. */
let lastClosed = 0;

/** The latest transaction in one line that stays in sight and is read out at every change. */
export function StatusStrip() {
  const { activities } = useTransactions();
  const [closed, setClosed] = useState(lastClosed);
  const newest = activities[0];
  const latest = newest && (isOpen(newest) || newest.id !== closed) ? newest : undefined;
  const words = latest && stageTexts(latest);
  return (
    <div className={`strip ${latest ? `strip-${latest.stage}` : 'is-empty'}`}>
      <div className="strip-row page-width">
        <p className="strip-text" role="status" aria-live="polite" data-testid="transaction-status">
          {latest && words ? (
            <>
              <span className="strip-title">{latest.intent.title}</span>
              <span className="strip-stage">{words.title}</span>
              {isOpen(latest) || latest.asked || (isMishap(latest) && latest.sent) ? (
                <span className="strip-words">{words.text}</span>
              ) : null}
            </>
          ) : null}
        </p>
        {latest && !isOpen(latest) ? (
          <button
            type="button"
            className="strip-close"
            onClick={() => {
              lastClosed = latest.id;
              setClosed(latest.id);
            }}
            aria-label={t('frame.closeLine')}
          >
            ×
          </button>
        ) : null}
      </div>
    </div>
  );
}
