import { useInstallSnap, useSession, useSnapStatus } from '@pooled-staking/react';
import { snapId, walletHelpUrl } from '../config';
import { t } from '../texts/texts';
import { ErrorNote, Note } from './notes';

/** The button that installs the Snap, with its id. */
function Install() {
  const install = useInstallSnap();
  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        disabled={install.isPending}
        title={snapId}
        onClick={() => {
          install.mutate();
        }}
      >
        {t(install.isPending ? 'network.checkYourWallet' : 'snap.installSnap')}
      </button>
      {install.error ? <ErrorNote error={install.error} /> : null}
    </>
  );
}

/** What the Snap would add, where the wallet does not have it; nothing once it is there. */
export function SnapOffer() {
  const { wallet } = useSession();
  const { data: snap, error, refetch } = useSnapStatus();
  if (snap?.status === 'missing') {
    return (
      <Note tone="info" title={t('snap.offerTitle')} action={<Install />}>
        {t('snap.offerText')}
      </Note>
    );
  }
  if (snap?.status === 'unsupported') {
    return (
      <Note
        tone="info"
        title={t('snap.noSnapsTitle', { wallet: wallet.name })}
        action={
          <a href={walletHelpUrl} target="_blank" rel="noreferrer">
            {t('wallet.getFlask')}
          </a>
        }
      >
        {t('snap.noSnapsText')}
      </Note>
    );
  }
  return error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null;
}
