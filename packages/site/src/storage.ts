/** What the site remembers in the browser: the wallet used last and the colours. Both may be missing at any time. */
const keys = { wallet: 'pooled-staking.wallet', theme: 'pooled-staking.theme' } as const;

/** Storage is refused in some private windows: the site then remembers nothing. */
function attempt<Value>(work: () => Value, fallback: Value): Value {
  try {
    return work();
  } catch {
    return fallback;
  }
}

/** The rdns of the wallet that was connected last, or `null`. */
export function recallWallet(): string | null {
  return attempt(() => localStorage.getItem(keys.wallet), null);
}

export function rememberWallet(rdns: string): void {
  attempt(() => localStorage.setItem(keys.wallet, rdns), undefined);
}

export function forgetWallet(): void {
  attempt(() => localStorage.removeItem(keys.wallet), undefined);
}

export type Theme = 'system' | 'light' | 'dark';

/** The chosen colours; `system` when none were chosen. */
export function recallTheme(): Theme {
  const stored = attempt(() => localStorage.getItem(keys.theme), null);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function rememberTheme(theme: Theme): void {
  attempt(() => (theme === 'system' ? localStorage.removeItem(keys.theme) : localStorage.setItem(keys.theme, theme)), undefined);
}

/** Sets the colours before the first picture: run from the page's head, so it is a script in itself. */
export const themeScript = `try{var t=localStorage.getItem('${keys.theme}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`;
