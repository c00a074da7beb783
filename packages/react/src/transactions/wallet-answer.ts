/** What wallets reject with when the way to them breaks, as it does while a page is left: they may still ask the person. */
const lostConnection: readonly unknown[] = [4900, 4901, 1013];

/** The number of a wallet's error, or whatever stands in its place. */
export const codeOf = (error: unknown): unknown => ((error ?? {}) as { readonly code?: unknown }).code;

/** True when a wallet itself has said no, and so will not send what it was handed. */
export function isAnswer(error: unknown): boolean {
  const code = codeOf(error);
  return typeof code === 'number' && !lostConnection.includes(code);
}
