import { describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import noSentences from '../../../scripts/no-sentences.cjs';

const linter = new Linter();

/** What the rule says of a piece of code. */
function complaints(code: string): string[] {
  const found = linter.verify(
    code,
    [
      {
        files: ['**/*.tsx'],
        languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
        rules: noSentences,
      },
    ],
    { filename: 'code.tsx' },
  );
  return found.map(({ ruleId, message }) => ruleId ?? message);
}

describe('the rule that words for people come from the catalogs', () => {
  it.each([
    ['a text between tags', 'const view = <p>Staked so far</p>;'],
    ['a label', 'const view = <Row label="Staked" />;'],
    ['the name of a button for who hears it', 'const view = <button aria-label="close" />;'],
    ['a sentence', "const text = 'You can claim it now.';"],
    ['a sentence that is handed on', "show('Nothing staked yet');"],
    ['a sentence with a value in it', 'const text = `You staked ${amount} so far.`;'],
    ['a sentence behind a value', 'const text = `${amount}. Try again later.`;'],
    ['a sentence of an error that is shown', "const text = new Message('Try it again.');"],
  ])('finds %s', (_, code) => {
    expect(complaints(code)).toEqual(['no-restricted-syntax']);
  });

  it.each([
    ['a name of the catalog', "const text = t('stakeTitle', { amount });"],
    ['a key', "const key = 'transaction.sentText';"],
    ['an error for developers', "throw new Error('A batch was asked for a value before it ran.');"],
    ['the same with a value', 'throw new RangeError(`The block ${number} is none.`);'],
    ['what an error hands to its like', "class Own extends Error { constructor() { super('The call reverted.'); } }"],
    ['a name of a thing', "const network = { name: 'Local chain' };"],
    ['a value', 'const view = <Row label={t("pool")}>{amount}</Row>;'],
    ['what machines read', "const abi = ['function deposit(address receiver) payable'];"],
  ])('leaves %s', (_, code) => {
    expect(complaints(code)).toEqual([]);
  });
});
