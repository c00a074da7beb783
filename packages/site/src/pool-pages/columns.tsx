import type { ReactNode } from 'react';
import './columns.css';

/** What a page is about, and what goes beside it. */
export function Columns({ side, children }: { readonly side: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="columns">
      <div className="columns-main">{children}</div>
      <div className="columns-side">{side}</div>
    </div>
  );
}
