import type { GatsbySSR } from 'gatsby';
import { App } from './src/app';
import { themeScript } from './src/theme/theme';

export const wrapPageElement: GatsbySSR['wrapPageElement'] = ({ element }) => <App>{element}</App>;

export const onRenderBody: GatsbySSR['onRenderBody'] = ({ setHeadComponents }) => {
  setHeadComponents([<script key="theme" dangerouslySetInnerHTML={{ __html: themeScript }} />]);
};
