import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSequencerNames } from '../../src/protocols/metis/sequencers/names';

const signer = '0x36f10B20781bb1E78278e84f3e1E97Acf92FA302';
const key = signer.toLowerCase();

describe('the names of sequencers', () => {
  it('are those of the public list, by signer', () => {
    const list = [
      {
        name: 'ENKI0',
        address: `0x${'11'.repeat(20)}`,
        seq_addr: signer,
        url: 'https://enkixyz.com',
        desc: 'ENKI Team',
      },
      { name: 'Another', address: signer, seq_addr: `0x${'22'.repeat(20)}` },
    ];
    expect(parseSequencerNames(JSON.stringify(list))).toEqual({ [key]: 'ENKI0', [`0x${'22'.repeat(20)}`]: 'Another' });
  });

  it('are plain text, cut', () => {
    const nameOf = (name: unknown): string | undefined =>
      parseSequencerNames(JSON.stringify([{ name, seq_addr: signer }]))[key];
    expect(nameOf('One\u202E\n two')).toBe('One two');
    expect(nameOf('x'.repeat(10_000))).toBe(`${'x'.repeat(40)}…`);
    expect([nameOf(''), nameOf('\u200b'), nameOf(5), nameOf(null)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are no more than a pool has', () => {
    const list = Array.from({ length: 1_000 }, (_, index) => ({
      name: 'x',
      seq_addr: `0x${String(index).padStart(40, '0')}`,
    }));
    expect(Object.keys(parseSequencerNames(JSON.stringify(list)))).toHaveLength(200);
  });

  it.each([
    '',
    'sorry',
    '{}',
    'null',
    '5',
    '[null, 5, "x", []]',
    '[{"name": "x"}]',
    '[{"name": "x", "seq_addr": "0x12"}]',
  ])('are none in %j', (text) => {
    expect(parseSequencerNames(text)).toEqual({});
  });

  it('are names of addresses, whatever the list is', () => {
    const entry = fc.record({ name: fc.jsonValue(), seq_addr: fc.oneof(fc.jsonValue(), fc.constant(signer)) });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.array(entry).map((list) => JSON.stringify(list)),
        ),
        (text) => {
          for (const [address, name] of Object.entries(parseSequencerNames(text))) {
            expect(address).toMatch(/^0x[\da-f]{40}$/u);
            expect(Array.from(name).length).toBeLessThanOrEqual(41);
          }
        },
      ),
    );
  });
});
