import { describe, expect, it } from '@jest/globals';
import { shortTitle } from './short-title';

describe('the button that opens a proposal', () => {
  it.each([
    ['MIP-12: Let the sequencers of the second round in', 'MIP-12'],
    ['[CVP 31] Renew the grants of the spring season', 'CVP 31'],
    ['Elect the ecosystem council', 'Elect the ecosystem council'],
    ['Shorten the sequencer exit delay to 14 days', 'Shorten the sequencer exit delay…'],
    ['Vote now, everybody, on what we do next year', 'Vote now, everybody, on what we…'],
    ['x'.repeat(200), `${'x'.repeat(32)}…`],
  ])('names %s as %s', (title, name) => {
    expect(shortTitle(title)).toBe(name);
  });
});
