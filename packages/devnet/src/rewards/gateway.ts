const TIMEOUT_MS = 10_000;
// A real file names every vault with its proof: about 1 kB each.
const MAX_BYTES = 20_000_000;

/** Where rewards files come from: given a content id, the file's text. */
export type RewardsSource = (cid: string) => Promise<string>;

/**
 * Reads files from IPFS gateways, the first that answers.
 *
 * @param gateways base addresses; the content id is appended.
 */
export function gatewaySource(gateways: readonly string[]): RewardsSource {
  return async (cid) => {
    const reasons: string[] = [];
    for (const gateway of gateways) {
      const url = `${gateway}${gateway.endsWith('/') ? '' : '/'}${encodeURIComponent(cid)}`;
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
        const text = await response.text();
        if (response.ok && text.length <= MAX_BYTES) {
          return text;
        }
        reasons.push(`${url} answered ${response.ok ? 'with too large a file' : response.status}`);
      } catch (error) {
        reasons.push(`${url} could not be reached (${error instanceof Error ? error.message : String(error)})`);
      }
    }
    throw new Error(`the rewards file ${cid} could not be read: ${reasons.join('; ') || 'no gateway is known'}`);
  };
}
