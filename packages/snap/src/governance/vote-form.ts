import { formOf, longestReason, plainText, type Proposal } from '@pooled-staking/core';
import { isObject } from '../wallet/state';

/** More choices than these are not ranked in a form, which has a list of all of them for every place. */
export const mostRanked = 20;

/** The form of a vote, and its fields; those of choices and places carry their number. */
export const voteForm = 'vote';
export const voteFields = { one: 'choice', reason: 'reason' } as const;
/** Stands in a field in which nothing was chosen. */
export const noChoice = '0';
export const numberedField = (number: number): string => `choice-${number}`;

/** Whole numbers as people type them; an empty field is nothing. */
function weightOf(text: unknown): number {
  const plain = typeof text === 'string' ? text.trim() : '';
  return plain === '' ? 0 : /^\d{1,9}$/u.test(plain) ? Number(plain) : Number.NaN;
}

/** What a form chooses, as `parseChoice` of core takes it or refuses it. */
export function readChoice({ type, choices }: Proposal, values: unknown): unknown {
  const fields = isObject(values) ? values : {};
  const numbers = choices.map((_, index) => index + 1);
  switch (type && formOf(type)) {
    case 'one':
      return Number(fields[voteFields.one] ?? noChoice);
    case 'some':
      return numbers.filter((number) => fields[numberedField(number)] === true);
    case 'order':
      return numbers.map((place) => Number(fields[numberedField(place)] ?? noChoice));
    case 'weights':
      return Object.fromEntries(numbers.map((number) => [String(number), weightOf(fields[numberedField(number)])]));
    default:
      return null;
  }
}

/** The reason of a form, on one line and no longer than a vote may have it. */
export function readReason(values: unknown): string {
  const given = isObject(values) ? values[voteFields.reason] : '';
  return typeof given === 'string' ? Array.from(plainText(given, longestReason)).slice(0, longestReason).join('') : '';
}
