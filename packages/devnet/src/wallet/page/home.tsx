import type { ReactNode } from 'react';

import type { HomeView } from '../protocol';
import { Icon } from './icon';
import type { PanelActions } from './panel-actions';
import { Notice } from './pieces';
import { SnapInterface } from './snap-ui/interface';
import { Spinner } from './snap-ui/layout';

type Props = { home: HomeView; snapName: string | undefined; actions: PanelActions };

function Content({ home, actions }: Omit<Props, 'snapName'>): ReactNode {
  switch (home.status) {
    case 'loading':
      return <Spinner />;
    case 'failed':
      return (
        <Notice tone="warning" title="The page could not be opened">
          {home.message}
        </Notice>
      );
    case 'ready':
      return <SnapInterface key={home.shown.id} shown={home.shown} actions={actions} />;
  }
}

/** The home page of the Snap. */
export function Home({ home, snapName, actions }: Props): ReactNode {
  return (
    <section className="home" data-testid="dev-wallet-home-page" aria-label={snapName}>
      <div className="home-head">
        <button
          type="button"
          className="icon-button"
          aria-label="Back to the wallet"
          onClick={() => {
            actions.tell({ command: 'close-home' });
          }}
        >
          <Icon name="arrow-left" />
        </button>
        <h2 className="title">{snapName}</h2>
      </div>
      <div className="scroll">
        <Content home={home} actions={actions} />
      </div>
    </section>
  );
}
