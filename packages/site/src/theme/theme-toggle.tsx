import { useEffect, useRef, useSyncExternalStore } from 'react';
import { t, type SiteKey } from '../texts/texts';
import { chooseTheme, onThemeChange, readTheme, type Theme } from './theme';
import './theme-toggle.css';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const names = {
  system: 'frame.themeSystem',
  light: 'frame.themeLight',
  dark: 'frame.themeDark',
} as const satisfies Record<Theme, SiteKey>;

/** Chooses the colours: those of the computer, light or dark. */
export function ThemeToggle() {
  const theme = useSyncExternalStore<Theme>(onThemeChange, readTheme, () => 'system');
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    // Chosen before the page's scripts were there: the markup itself has the first one checked.
    const [first] = themes;
    const early = themes.find((each) => group.current?.querySelector<HTMLInputElement>(`[value="${each}"]`)?.checked);
    if (early !== undefined && early !== first && early !== readTheme()) {
      chooseTheme(early);
    }
  }, []);
  return (
    <fieldset className="theme" ref={group}>
      <legend className="sr-only">{t('frame.theme')}</legend>
      {themes.map((each) => (
        <label key={each} className="theme-choice">
          <input
            type="radio"
            name="theme"
            value={each}
            checked={theme === each}
            onChange={() => {
              chooseTheme(each);
            }}
          />
          <span>{t(names[each])}</span>
        </label>
      ))}
    </fieldset>
  );
}
