import { wordsOf } from '@pooled-staking/texts/command-line';
import { createFetchText } from '@pooled-staking/core';

/** Where rewards files come from: given a content id, the file's text. */
export type RewardsSource = (cid: string) => Promise<string>;

/**
 * Reads files from IPFS gateways, the first that answers.
 *
 * @param gateways base addresses; the content id is appended.
 */
export function gatewaySource(gateways: readonly string[]): RewardsSource {
  const fetchText = createFetchText(fetch);
  return async (cid) => {
    const reasons: string[] = [];
    for (const gateway of gateways) {
      const url = `${gateway}${gateway.endsWith('/') ? '' : '/'}${encodeURIComponent(cid)}`;
      try {
        return await fetchText(url);
      } catch (error) {
        reasons.push(`${url}: ${wordsOf(error)}`);
      }
    }
    throw new Error(`the rewards file ${cid} could not be read: ${reasons.join('; ') || 'no gateway is known'}`);
  };
}
