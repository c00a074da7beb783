import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import { followSize, useColours } from './canvas';

/** Told which point the pointer is on; `null` when it leaves. */
export type OnPick = (index: number | null) => void;

type PlotProps = {
  /** Draws it into its place; the same function while it shows the same. */
  readonly make: (host: HTMLElement) => uPlot;
  readonly onPick: OnPick;
  /** What the plot says, for those who do not see it. */
  readonly summary: string;
  /** What tests find it by. */
  readonly name: string;
};

/** A plot in its place, drawn anew for other figures, and for other colours: a canvas does not follow the page's style sheet. */
export function Plot({ make, onPick, summary, name }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const colours = useColours();
  useEffect(() => {
    const element = host.current;
    if (!element) {
      return undefined;
    }
    const plot = make(element);
    const stop = followSize(element, plot);
    return () => {
      stop();
      plot.destroy();
      onPick(null);
    };
  }, [make, colours, onPick]);
  return <div ref={host} className="plot-canvas" role="img" aria-label={summary} data-testid={name} />;
}
