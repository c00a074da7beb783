import { useHead } from '@pooled-staking/react';
import { Note } from '../components/notes';
import { When } from '../components/time';
import { formatNumber, rich, t } from '../texts/texts';

/** Says when the chain has gone silent, and how old what is on show is. */
export function ChainNotice() {
  const { data: head, error } = useHead();
  if (!error) {
    return null;
  }
  return (
    <Note tone="warning" title={t('dashboard.networkSilentTitle')}>
      {head ? (
        <>
          {rich('dashboard.figuresOfBlock', {
            block: formatNumber(head.number),
            time: () => <When time={head.timestamp} />,
          })}{' '}
        </>
      ) : null}
      {t('dashboard.networkSilentText')}
    </Note>
  );
}
