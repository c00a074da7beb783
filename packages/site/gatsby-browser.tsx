import type { GatsbyBrowser } from 'gatsby';
import { App } from './src/app';
import { isFramed } from './src/framing/framing';
import './src/styles/tokens.css';
import './src/styles/base.css';
import './src/styles/layout.css';
import './src/styles/parts.css';
import './src/styles/rewards.css';

export const wrapPageElement: GatsbyBrowser['wrapPageElement'] = ({ element }) => <App>{element}</App>;

/** In a frame the page is hidden; it does not start either, so that nothing there asks a wallet. Gatsby waits for this. */
export const onClientEntry = async (): Promise<void> => {
  if (isFramed()) {
    await new Promise<never>(() => undefined);
  }
};
