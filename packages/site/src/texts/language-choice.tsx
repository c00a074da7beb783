import { nameOf } from '@pooled-staking/texts';
import { siteLanguages } from '@pooled-staking/texts/site';
import { useId, useState } from 'react';
import { chooseLanguage, language, t } from './texts';
import './language-choice.css';

/** Chooses the language, each by its own name. */
export function LanguageChoice() {
  const id = useId();
  const [hasFailed, setHasFailed] = useState(false);
  return siteLanguages.length < 2 ? null : (
    <div className="language">
      <label htmlFor={id}>{t('frame.language')}</label>
      <select
        id={id}
        className="select"
        value={language()}
        onChange={({ target }) => {
          setHasFailed(false);
          chooseLanguage(target.value).catch(() => {
            setHasFailed(true);
          });
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
