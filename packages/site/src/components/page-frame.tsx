// What holds on every page comes first: the components' own styles, which are imported with them, build on it.
import '../styles/fonts.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/buttons.css';
import { withPrefix } from 'gatsby';
import { useEffect, type ReactNode } from 'react';
import { LanguageChoice } from '../texts/language-choice';
import { language, t, useLanguage } from '../texts/texts';
import { ThemeToggle } from '../theme/theme-toggle';
import { Header } from './header';
import { SiteLinks } from './site-links';
import './page-frame.css';

/** Header, main part and footer of every page. */
export function PageFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        {t('frame.skip')}
      </a>
      <Header />
      <main id="main" className="main" tabIndex={-1}>
        <div className="page page-width">{children}</div>
      </main>
      <footer className="footer">
        <div className="footer-row page-width">
          <p>{t('frame.footer')}</p>
          <SiteLinks />
          <div className="footer-choices">
            <LanguageChoice />
            <ThemeToggle />
          </div>
        </div>
      </footer>
    </>
  );
}

/** Title and description of a page, and what browsers show around it. */
export function PageHead({ title, description }: { readonly title: string; readonly description: string }) {
  useLanguage();
  const code = language();
  // Gatsby copies what is below into the head when the page is shown, and not when it is drawn anew.
  useEffect(() => {
    document.documentElement.lang = code;
    document.title = title;
    document.querySelector('meta[name="description"]')?.setAttribute('content', description);
  }, [code, title, description]);
  return (
    <>
      <html lang={code} data-framed={t('frame.framed')} />
      <title>{title}</title>
      <meta name="description" content={description} />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f4ec" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#15181a" />
      <link rel="icon" type="image/svg+xml" href={withPrefix('/icon.svg')} />
    </>
  );
}
