import displayFace from '@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2';
import type { GatsbySSR } from 'gatsby';
import { App } from './src/app';
import { framingScript } from './src/framing/framing';
import { languageScript } from './src/texts/texts';
import { themeScript } from './src/theme/theme';

export const wrapPageElement: GatsbySSR['wrapPageElement'] = ({ element }) => <App>{element}</App>;

export const onRenderBody: GatsbySSR['onRenderBody'] = ({ setHeadComponents }) => {
  setHeadComponents([
    <link key="face" rel="preload" as="font" type="font/woff2" crossOrigin="anonymous" href={displayFace} />,
    <script key="first" dangerouslySetInnerHTML={{ __html: framingScript + themeScript + languageScript }} />,
  ]);
};
