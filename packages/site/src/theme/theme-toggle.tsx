import { useSyncExternalStore } from 'react';
import { chooseTheme, onThemeChange, readTheme, type Theme } from './theme';
import './theme-toggle.css';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const names: Readonly<Record<Theme, string>> = { system: 'System', light: 'Light', dark: 'Dark' };

/** Chooses the colours: those of the computer, light or dark. */
export function ThemeToggle() {
  const theme = useSyncExternalStore<Theme>(onThemeChange, readTheme, () => 'system');
  return (
    <fieldset className="theme">
      <legend className="sr-only">Colours</legend>
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
          <span>{names[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
