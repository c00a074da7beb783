import { useEffect, useRef, type ReactNode } from 'react';
import { t } from '../texts/texts';
import './review.css';

type ReviewProps = {
  /** What is about to be done: `Stake 1.5 ETH`. */
  readonly title: string;
  /** What it does and costs. */
  readonly children: ReactNode;
  /** What it does is known, and can be done now. */
  readonly isReady: boolean;
  readonly onConfirm: () => void;
  readonly onBack: () => void;
};

/** The last look before the wallet is asked, where no Snap shows one. */
export function Review({ title, children, isReady, onConfirm, onBack }: ReviewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that had the focus is gone.
    heading.current?.focus();
  }, []);
  return (
    <div className="review" role="group" aria-labelledby="review-title" data-testid="review">
      <h3 id="review-title" ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p className="muted">{t('review.text')}</p>
      {children}
      <div className="review-actions">
        <button type="button" className="button button-large" disabled={!isReady} onClick={onConfirm}>
          {t('review.confirm')}
        </button>
        <button type="button" className="button button-quiet" onClick={onBack}>
          {t('review.back')}
        </button>
      </div>
    </div>
  );
}
