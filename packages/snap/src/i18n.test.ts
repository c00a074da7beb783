import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import english from '../locales/en.json';
import { translatorFor, type MessageKey } from './i18n';

const texts = Object.entries(english.messages).map(([key, { message }]) => ({ key, message }));

/** The Snap's own code, tests left out. */
const source = (readdirSync(__dirname, { recursive: true }) as string[])
  .filter((path) => /(?<!\.test)\.tsx?$/u.test(path))
  .map((path) => readFileSync(join(__dirname, path), 'utf8'))
  .join('\n');

describe('texts', () => {
  it('are all in use', () => {
    expect(texts.map(({ key }) => key).filter((key) => !source.includes(`'${key}'`))).toEqual([]);
  });

  it.each(texts)('$key is short and plain', ({ message }) => {
    for (const sentence of message.split(/(?<=[.:?!]) /u)) {
      expect(sentence.length).toBeLessThanOrEqual(90);
    }
    expect(message).not.toMatch(/\b(shares?|tickets?|checkpoints?|harvest\w*|vaults?|APY)\b/iu);
    expect(message).toBe(message.trim());
    expect(message).not.toContain('!');
  });

  it('are in the order of their names', () => {
    const keys = texts.map(({ key }) => key);
    expect(keys).toEqual([...keys].sort((a, b) => a.localeCompare(b, 'en')));
  });
});

describe('translatorFor', () => {
  it('puts values in', () => {
    expect(translatorFor('en')('stakeTitle', { amount: '1 ETH' })).toBe('Stake 1 ETH');
  });

  it('speaks English to everybody whose language it does not have', () => {
    for (const locale of ['en-GB', 'de', 'xx', '', 'constructor']) {
      expect(translatorFor(locale)('account')).toBe('Account');
    }
  });

  it('takes values as they are: a value is not filled in again', () => {
    const t = translatorFor('en');
    expect(t('stakeTitle', { amount: '{amount} $& {other}' })).toBe('Stake {amount} $& {other}');
    expect(t('stakeTitle' satisfies MessageKey)).toBe('Stake {amount}');
  });
});
