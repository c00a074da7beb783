import type { SnapConfig } from '@metamask/snaps-cli';

/** The texts alone, by name: the wrapping that wallets want in the files would weigh two kilobytes in the bundle. */
function textsOf(file: string): unknown {
  const { messages } = JSON.parse(file) as { messages: Record<string, { message: string }> };
  return { messages: Object.fromEntries(Object.entries(messages).map(([name, { message }]) => [name, message])) };
}

const config: SnapConfig = {
  input: 'src/index.tsx',
  stats: { buffer: false },
  customizeWebpackConfig: (webpack) => ({
    ...webpack,
    module: {
      ...webpack.module,
      rules: [
        ...(webpack.module?.rules ?? []),
        { test: /[\\/]locales[\\/]\w+\.json$/u, type: 'json', parser: { parse: textsOf } },
      ],
    },
  }),
};

export default config;
