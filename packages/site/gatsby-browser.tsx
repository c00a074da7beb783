import type { GatsbyBrowser } from 'gatsby';
import { App } from './src/app';
import { isFramed } from './src/framing/framing';

export const wrapPageElement: GatsbyBrowser['wrapPageElement'] = ({ element }) => <App>{element}</App>;

/** In a frame the page is hidden; it does not start either, so that nothing there asks a wallet. Gatsby waits for this. */
export const onClientEntry = async (): Promise<void> => {
  if (isFramed()) {
    await new Promise<never>(() => undefined);
  }
};
