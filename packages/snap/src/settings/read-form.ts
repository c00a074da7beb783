import {
  getAddress,
  isSameAddress,
  isServerUrl,
  networks,
  plainText,
  type Address,
  type Network,
} from '@pooled-staking/core';
import { snapLanguages, type SnapTranslate } from '@pooled-staking/texts/snap';
import {
  currencies,
  longestName,
  mostAccounts,
  noticeKinds,
  type Settings,
  type WatchedAccount,
} from '../wallet/settings';
import { isObject } from '../wallet/state';

/** What is wrong with what stands in a form, by the name of the field. */
export type Faults = Readonly<Record<string, (t: SnapTranslate) => string>>;

/** What a form gives: a change of the settings, or what is wrong with it. */
export type FormReading = { readonly change: (settings: Settings) => Settings } | { readonly faults: Faults };

/** The networks that the settings are about: those with real money, and the others where the person wants to see them. */
export function networksOf(showsTestnets: boolean): readonly Network[] {
  return networks.filter(({ isTestnet }) => showsTestnets || !isTestnet);
}

export const caip2Of = ({ chainId }: Network): string => `eip155:${chainId}`;

/** Fields of a network in the form. */
export const nodeField = (network: Network): string => `node:${caip2Of(network)}`;
export const gatewaysField = (network: Network): string => `gateways:${caip2Of(network)}`;

/** Servers of proposals and of votes, and their fields in the form. */
export const voteServers = ['hub', 'sequencer'] as const;
export const serverField = (server: (typeof voteServers)[number]): string => `votes:${server}`;

/** Stands for the wallet's own currency or language. */
export const asInWallet = 'wallet';

const mostGateways = 5;

