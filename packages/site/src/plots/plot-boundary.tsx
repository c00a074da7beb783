import { Component, Suspense, type ReactNode } from 'react';
import { t } from '../texts/texts';

/** A plot that cannot be loaded or drawn takes nothing else with it: the table has the same figures. */
export class PlotBoundary extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? (
      <p className="plot-missing">{t('rewards.plotFailed')}</p>
    ) : (
      <Suspense fallback={<p className="plot-missing">{t('rewards.drawing')}</p>}>{this.props.children}</Suspense>
    );
  }
}
