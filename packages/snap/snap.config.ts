import type { SnapConfig } from '@metamask/snaps-cli';

const config: SnapConfig = {
  input: 'src/index.tsx',
  stats: { buffer: false },
};

export default config;
