import { wordsOf } from '@pooled-staking/texts/command-line';

import { createProgram } from './program';

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    console.error(wordsOf(error));
    process.exit(1);
  });
