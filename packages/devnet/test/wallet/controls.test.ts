import { describe, expect, it } from '@jest/globals';

import { parseCommand } from '../../src/operator/commands';
import { chainCommands } from '../../src/wallet/page/chain-commands';
import { describeOutcome } from '../../src/wallet/page/control-outcome';

const all = [...chainCommands.pool, ...chainCommands.metis];

describe("the controls of the chains in the wallet's panel", () => {
  it.each(all)('send what the operator takes: $label', ({ body }) => {
    expect(parseCommand(body)).toMatchObject({ command: body.command });
  });

  it('have an id each', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it.each([
    ['sequencers-bridge', { transfers: 1, amount: '1500000000000000000' }, '1.5 METIS came over the bridge.'],
    ['sequencers-bridge', { transfers: 0, amount: '0' }, 'Nothing is on its way over the bridge.'],
    [
      'enki-fund',
      { balance: '270000000000000000000', owed: '270000000000000000000' },
      'The queue has 270 METIS and owes 270 METIS.',
    ],
    ['artemis-pause', { paused: true }, 'It is paused.'],
    ['artemis-resume', { paused: false }, 'It goes on.'],
  ])('say what %s came to', (id, result, words) => {
    expect(describeOutcome(id, result)).toBe(words);
  });
});
