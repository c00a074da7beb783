import { snapId, walletHelpUrl } from '../config';
import { useInstallSnap, useSnapStatus } from '../data/snap-status';
import { useSession } from '../wallet/session';
import { ErrorNote, Note, Skeleton } from './notes';
import { Panel, PanelAction } from './panel';

/** The card that installs the Snap. */
function InstallCard() {
  const install = useInstallSnap();
  return (
    <Panel eyebrow="One more step" title="Install the staking Snap">
      <p>
        The Snap is a small program inside your wallet. It works out each stake, exit and claim, shows you in plain
        words what will happen, and adds up your rewards. It holds no keys and cannot move ETH by itself.
      </p>
      <PanelAction>
        <button
          type="button"
          className="button button-large"
          disabled={install.isPending}
          onClick={() => {
            install.mutate();
          }}
        >
          {install.isPending ? 'Check your wallet…' : 'Install the Snap'}
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
        title={`${wallet.name} does not run Snaps`}
        action={
          <a className="button" href={walletHelpUrl} target="_blank" rel="noreferrer">
            Get MetaMask Flask
          </a>
        }
      >
        Staking here goes through a Snap, a small program inside MetaMask. You can look at the pool below; to stake,
        disconnect and come back with MetaMask Flask.
      </Note>
    );
  }
  if (error) {
    return <ErrorNote error={error} onRetry={() => void refetch()} />;
  }
  return snap ? null : <Skeleton lines={3} label="Looking for the Snap" />;
}