const fieldsOf = (values: unknown): Record<string, unknown> => (isObject(values) ? values : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function readName(text: string): { readonly name: string } | { readonly faults: Faults } {
  const name = plainText(text);
  return Array.from(name).length > longestName
    ? { faults: { name: (t) => t('settings.accountNameLong', { count: longestName }) } }
    : { name };
}

const addressFault = (key: 'settings.accountBad' | 'settings.accountChecksum' | 'settings.accountKnown') => ({
  faults: { address: (t: SnapTranslate) => t(key) },
});

function readAddress(text: string): { readonly address: Address } | { readonly faults: Faults } {
  if (!/^0x[\da-f]{40}$/iu.test(text)) {
    return addressFault('settings.accountBad');
  }
  try {
    return { address: getAddress(`0x${text.slice(2)}`) };
  } catch {
    return addressFault('settings.accountChecksum');
  }
}

/** An account to watch. What is entered twice is there already, and no mistake. */
export function readAccount(values: unknown, { accounts }: Settings): FormReading {
  const { address: addressText, name: nameText } = fieldsOf(values);
  const read = readAddress(textOf(addressText));
  const named = readName(textOf(nameText));
  if ('faults' in read || 'faults' in named) {
    return { faults: { ...('faults' in read ? read.faults : {}), ...('faults' in named ? named.faults : {}) } };
  }
  const added: WatchedAccount = { ...read, ...named, isOwn: false };
  const isAdded = ({ address }: WatchedAccount): boolean => isSameAddress(address, added.address);
  const known = accounts.find(isAdded);
  if (known && known.name !== added.name) {
    return addressFault('settings.accountKnown');
  }
  if (!known && accounts.length >= mostAccounts) {
    return { faults: { address: (t) => t('settings.accountMany', { count: mostAccounts }) } };
  }
  // No more than are watched are kept, whoever adds one meanwhile.
  return {
    change: (settings) =>
      settings.accounts.some(isAdded) ? settings : { ...settings, accounts: [...settings.accounts, added] },
  };
}

/** Changes one account, or takes it away. */
export function changeAccount(
  settings: Settings,
  address: string,
  change: (account: WatchedAccount) => WatchedAccount | null,
): Settings {
  const accounts = settings.accounts.flatMap((each) =>
    isSameAddress(each.address, address as Address) ? (change(each) ?? []) : [each],
  );
  return { ...settings, accounts };
}

/** Another name of an account. */
export function readRenaming(values: unknown, address: string): FormReading {
  const named = readName(textOf(fieldsOf(values)['name']));
  return 'faults' in named
    ? named
    : { change: (settings) => changeAccount(settings, address, (account) => ({ ...account, ...named })) };
}

/** The base address of a gateway, as content ids are put behind it. */
function gatewayOf(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname === '/' ? '/ipfs/' : pathname.replace(/\/*$/u, '/')}`;
}

/** What a node must be to be kept; `undefined` where it may. */
async function faultOfNode(
  network: Network,
  url: string,
  chainOfNode: (url: string) => Promise<number | null>,
): Promise<Faults[string] | undefined> {
  if (!isServerUrl(url)) {
    return (t) => t('settings.url');
  }
  const chain = await chainOfNode(url);
  if (chain === network.chainId) {
    return undefined;
  }
  return chain === null
    ? (t) => t('settings.nodeSilent')
    : (t) => t('settings.nodeOther', { chain: String(chain), network: network.name });
}

/** Entries of a record that the form does not show stay; of the others those that are empty go. */
function merged<Value extends string | readonly string[]>(
  known: Readonly<Record<string, Value>>,
  given: readonly (readonly [string, Value])[],
): Record<string, Value> {
  const all = { ...known, ...Object.fromEntries(given) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value.length > 0));
}

/**
 * Everything else that is chosen. A node that is new is asked for its chain.
 * @param chainOfNode the chain of a node; `null` for one that does not answer.
 */
export async function readChoices(
  values: unknown,
  settings: Settings,
  chainOfNode: (url: string) => Promise<number | null>,
): Promise<FormReading> {
  const fields = fieldsOf(values);
  const has = (name: string): boolean => Object.hasOwn(fields, name);
  const nodes = networks
    .filter((network) => has(nodeField(network)))
    .map((network) => ({ network, url: textOf(fields[nodeField(network)]) }));
  const gateways = networks
    .filter((network) => has(gatewaysField(network)))
    .map((network) => ({
      network,
      urls: textOf(fields[gatewaysField(network)])
        .split(/[\s,]+/u)
        .filter((url) => url !== ''),
    }));
  const servers = voteServers
    .filter((server) => has(serverField(server)))
    .map((server) => [server, textOf(fields[serverField(server)])] as const);
  const faults = await Promise.all(
    nodes
      .filter(({ network, url }) => url !== '' && url !== settings.nodes[caip2Of(network)])
      .map(async ({ network, url }) => [nodeField(network), await faultOfNode(network, url, chainOfNode)] as const),
  );
  const found = Object.fromEntries([
    ...faults.flatMap(([name, fault]) => (fault ? [[name, fault] as const] : [])),
    ...gateways
      .filter(({ urls }) => !urls.every(isServerUrl))
      .map(({ network }) => [gatewaysField(network), (t: SnapTranslate) => t('settings.url')] as const),
    ...servers
      .filter(([, url]) => url !== '' && !isServerUrl(url))
      .map(([server]) => [serverField(server), (t: SnapTranslate) => t('settings.url')] as const),
  ]);
  if (Object.keys(found).length > 0) {
    return { faults: found };
  }
  const choiceOf = (name: string, of: readonly string[]): string | null =>
    of.find((each) => each === fields[name]) ?? null;
  return {
    change: (known) => ({
      ...known,
      notices: Object.fromEntries(noticeKinds.map((kind) => [kind, fields[kind] === true])) as Settings['notices'],
      nodes: merged(
        known.nodes,
        nodes.map(({ network, url }) => [caip2Of(network), url]),
      ),
      rewardsGateways: merged<readonly string[]>(
        known.rewardsGateways,
        gateways.map(({ network, urls }) => [caip2Of(network), urls.slice(0, mostGateways).map(gatewayOf)]),
      ),
      governance: merged(known.governance as Record<string, string>, servers),
      currency: choiceOf('currency', currencies()),
      language: choiceOf('language', snapLanguages),
      showsTestnets: fields['testnets'] === true,
    }),
  };
}
