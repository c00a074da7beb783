import type { ReactNode } from 'react';

import type { SessionView, SnapView, WalletState, WorkView } from '../protocol';
import type { PanelActions } from './panel-actions';
import { SmallButton } from './pieces';

const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

type SessionProps = { session: SessionView; wallet: WalletState; actions: PanelActions };

/** What the Snap may propose, and the way to end that. */
function Session({ session, wallet, actions }: SessionProps): ReactNode {
  const accounts = wallet.accounts.filter(({ address }) => session.accounts.includes(address));
  const names = accounts.map(({ label }) => label).join(', ');
  return (
    <div className="group-line group-inner" data-testid="dev-wallet-session">
      <span className="dot dot-on" />
      <span className="grow">
        {`May propose transactions of ${names} on ${session.networks.map(({ name }) => name).join(', ')}`}
      </span>
      <SmallButton
        testId="dev-wallet-end-session"
        onClick={() => {
          actions.tell({ command: 'end-session' });
        }}
      >
        End
      </SmallButton>
    </div>
  );
}

/** What the Snap does by the clock: jobs of its manifest and events that it scheduled. */
function Work({ work, actions }: { work: readonly WorkView[]; actions: PanelActions }): ReactNode {
  return (
    <details className="controls group-inner" data-testid="dev-wallet-work">
      <summary>{`Its work by the clock: ${work.length}`}</summary>
      <ul className="work">
        {work.map(({ id, method, schedule, next, isJob }) => (
          <li key={id} className="group-line" data-testid="dev-wallet-work-item">
            <span className="grow">
              <span className="account-label">{method}</span>
              <span className="note">{isJob ? `${schedule}, next` : 'Once,'}</span>
              <span className="note">{time.format(new Date(next))}</span>
            </span>
            <SmallButton
              testId="dev-wallet-run-work"
              onClick={() => {
                actions.tell({ command: 'run-work', id });
              }}
            >
              Run now
            </SmallButton>
          </li>
        ))}
      </ul>
    </details>
  );
}

const pageNames = { home: 'Open its page', settings: 'Settings' } as const;

type InstalledProps = { snap: SnapView; wallet: WalletState; actions: PanelActions };

function Installed({ snap, wallet, actions }: InstalledProps): ReactNode {
  return (
    <div className="group group-apart" data-testid="dev-wallet-snap">
      <div>
        <span className="account-label">{snap.name}</span>
        <span className="note">{`Snap, version ${snap.version}`}</span>
      </div>
      {snap.pages.length === 0 ? null : (
        <div className="button-row">
          {snap.pages.map((page) => (
            <SmallButton
              key={page}
              testId={`dev-wallet-${page}`}
              onClick={() => {
                actions.openPage(page);
              }}
            >
              {pageNames[page]}
            </SmallButton>
          ))}
        </div>
      )}
      {snap.session === null ? null : <Session session={snap.session} wallet={wallet} actions={actions} />}
      {snap.work.length === 0 ? null : <Work work={snap.work} actions={actions} />}
    </div>
  );
}

/** The Snap, with all that a person can open and do of it. */
export function SnapGroup({ wallet, actions }: { wallet: WalletState; actions: PanelActions }): ReactNode {
  return wallet.snap ? (
    <Installed snap={wallet.snap} wallet={wallet} actions={actions} />
  ) : (
    <div className="group group-line">
      <span className="note grow">No Snap is installed yet: the site asks for it.</span>
      <SmallButton
        testId="dev-wallet-install"
        onClick={() => {
          actions.tell({ command: 'install-snap' });
        }}
      >
        Install it
      </SmallButton>
    </div>
  );
}
