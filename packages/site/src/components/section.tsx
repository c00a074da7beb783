import { Component, type ReactNode } from 'react';
import { ErrorNote } from './notes';
import './section.css';

type BoundaryState = { readonly failure: { readonly error: unknown } | null };

/** Keeps a failure inside its section, so that the others stay usable. */
class ErrorBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { failure: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failure: { error } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure ? (
      <ErrorNote
        error={failure.error}
        onRetry={() => {
          this.setState({ failure: null });
        }}
      />
    ) : (
      this.props.children
    );
  }
}

type SectionProps = {
  readonly id: string;
  readonly title: string;
  /** Stands beside the title: a date, a count, a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A part of the page with a heading of its own. */
export function Section({ id, title, aside, children }: SectionProps) {
  return (
    <section className={`section section-${id}`} aria-labelledby={`${id}-title`}>
      <div className="section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {aside ? <div className="section-aside">{aside}</div> : null}
      </div>
      <ErrorBoundary>{children}</ErrorBoundary>
    </section>
  );
}
