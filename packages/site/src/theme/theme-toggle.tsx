import { useEffect, useState } from 'react';
import { recallTheme, rememberTheme, type Theme } from '../storage';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const names: Readonly<Record<Theme, string>> = { system: 'System', light: 'Light', dark: 'Dark' };

/** Chooses the colours: those of the computer, light or dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>('system');
  useEffect(() => setTheme(recallTheme()), []);

  const choose = (chosen: Theme): void => {
    setTheme(chosen);
    rememberTheme(chosen);
    if (chosen === 'system') {
      delete document.documentElement.dataset['theme'];
    } else {
      document.documentElement.dataset['theme'] = chosen;
    }
  };

  return (
    <fieldset className="theme">
      <legend className="sr-only">Colours</legend>
      {themes.map((each) => (
        <label key={each} className="theme-choice">
          <input type="radio" name="theme" value={each} checked={theme === each} onChange={() => choose(each)} />
          <span>{names[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
