/** As many letters of a stranger's text as one sentence of ours may carry. */
const longestQuote = 200;

/** What nodes put behind the selector of a custom error: its arguments, as letters or as hex. */
const customErrorArguments = /(custom error 0x[0-9a-f]{8})\b.*$/isu;

/**
 * Text of a contract, a node or a wallet as it may stand in a sentence of ours: on one line, in drawn letters only, since
 * those that are not drawn can turn others around, and cut. The arguments of a custom error are left out: they are
 * bytes of a contract, not words.
 * @param longest letters that are kept.
 */
export function plainText(text: string, longest = longestQuote): string {
  const oneLine = text
    .replace(customErrorArguments, '$1')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const letters = Array.from(oneLine);
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : oneLine;
}
