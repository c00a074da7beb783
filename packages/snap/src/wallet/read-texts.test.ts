import { describe, expect, it } from '@jest/globals';
import { createReadTexts } from './read-texts';

const languages = ['de', 'en', 'pt'];

/** The Snap's files by path, and what of them was read. */
function filesOf(files: Record<string, string>) {
  const read: unknown[] = [];
  const request = async ({
    method,
    params,
  }: {
    method: string;
    params?: Record<string, unknown>;
  }): Promise<unknown> => {
    expect(method).toBe('snap_getFile');
    read.push(params);
    return Promise.resolve(files[String(params?.['path'])] ?? null);
  };
  return { read, readTexts: createReadTexts(request, languages) };
}

describe('the texts of a language', () => {
  it('in English are there without a file, with the numbers of the place', async () => {
    const { read, readTexts } = filesOf({});
    expect((await readTexts('en-GB')).t('pool')).toBe('Pool');
    expect((await readTexts('en-GB')).locale).toBe('en-GB');
    expect(read).toEqual([]);
  });

  it('come from its file, which is read once', async () => {
    const { read, readTexts } = filesOf({ 'texts/de.json': '{"pool":"Das Becken"}' });
    expect((await readTexts('de-AT')).t('pool')).toBe('Das Becken');
    const again = await readTexts('de');
    expect([again.t('pool'), again.locale]).toEqual(['Das Becken', 'de']);
    expect(read).toEqual([{ path: 'texts/de.json', encoding: 'utf8' }]);
  });

  it('are English where the file lacks them', async () => {
    const { readTexts } = filesOf({ 'texts/de.json': '{}' });
    expect((await readTexts('de')).t('pool')).toBe('Pool');
  });

  it.each([
    ['is not there', {}],
    ['is no JSON', { 'texts/de.json': '<html>' }],
  ])('are English, numbers too, where the file %s', async (_, files) => {
    const texts = await filesOf(files).readTexts('de');
    expect([texts.t('pool'), texts.locale]).toEqual(['Pool', 'en']);
  });

  it('are English for a language that there is none of', async () => {
    const { read, readTexts } = filesOf({});
    const texts = await readTexts('nl');
    expect([texts.t('pool'), texts.locale]).toEqual(['Pool', 'en']);
    expect(read).toEqual([]);
  });
});
