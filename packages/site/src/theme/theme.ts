import { recall, remember } from '@pooled-staking/react';
import { storageKeys } from '../storage';

export type Theme = 'system' | 'light' | 'dark';

const listeners = new Set<() => void>();

/** The chosen colours; `system` when none were chosen. */
export function readTheme(): Theme {
  const stored = recall(storageKeys.theme);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Puts colours on the page and remembers them. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = theme;
  }
  remember(storageKeys.theme, theme === 'system' ? null : theme);
  for (const listener of listeners) {
    listener();
  }
}

/** Tells of changes; returns the way to stop. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Sets the colours before the first picture: it runs in the page's head, before any module is there. */
export const themeScript =
  `try{var t=localStorage.getItem('${storageKeys.theme}');` +
  `if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`;
