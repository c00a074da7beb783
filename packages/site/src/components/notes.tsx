import { Link } from 'gatsby';
import type { ReactNode } from 'react';
import { describeError } from '../errors/describe-error';
import { topicOfError } from '../help/topic-of-error';
import { addressOfHelp } from '../help/help-address';
import { t } from '../texts/texts';
import './notes.css';

type NoteProps = {
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** A note in the page: what is the matter, and what can be done. */
export function Note({ tone, title, children, action }: NoteProps) {
  return (
    <div className={`note note-${tone}`} role={tone === 'error' ? 'alert' : 'note'}>
      <p className="note-title">{title}</p>
      {children ? <div className="note-text">{children}</div> : null}
      {action ? <div className="note-action">{action}</div> : null}
    </div>
  );
}

/** An error in words, with a way to try again. */
export function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { title, message, advice, isRefusal } = describeError(error);
  const topic = topicOfError(error);
  return (
    <Note
      tone={isRefusal ? 'info' : 'error'}
      title={title}
      action={
        onRetry ? (
          <button type="button" className="button button-quiet" onClick={onRetry}>
            {t('frame.tryAgain')}
          </button>
        ) : null
      }
    >
      {message} {advice}
      {topic === null ? null : (
        <>
          {' '}
          <Link to={addressOfHelp(topic)}>{t('help.title')}</Link>
        </>
      )}
    </Note>
  );
}

/** One line over figures that are still on show but could not be refreshed; nothing when they are fresh. */
export function StaleLine({ error }: { readonly error: unknown }) {
  return error ? <p className="stale">{t('dashboard.notUpToDate', { reason: describeError(error).title })}</p> : null;
}

/** Grey lines in place of text that is on its way. */
export function Skeleton({ lines, label }: { readonly lines: number; readonly label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton-line" />
      ))}
    </div>
  );
}
