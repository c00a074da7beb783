import type { GatsbySSR } from 'gatsby';
import { App } from './src/app';
import { framingScript } from './src/framing/framing';
import { languageScript } from './src/texts/texts';
import { themeScript } from './src/theme/theme';

export const wrapPageElement: GatsbySSR['wrapPageElement'] = ({ element }) => <App>{element}</App>;

export const onRenderBody: GatsbySSR['onRenderBody'] = ({ setHeadComponents }) => {
  setHeadComponents([
    <script key="first" dangerouslySetInnerHTML={{ __html: framingScript + themeScript + languageScript }} />,
  ]);
};
