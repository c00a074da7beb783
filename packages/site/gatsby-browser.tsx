import type { GatsbyBrowser } from 'gatsby';
import { App } from './src/app';
import './src/styles/tokens.css';
import './src/styles/base.css';
import './src/styles/layout.css';
import './src/styles/parts.css';
import './src/styles/rewards.css';

export const wrapPageElement: GatsbyBrowser['wrapPageElement'] = ({ element }) => <App>{element}</App>;
