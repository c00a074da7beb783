import { snapId, walletHelpUrl } from '../config';
import { useInstallSnap, useSnapStatus } from '../data/snap-status';
import { t } from '../texts/texts';
import { useSession } from '../wallet/session';
import { ErrorNote, Note, Skeleton } from './notes';
import { Panel, PanelAction } from './panel';

/** The card that installs the Snap. */
function InstallCard() {
  const install = useInstallSnap();
  return (
    <Panel eyebrow={t('snap.oneMoreStep')} title={t('snap.installTitle')}>
      <p>{t('snap.installText')}</p>
      <PanelAction>
        <button
          type="button"
          className="button button-large"
          disabled={install.isPending}
          onClick={() => {
            install.mutate();
          }}
        >
          {t(install.isPending ? 'network.checkYourWallet' : 'snap.installSnap')}
        </button>
        <code className="muted">{snapId}</code>
      </PanelAction>
      {install.error ? <ErrorNote error={install.error} /> : null}
    </Panel>
  );
}

/** What stands between a connected wallet and the dashboard; nothing once the Snap is there. */
export function SnapGate() {
  const { wallet } = useSession();
  const { data: snap, error, refetch } = useSnapStatus();
  if (snap?.status === 'missing') {
    return <InstallCard />;
  }
  if (snap?.status === 'unsupported') {
    return (
      <Note
        tone="warning"
        title={t('snap.noSnapsTitle', { wallet: wallet.name })}
        action={
          <a className="button" href={walletHelpUrl} target="_blank" rel="noreferrer">
            {t('wallet.getFlask')}
          </a>
        }
      >
        {t('snap.noSnapsText')}
      </Note>
    );
  }
  if (error) {
    return <ErrorNote error={error} onRetry={() => void refetch()} />;
  }
  return snap ? null : <Skeleton lines={3} label={t('snap.lookingForSnap')} />;
}
