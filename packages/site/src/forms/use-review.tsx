import { useSnapReviews } from '@pooled-staking/react';
import { useState, type ReactNode } from 'react';
import { Review } from './review';

type Reviewed = {
  /** What is about to be done: `Stake 1.5 ETH`. */
  readonly title: string;
  /** What it does and costs. */
  readonly terms: ReactNode;
  /** What it does is known, and can be done now. */
  readonly isReady: boolean;
  readonly send: () => void;
};

/** The last look before the wallet is asked: in the Snap's dialog where there is one, else on the page. */
export function useReview(): {
  readonly isReviewing: boolean;
  /** Goes on from a form that is filled in. */
  readonly proceed: (send: () => void) => void;
  /** What stands in place of the form while it is reviewed. */
  readonly showReview: (of: Reviewed) => ReactNode;
} {
  const doesSnapReview = useSnapReviews();
  const [isReviewing, setIsReviewing] = useState(false);
  const end = (): void => {
    setIsReviewing(false);
  };
  return {
    isReviewing,
    proceed: (send) => {
      if (doesSnapReview) {
        send();
      } else {
        setIsReviewing(true);
      }
    },
    showReview: ({ title, terms, isReady, send }) => (
      <Review
        title={title}
        isReady={isReady}
        onConfirm={() => {
          end();
          send();
        }}
        onBack={end}
      >
        {terms}
      </Review>
    ),
  };
}
