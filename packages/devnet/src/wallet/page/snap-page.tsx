import type { ReactNode } from 'react';

import type { PageView } from '../protocol';
import type { PanelActions } from './panel-actions';
import { Notice, Sheet } from './pieces';
import { SnapInterface } from './snap-ui/interface';
import { Spinner } from './snap-ui/layout';

type Props = { page: PageView; snapName: string; actions: PanelActions };

function Content({ page, actions }: Omit<Props, 'snapName'>): ReactNode {
  switch (page.status) {
    case 'loading':
      return <Spinner />;
    case 'failed':
      return (
        <Notice tone="warning" title="The page could not be opened">
          {page.message}
        </Notice>
      );
    case 'ready':
      return <SnapInterface key={page.shown.id} shown={page.shown} actions={actions} />;
  }
}

/** The home page of the Snap, or its settings. */
export function SnapPage({ page, snapName, actions }: Props): ReactNode {
  return (
    <Sheet
      title={page.name === 'home' ? snapName : `Settings of ${snapName}`}
      testId={`dev-wallet-${page.name}-page`}
      onBack={() => {
        actions.tell({ command: 'close-page' });
      }}
    >
      <Content page={page} actions={actions} />
    </Sheet>
  );
}
