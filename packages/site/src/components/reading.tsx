import type { ReadProgress } from '@pooled-staking/react';
import { t } from '../texts/texts';
import './reading.css';

type ReadingProps = {
  /** What is read: `Reading your history`. */
  readonly label: string;
  /** `null` while its length is not known. */
  readonly progress?: ReadProgress | null;
  readonly onCancel: () => void;
};

/** A read that may take long: how far it has come, and the way to stop it. */
export function ReadingLine({ label, progress = null, onCancel }: ReadingProps) {
  const isKnown = progress !== null && progress.total > 0;
  return (
    <div className="reading">
      <p className="reading-words" role="status">
        {t('rewards.readingLabel', { label })}
      </p>
      <progress
        className="reading-bar"
        aria-label={label}
        {...(isKnown ? { value: progress.done, max: progress.total } : {})}
      />
      <p className="reading-count">{isKnown ? t('rewards.readingBlocks', progress) : t('rewards.readingShort')}</p>
      <button type="button" className="button button-quiet button-small" onClick={onCancel}>
        {t('rewards.cancel')}
      </button>
    </div>
  );
}

/** What is there instead of a read that was stopped. */
export function StoppedLine({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <div className="reading reading-stopped">
      <p role="status">{t('rewards.readingCancelled')}</p>
      <button type="button" className="button button-quiet button-small" onClick={onAgain}>
        {t('rewards.readAgain')}
      </button>
    </div>
  );
}
