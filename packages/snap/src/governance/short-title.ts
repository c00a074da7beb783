/** What proposals are numbered by in front of their titles, such as MIP-12 or "CVP 31". */
const numbered = /^\W*([\p{Lu}\d]{2,8}[- #]{1,2}\d{1,5})\b/u;

/** As many letters as fit on a button. */
const longest = 32;

/**
 * A proposal's title as a button names it: its number where it has one, else its first words. Of a word that is longer than a
 * button, the first letters.
 */
export function shortTitle(title: string): string {
  const number = numbered.exec(title)?.[1];
  const letters = Array.from(title);
  if (number !== undefined || letters.length <= longest) {
    return number ?? title;
  }
  // One letter more tells whether the last word is whole.
  const words = letters.slice(0, longest + 1).join('');
  const whole = words.replace(/[\s\p{P}]+\S*$/u, '');
  return `${whole === words ? letters.slice(0, longest).join('') : whole}…`;
}
