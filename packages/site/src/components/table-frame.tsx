import type { ReactNode } from 'react';
import './table-frame.css';

type TableFrameProps = { readonly label: string; readonly children: ReactNode };

/** Room for a table that may be wider than the window: the keyboard moves it, too. */
export function TableFrame({ label, children }: TableFrameProps) {
  return (
    <div className="table-frame" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
