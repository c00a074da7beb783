import { formOf, type Proposal } from '@pooled-staking/core';

/** More choices than these are not ranked in a form, which has a list of all of them for every place. */
export const mostRanked = 20;

/** What was entered in the form of a vote: the one choice, or by number what each choice or place has. */
export type Draft = { readonly one: number; readonly each: Readonly<Record<number, string>> };

export const emptyDraft: Draft = { one: 0, each: {} };

/** Stands where one of several choices is ticked. */
export const ticked = 'yes';

/** Whole numbers as people type them; an empty field is nothing. */
function weightOf(text = ''): number {
  const plain = text.trim();
  return plain === '' ? 0 : /^\d{1,9}$/u.test(plain) ? Number(plain) : Number.NaN;
}

/** What a draft chooses, as `parseChoice` of core takes it or refuses it. */
export function choiceOf({ type, choices }: Pick<Proposal, 'type' | 'choices'>, { one, each }: Draft): unknown {
  const numbers = choices.map((_, index) => index + 1);
  switch (type && formOf(type)) {
    case 'one':
      return one;
    case 'some':
      return numbers.filter((number) => each[number] === ticked);
    case 'order':
      return numbers.map((place) => Number(each[place] ?? '0'));
    case 'weights':
      return Object.fromEntries(numbers.map((number) => [String(number), weightOf(each[number])]));
    default:
      return null;
  }
}
