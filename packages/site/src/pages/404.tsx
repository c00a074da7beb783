import { PageFrame, PageHead } from '../components/page-frame';

export default function NotFoundPage() {
  return (
    <PageFrame>
      <section className="panel" aria-labelledby="not-found-title">
        <p className="eyebrow">404</p>
        <h1 id="not-found-title">No such page in this ledger</h1>
        <p>The address may be mistyped, or the page has moved.</p>
        <div className="panel-action">
          <a className="button" href="/">
            Go to the first page
          </a>
        </div>
      </section>
    </PageFrame>
  );
}

export function Head() {
  return <PageHead title="Page not found - Pooled Staking" />;
}
