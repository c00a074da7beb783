import './src/base-path';
import type { GatsbyBrowser } from 'gatsby';
import type { ReactNode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './src/app';
import { isFramed } from './src/framing/framing';
import { isInSourceLanguage, prepareTexts } from './src/texts/texts';

export const wrapPageElement: GatsbyBrowser['wrapPageElement'] = ({ element }) => <App>{element}</App>;

/**
 * In a frame the page is hidden; it does not start either, so that nothing there asks a wallet. Gatsby waits for this, and for the
 * texts of the person's language.
 */
export const onClientEntry = async (): Promise<void> => {
  if (isFramed()) {
    await new Promise<never>(() => undefined);
  }
  await prepareTexts();
};

/** Pages are built in English; in another language they are drawn anew, before anybody has seen them. */
function draw(element: ReactNode, container: Element): void {
  if (isInSourceLanguage()) {
    hydrateRoot(container, element);
  } else {
    createRoot(container).render(element);
  }
}

// Gatsby's types want an element of React's from it, which it leaves alone.
export const replaceHydrateFunction = (): typeof draw => draw;
