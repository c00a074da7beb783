import { createFetchText, type Network, type PoolContext } from '@pooled-staking/core';
import type { StakingOptions } from '../options';

type Gateways = StakingOptions['gateways'];

/** The public files of a network's reports, which everybody reads alike: from its own gateways, or those given for its chain. */
export function publicFiles(
  { chainId, rewardsGateways }: Network,
  gateways: Gateways,
): Pick<PoolContext, 'fetchText' | 'rewardsGateways'> {
  return {
    fetchText: createFetchText(async (url, options) => fetch(url, options)),
    rewardsGateways: gateways[chainId] ?? rewardsGateways,
  };
}

/** Files that looks have asked for, by address; what stands at one never changes. A failure counts for a minute. */
const lookedAt = new Map<string, { readonly text: Promise<string>; readonly askedAt: number; hasFailed: boolean }>();
const mostLookedAt = 8;
const failureCounts = 60_000;
/** A position is there without the file of an open report: it waits no longer, in milliseconds. */
const longestLook = 3_000;

/**
 * As {@link publicFiles} for looks, which come with every block: each file is fetched once, and a gateway that does not answer
 * holds a look up for {@link longestLook} at the most.
 */
export function publicFilesForLook(
  network: Network,
  gateways: Gateways,
): Pick<PoolContext, 'fetchText' | 'rewardsGateways'> {
  const fetchText = createFetchText(async (url, options) => fetch(url, options), {
    milliseconds: longestLook,
    size: 20_000_000,
  });
  return {
    ...publicFiles(network, gateways),
    fetchText: async (url) => {
      const before = lookedAt.get(url);
      if (before && !(before.hasFailed && Date.now() - before.askedAt > failureCounts)) {
        return before.text;
      }
      const look = { text: fetchText(url), askedAt: Date.now(), hasFailed: false };
      look.text.catch(() => {
        look.hasFailed = true;
      });
      lookedAt.delete(url);
      lookedAt.set(url, look);
      const [oldest] = lookedAt.keys();
      if (oldest !== undefined && lookedAt.size > mostLookedAt) {
        lookedAt.delete(oldest);
      }
      return look.text;
    },
  };
}
