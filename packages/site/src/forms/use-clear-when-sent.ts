import { asksThePerson, useTransactions } from '@pooled-staking/react';
import { useEffect, useRef } from 'react';

/**
 * Empties a form once its transaction is sent; a refused one leaves what was entered.
 * @returns a function that takes the id of the transaction to watch.
 */
export function useClearWhenSent(clear: () => void): (id: number) => void {
  const { activities } = useTransactions();
  const watched = useRef<number | null>(null);
  useEffect(() => {
    const activity = activities.find(({ id }) => id === watched.current);
    if (activity && !asksThePerson(activity)) {
      watched.current = null;
      if (activity.sent || activity.asked) {
        clear();
      }
    }
  }, [activities, clear]);
  return (id) => {
    watched.current = id;
  };
}
