import type { Wei } from '../units';

/** Why a text is no amount. */
export type AmountProblem = 'empty' | 'not-a-number' | 'negative' | 'too-precise' | 'too-large';

export type ParsedAmount =
  | { readonly ok: true; readonly wei: Wei }
  | { readonly ok: false; readonly problem: AmountProblem }
  /** The comma may stand before decimals or between thousands: what it means either way, as `parseAmount` reads it. */
  | { readonly ok: false; readonly problem: 'ambiguous'; readonly readings: readonly [decimal: string, whole: string] }
  /** Something stands between thousands: the same amount without it. */
  | { readonly ok: false; readonly problem: 'grouped'; readonly reading: string };

/** Letters of a text that is looked at: nobody types more. */
const longestText = 200;

/** More digits before the point than there will ever be of any asset. */
const longestWhole = 30;

/** The zeros of the digits that phones offer in place of ours: Arabic, Persian and Urdu, Hindi, Bengali, Burmese. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x1040];

/** Which of `zeros` a digit counts from; `undefined` for our own digits and for what is none. */
const zeroOf = (character: string): number | undefined => {
  const code = character.codePointAt(0) ?? 0;
  return zeros.find((zero) => code >= zero && code < zero + 10);
};

/**
 * The text with digits and marks of other scripts as ours, where all its digits are of one script. An Arabic decimal mark
 * is a point, and an Arabic mark between thousands is an apostrophe: neither has a second meaning, as the comma has.
 */
function withOurDigits(text: string): string {
  const scripts = new Set(Array.from(text, zeroOf).filter((zero) => zero !== undefined));
  const isMixed = scripts.size > 1 || (scripts.size === 1 && /[0-9]/u.test(text));
  const digits = isMixed
    ? text
    : Array.from(text, (each) => {
        const zero = zeroOf(each);
        return zero === undefined ? each : String((each.codePointAt(0) ?? 0) - zero);
      }).join('');
  return digits.replaceAll('\u066b', '.').replaceAll('\u066c', "'").replaceAll('\u060c', ',');
}

/** Marks of the direction of writing, which keyboards of some languages put around digits. */
const directionMarks = /[\u200e\u200f\u061c]/gu;

/** Digits with marks between thousands (or as in India, after the first three, between hundreds), and decimals. */
const groupings = [
  /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/u,
  /^\d{1,3}(?:\.\d{3})+(?:,\d*)?$/u,
  /^\d{1,3}(?:['\u2019\s]\d{3})+(?:[.,]\d*)?$/u,
];

/**
 * Reads an amount of an asset as a person types it, exactly, into its smallest unit: digits in the script of the device with
 * at most one point and the asset's decimals. A comma counts as the point where it cannot stand between thousands, since the keypad of a phone may offer
 * nothing else. No exponents, no grouping, no sign; `0` is an amount, whether it is enough is for the caller to say.
 * @example
 * ```ts
 * import { parseAmount } from '@pooled-staking/core';
 *
 * const amount = parseAmount('1,5', 18);
 * console.log(amount.ok && amount.wei); // 1500000000000000000n
 * const wrong = parseAmount('1,500', 18);
 * console.log(wrong.ok || wrong.problem); // ambiguous
 * ```
 */
export function parseAmount(text: string, decimals: number): ParsedAmount {
  if (text.length > longestText) {
    return { ok: false, problem: 'too-large' };
  }
  const trimmed = withOurDigits(text.replace(directionMarks, '').trim());
  const fail = (problem: AmountProblem): ParsedAmount => ({ ok: false, problem });
  if (trimmed === '') {
    return fail('empty');
  }
  if (/^[-−]\s*[.,]?\d/u.test(trimmed)) {
    return fail('negative');
  }
  // No thousands begin with a zero: 0,250 is a quarter.
  const [, thousands, rest] = /^([1-9]\d{0,2}),(\d{3})$/u.exec(trimmed) ?? [];
  if (thousands !== undefined && rest !== undefined) {
    return { ok: false, problem: 'ambiguous', readings: [`${thousands}.${rest}`, `${thousands}${rest}`] };
  }
  const match = /^(\d*)(?:[.,](\d*))?$/u.exec(trimmed);
  if (!match && groupings.some((grouping) => grouping.test(trimmed))) {
    return { ok: false, problem: 'grouped', reading: withoutGrouping(trimmed) };
  }
  const whole = match?.[1] ?? '';
  const fraction = match?.[2] ?? '';
  if (!match || whole + fraction === '') {
    return fail('not-a-number');
  }
  if (fraction.length > decimals) {
    return fail('too-precise');
  }
  if (whole.length > longestWhole) {
    return fail('too-large');
  }
  return { ok: true, wei: BigInt(whole || '0') * 10n ** BigInt(decimals) + BigInt(fraction.padEnd(decimals, '0')) };
}

/** A grouped number without what stands between its thousands: the last mark is the point, unless it is there twice. */
function withoutGrouping(text: string): string {
  const marks = text.replace(/\d/gu, '');
  const last = marks.at(-1) ?? '';
  const hasDecimals = /[.,]/u.test(last) && marks.indexOf(last) === marks.length - 1;
  const at = hasDecimals ? text.lastIndexOf(last) : text.length;
  const digitsOf = (part: string): string => part.replace(/[^\d]/gu, '');
  return [digitsOf(text.slice(0, at)), digitsOf(text.slice(at))].filter(Boolean).join('.');
}
