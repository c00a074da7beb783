import type { PermissionView } from '../protocol';
import { errorCodes, messageOf, rpcError } from './rpc-errors';

/** What the wallet reads of `snap.manifest.json`. */
export type Manifest = {
  name: string;
  description: string;
  version: string;
  shasum: string;
  permissions: Readonly<Record<string, unknown>>;
};

type RawManifest = {
  version?: unknown;
  description?: unknown;
  proposedName?: unknown;
  source?: { shasum?: unknown; locales?: unknown };
  initialPermissions?: unknown;
};

/** What each permission lets a Snap do, for a person who is asked to allow it. */
const permissionTexts: Readonly<Record<string, string>> = {
  'endowment:assets': 'Tell the wallet about assets and their prices.',
  'endowment:cronjob': 'Do work at set times, without being asked.',
  'endowment:ethereum-provider': 'Read the blockchain through this wallet. It cannot send transactions.',
  'endowment:keyring': 'Manage accounts of its own.',
  'endowment:lifecycle-hooks': 'Do work when it is installed or updated.',
  'endowment:multichain-provider': 'Propose transactions, which you still confirm one by one.',
  'endowment:name-lookup': 'Find names and addresses for you.',
  'endowment:network-access': 'Reach the internet.',
  'endowment:page-home': 'Show a page of its own in the wallet.',
  'endowment:page-settings': 'Show a page of settings in the wallet.',
  'endowment:protocol': 'Answer requests for other blockchains.',
  'endowment:signature-insight': 'See messages before you sign them, and say what they mean.',
  'endowment:transaction-insight': 'See transactions before you confirm them, and say what they do.',
  'endowment:webassembly': 'Run WebAssembly code.',
  snap_dialog: 'Show you dialogs that you answer.',
  snap_getBip32Entropy: 'Manage keys and accounts derived from your secret phrase.',
  snap_getBip32PublicKey: 'See public keys derived from your secret phrase.',
  snap_getBip44Entropy: 'Manage keys and accounts derived from your secret phrase.',
  snap_getEntropy: 'Derive secrets of its own from your secret phrase.',
  snap_getLocale: 'See which language you use.',
  snap_getPreferences: 'See your language, currency and privacy settings.',
  snap_manageAccounts: 'Add and remove accounts of its own.',
  snap_manageState: 'Keep data on this device.',
  snap_notify: 'Send you notifications.',
  wallet_snap: 'Talk to other Snaps.',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The permissions of a manifest in plain words; one that is not known here is named as it is. */
export function describePermissions(permissions: Readonly<Record<string, unknown>>): PermissionView[] {
  return Object.entries(permissions).flatMap(([name, value]) => {
    if (name === 'endowment:rpc') {
      const { dapps, snaps, allowedOrigins } = isRecord(value) ? value : {};
      const fromSome = Array.isArray(allowedOrigins) && allowedOrigins.length > 0;
      return [
        ...(dapps === true ? [{ name, text: 'Answer requests of web sites that you connected to it.' }] : []),
        ...(snaps === true ? [{ name, text: 'Answer requests of other Snaps.' }] : []),
        ...(fromSome ? [{ name, text: `Answer requests of ${allowedOrigins.join(', ')}.` }] : []),
      ];
    }
    return [{ name, text: permissionTexts[name] ?? `Use ${name}.` }];
  });
}

async function fetchJson(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { cache: 'no-store' });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    return await response.json();
  } catch (error) {
    throw rpcError(errorCodes.internal, `The Snap could not be fetched from ${url} (${messageOf(error)}).`);
  }
}

/** English texts for `{{ key }}` in the name and description of a manifest, as Snaps localise them. */
async function readTexts(snapUrl: string, locales: unknown): Promise<Record<string, unknown>> {
  const file = Array.isArray(locales)
    ? locales.find((path): path is string => typeof path === 'string' && /(^|\/)en\.json$/u.test(path))
    : undefined;
  if (file === undefined) {
    return {};
  }
  const texts = await fetchJson(`${snapUrl}/${file}`);
  return isRecord(texts) && isRecord(texts['messages']) ? texts['messages'] : {};
}

/**
 * Fetches and reads the manifest of the Snap that is served at an address.
 *
 * @throws JsonRpcError when it cannot be fetched or lacks what the wallet shows.
 */
export async function fetchManifest(snapUrl: string): Promise<Manifest> {
  const raw = (await fetchJson(`${snapUrl}/snap.manifest.json`)) as RawManifest;
  const { version, description, proposedName, source, initialPermissions } = raw;
  if (typeof version !== 'string' || typeof proposedName !== 'string' || typeof source?.shasum !== 'string') {
    throw rpcError(errorCodes.internal, `The manifest at ${snapUrl} lacks its version, name or checksum.`);
  }
  const plain = [proposedName, typeof description === 'string' ? description : ''];
  const texts = plain.some((text) => text.includes('{{')) ? await readTexts(snapUrl, source.locales) : {};
  const [name = proposedName, words = ''] = plain.map((text) =>
    text.replace(/\{\{\s*(\w+)\s*\}\}/gu, (found, key: string) => {
      const entry = texts[key];
      return isRecord(entry) && typeof entry['message'] === 'string' ? entry['message'] : found;
    }),
  );
  return {
    name,
    description: words,
    version,
    shasum: source.shasum,
    permissions: isRecord(initialPermissions) ? initialPermissions : {},
  };
}
