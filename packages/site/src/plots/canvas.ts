import { useSyncExternalStore } from 'react';
import { onThemeChange, readTheme } from '../theme/theme';

const dark = '(prefers-color-scheme: dark)';

/** The colours in use: they change with the page's choice and with the computer's. */
export function useColours(): string {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(dark);
      media.addEventListener('change', listener);
      const stop = onThemeChange(listener);
      return () => {
        media.removeEventListener('change', listener);
        stop();
      };
    },
    () => `${readTheme()} ${matchMedia(dark).matches}`,
    () => '',
  );
}

export type Palette = Readonly<Record<'accent' | 'loss' | 'rule' | 'ruleStrong' | 'soft' | 'sheet', string>>;

/** The page's colours as the canvas takes them: a custom property may hold two, for light and dark. */
export function readPalette(host: HTMLElement): Palette {
  const probe = host.appendChild(document.createElement('span'));
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = {
    accent: colour('--accent'),
    loss: colour('--loss'),
    rule: colour('--rule'),
    ruleStrong: colour('--rule-strong'),
    soft: colour('--soft'),
    sheet: colour('--sheet'),
  };
  probe.remove();
  return palette;
}

/** `rgb(1, 2, 3)` with a part of its strength. */
export function faint(colour: string, strength: number): string {
  return colour.replace(/^rgb\((.+)\)$/u, `rgba($1, ${strength})`);
}

const narrow = 480;

/** The size of a plot in its place. */
export function sizeOf(host: HTMLElement): { readonly width: number; readonly height: number } {
  const width = Math.max(200, Math.floor(host.clientWidth));
  return { width, height: width < narrow ? 210 : 280 };
}

type Sized = {
  readonly width: number;
  readonly height: number;
  setSize: (size: { width: number; height: number }) => void;
};

/** Keeps a plot as large as its place. Returns the way to stop. */
export function followSize(host: HTMLElement, plot: Sized): () => void {
  const observer = new ResizeObserver(() => {
    const size = sizeOf(host);
    if (size.width !== plot.width || size.height !== plot.height) {
      plot.setSize(size);
    }
  });
  observer.observe(host);
  return () => {
    observer.disconnect();
  };
}
