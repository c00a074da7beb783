import { longestClaimDelay } from '@pooled-staking/core';
import { formatWait } from '@pooled-staking/texts';
import { locale, t } from '../texts/texts';
import { helpTopics, type HelpFigures } from './topics';
import './help.css';

/** How it all works, what can go wrong, and what to do then. Each topic has an address. */
export function Help() {
  const figures: HelpFigures = { wait: formatWait(longestClaimDelay, locale()) };
  return (
    <article className="help">
      <h1>{t('help.title')}</h1>
      <nav aria-labelledby="help-contents">
        <p id="help-contents" className="eyebrow">
          {t('help.contents')}
        </p>
        <ul className="help-contents">
          {helpTopics.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{t(title)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {helpTopics.map(({ id, title, texts }) => (
        <section key={id} className="help-topic" aria-labelledby={id}>
          <h2 id={id}>{t(title)}</h2>
          {texts.map((text) => (
            <p key={text}>{t(text, figures)}</p>
          ))}
        </section>
      ))}
    </article>
  );
}
