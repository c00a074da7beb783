import { PageFrame, PageHead } from '../components/page-frame';
import { Panel, PanelAction } from '../components/panel';

export default function NotFoundPage() {
  return (
    <PageFrame>
      <Panel eyebrow="404" title="No such page in this ledger">
        <p>The address may be mistyped, or the page has moved.</p>
        <PanelAction>
          <a className="button" href="/">
            Go to the first page
          </a>
        </PanelAction>
      </Panel>
    </PageFrame>
  );
}

export function Head() {
  return <PageHead title="Page not found - Pooled Staking" />;
}
