import type { Network } from '@pooled-staking/core';

/** What the Snap keeps. Every shape that was ever written has a number, so that a later Snap can read it. */
export type SnapState = {
  readonly version: 1;
  readonly settings: {
    /** IPFS gateways for rewards files in place of the usual ones, by CAIP-2 chain id, in the order of trying. */
    readonly rewardsGateways: Readonly<Record<string, readonly string[]>>;
  };
};

export const currentVersion = 1;

export const defaultState: SnapState = { version: currentVersion, settings: { rewardsGateways: {} } };

/** How to read what an older Snap wrote: the entry `n` turns version n into n + 1. */
export type Migrations = Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>>;

const migrations: Migrations = {};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isHttpUrl(value: unknown): value is string {
  if (typeof value !== 'string') {
    return false;
  }
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}

function parseSettings(settings: unknown): SnapState['settings'] {
  const given = isObject(settings) && isObject(settings['rewardsGateways']) ? settings['rewardsGateways'] : {};
  const rewardsGateways = Object.fromEntries(
    Object.entries(given).map(([chain, urls]) => [chain, Array.isArray(urls) ? urls.filter(isHttpUrl) : []]),
  );
  return { rewardsGateways };
}

/**
 * What was stored, in today's shape. Nothing stored, damaged fields and a version that a newer Snap wrote give the
 * defaults, in memory only: what a newer Snap wrote stays as it is.
 */
export function parseState(
  stored: unknown,
  table: Migrations = migrations,
  version: number = currentVersion,
): SnapState {
  let state = stored;
  for (
    let from = isObject(state) ? state['version'] : undefined;
    typeof from === 'number' && from < version;
    from += 1
  ) {
    const migrate = table[from];
    if (!migrate || !isObject(state)) {
      return defaultState;
    }
    state = migrate(state);
  }
  return isObject(state) && state['version'] === version
    ? { version: currentVersion, settings: parseSettings(state['settings']) }
    : defaultState;
}

/** The wallet's `snap.request`, as far as it is used here. */
export type SnapRequest = (args: { method: string; params?: Record<string, unknown> }) => Promise<unknown>;

/** Where in the Snap's state it lies: apart from what was read of chains, which is large. */
export const stateKey = 'own';

/** Reads the state out of the unencrypted store, which a locked wallet opens too: nothing in it is secret. */
export async function readState(request: SnapRequest): Promise<SnapState> {
  return parseState(await request({ method: 'snap_getState', params: { key: stateKey, encrypted: false } }));
}

/** The gateways to ask on a network: the person's own where there are any, else the usual ones. */
export function gatewaysOf(network: Network, { settings }: SnapState): readonly string[] {
  const own = settings.rewardsGateways[`eip155:${network.chainId}`] ?? [];
  return own.length > 0 ? own : network.rewardsGateways;
}
