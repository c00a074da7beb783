import { useId, type ReactNode } from 'react';
import './panel.css';

type PanelProps = {
  /** Stands above the title, small. */
  readonly eyebrow?: string;
  readonly title: string;
  readonly children: ReactNode;
};

/** What the page is about while it shows no figures: one title, a few words and what to do. */
export function Panel({ eyebrow, title, children }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      {eyebrow === undefined ? null : <p className="eyebrow">{eyebrow}</p>}
      <h1 id={id}>{title}</h1>
      {children}
    </section>
  );
}

/** What can be done, in a row. */
export function PanelAction({ children }: { readonly children: ReactNode }) {
  return <div className="panel-action">{children}</div>;
}

/** What can be chosen, one below the other. */
export function PanelChoices({ children }: { readonly children: ReactNode }) {
  return <ul className="panel-choices">{children}</ul>;
}
