import type { ReactNode } from 'react';
import './ledger-line.css';

type LineProps = {
  readonly label: ReactNode;
  readonly children: ReactNode;
  /** `total` is ruled off twice, as in a ledger. */
  readonly kind?: 'entry' | 'total';
};

/** One line of a sum: what it is, dots, how much. For use in a `dl`. */
export function LedgerLine({ label, children, kind = 'entry' }: LineProps) {
  return (
    <div className={`line line-${kind}`}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
