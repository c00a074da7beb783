import { nameOf } from '@pooled-staking/texts';
import { siteLanguages } from '@pooled-staking/texts/site';
import { useEffect, useId, useRef, useState } from 'react';
import { chooseLanguage, language, t } from './texts';
import './language-choice.css';

/** Chooses the language, each by its own name. */
export function LanguageChoice() {
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const choose = (code: string): void => {
    setHasFailed(false);
    chooseLanguage(code).catch(() => {
      setHasFailed(true);
    });
  };
  useEffect(() => {
    // Chosen before the page's scripts were there.
    const early = select.current?.value;
    if (early !== undefined && early !== language()) {
      choose(early);
    }
  }, []);
  return siteLanguages.length < 2 ? null : (
    <div className="language">
      <label htmlFor={id}>{t('frame.language')}</label>
      <select
        ref={select}
        id={id}
        className="select"
        value={language()}
        autoComplete="off"
        onChange={({ target }) => {
          choose(target.value);
        }}
      >
        {siteLanguages.map((code) => (
          <option key={code} value={code} lang={code}>
            {nameOf('language', code, code)}
          </option>
        ))}
      </select>
      <p className="language-fault" role="status">
        {hasFailed ? t('frame.languageMissing') : null}
      </p>
    </div>
  );
}
