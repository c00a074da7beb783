import { wasHandedOver, type TransactionState } from '@pooled-staking/react';
import { useEffect, useRef } from 'react';

/** Empties a form once its transaction is handed over; a refused one leaves what was entered. */
export function useClearWhenSent(state: TransactionState, clear: () => void): void {
  const isGone = wasHandedOver(state);
  const wasGone = useRef(false);
  useEffect(() => {
    if (isGone && !wasGone.current) {
      clear();
    }
    wasGone.current = isGone;
  }, [isGone, clear]);
}
