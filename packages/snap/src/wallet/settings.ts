import {
  hasFiatPrice,
  isServerUrl,
  networks,
  plainText,
  snapshotServers,
  type Address,
  type GovernanceServers,
  type Network,
} from '@pooled-staking/core';
import { isObject, type Part } from './state';

/** What people are told of once they want it: a server beside the chain is asked for it. */
export const voteKinds = ['proposalOpens', 'proposalCloses'] as const;

/** What people are told of without asking; each kind can be switched off, and the last ones on. */
export const noticeKinds = [
  ...(['claimable', 'partly', 'penalty', 'fee', 'blocked', 'upgraded', 'summary'] as const),
  ...voteKinds,
];
export type NoticeKind = (typeof noticeKinds)[number];

export const isVoteKind = (kind: NoticeKind): boolean => voteKinds.some((each) => each === kind);

/** An account that the person wants to see here and be told about. */
export type WatchedAccount = {
  readonly address: Address;
  readonly name: string;
  /** The person has confirmed, in a dialog with the whole address, that it is theirs. Watching alone says nothing of that. */
  readonly isOwn: boolean;
};

/** What the person has chosen. */
export type Settings = {
  readonly accounts: readonly WatchedAccount[];
  readonly notices: Readonly<Record<NoticeKind, boolean>>;
  /** The person's own node by CAIP-2 chain id, in place of the wallet's. */
  readonly nodes: Readonly<Record<string, string>>;
  /** IPFS gateways for rewards files in place of the usual ones, by CAIP-2 chain id, in the order of trying. */
  readonly rewardsGateways: Readonly<Record<string, readonly string[]>>;
  /** The person's own servers of proposals and votes, in place of Snapshot's. */
  readonly governance: Partial<GovernanceServers>;
  /** ISO 4217; `null`: as the wallet has it. */
  readonly currency: string | null;
  /** BCP 47; `null`: as the wallet has it. */
  readonly language: string | null;
  readonly showsTestnets: boolean;
};

/** Currencies that a chain with real money has prices in. */
export function currencies(): readonly string[] {
  const all = networks
    .filter(({ isTestnet }) => !isTestnet)
    .flatMap((network) =>
      network.priceFeeds
        .flatMap(({ base, quote }) => [base, quote])
        .filter((currency) => currency !== network.nativeAsset.symbol && hasFiatPrice(network, currency)),
    );
  return [...new Set(all)].sort();
}

/** More accounts than these are not watched: each costs requests. */
export const mostAccounts = 20;

/** Letters of an account's name. */
export const longestName = 40;

/** True for an address, whatever the case of its letters. */
export const isAddress = (value: unknown): value is Address =>
  typeof value === 'string' && /^0x[\da-f]{40}$/iu.test(value);

const textOrNull = (value: unknown, pattern: RegExp): string | null =>
  typeof value === 'string' && pattern.test(value) ? value : null;

function parseAccounts(value: unknown): WatchedAccount[] {
  const given = Array.isArray(value) ? (value as unknown[]) : [];
  // An account stands once: the first entry counts.
  const byAddress = new Map<string, WatchedAccount>();
  for (const each of given) {
    const { address, name, isOwn } = isObject(each) ? each : {};
    if (isAddress(address) && !byAddress.has(address.toLowerCase())) {
      const letters = typeof name === 'string' ? Array.from(plainText(name)).slice(0, longestName) : [];
      byAddress.set(address.toLowerCase(), { address, name: letters.join('').trim(), isOwn: isOwn === true });
    }
  }
  return [...byAddress.values()].slice(0, mostAccounts);
}

const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

/** What the person has chosen, field by field: what is damaged is the default again. */
export const settingsPart: Part<Settings> = {
  name: 'settings',
  parse: (stored) => {
    const given = isObject(stored) ? stored : {};
    const notices = isObject(given['notices']) ? given['notices'] : {};
    return {
      accounts: parseAccounts(given['accounts']),
      notices: Object.fromEntries(
        noticeKinds.map((kind) => [kind, isVoteKind(kind) ? notices[kind] === true : notices[kind] !== false]),
      ) as Record<NoticeKind, boolean>,
      nodes: Object.fromEntries(
        entriesOf(given['nodes']).flatMap(([chain, url]) => (isServerUrl(url) ? [[chain, url]] : [])),
      ),
      rewardsGateways: Object.fromEntries(
        entriesOf(given['rewardsGateways']).map(([chain, urls]) => [
          chain,
          Array.isArray(urls) ? urls.filter(isServerUrl) : [],
        ]),
      ),
      governance: Object.fromEntries(
        entriesOf(given['governance']).filter(([name, url]) => name in snapshotServers && isServerUrl(url)),
      ),
      currency: textOrNull(given['currency'], /^[A-Z]{3}$/u),
      language: textOrNull(given['language'], /^[a-z]{2,3}(?:-\w{2,8})*$/u),
      showsTestnets: given['showsTestnets'] === true,
    };
  },
};

export const defaultSettings: Settings = settingsPart.parse(undefined);

/** The gateways to ask on a network: the person's own where there are any, else the usual ones. */
export function gatewaysOf(network: Network, { rewardsGateways }: Settings): readonly string[] {
  const own = rewardsGateways[`eip155:${network.chainId}`] ?? [];
  return own.length > 0 ? own : network.rewardsGateways;
}
