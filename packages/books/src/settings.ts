import { isServerUrl, networkByChainId, poolByAddress, type Address, type PoolOnNetwork } from '@pooled-staking/core';

/** What the indexer is told by `npm run books`. Plain JSON, in one variable of its environment. */
export type Settings = {
  readonly chainId: number;
  /** The node's address. */
  readonly rpc: string;
  readonly vault: Address;
  readonly keeper: Address;
  readonly mevEscrow: Address;
  readonly deployBlock: number;
  /** Folder of the embedded database; `null`: the PostgreSQL that `DATABASE_URL` names. */
  readonly folder: string | null;
  /** How often the node is asked for a new block. */
  readonly pollingMs: number;
};

const variable = 'BOOKS_SETTINGS';

/** The environment of an indexer with these settings. */
export function settingsEnvironment(settings: Settings): Readonly<Record<string, string>> {
  return { [variable]: JSON.stringify(settings) };
}

const addressPattern = /^0x[0-9a-fA-F]{40}$/u;

/**
 * The settings in an environment.
 * @throws Error that names what is missing: the indexer was started without `npm run books`.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const text = environment[variable];
  if (text === undefined) {
    throw new Error(`${variable} is not set. Start the indexer with: npm run books -- --rpc URL`);
  }
  const value = JSON.parse(text) as Record<keyof Settings, unknown>;
  const isRight: Readonly<Record<keyof Settings, boolean>> = {
    chainId: Number.isSafeInteger(value.chainId),
    rpc: isServerUrl(value.rpc),
    vault: addressPattern.test(String(value.vault)),
    keeper: addressPattern.test(String(value.keeper)),
    mevEscrow: addressPattern.test(String(value.mevEscrow)),
    deployBlock: Number.isSafeInteger(value.deployBlock),
    folder: value.folder === null || typeof value.folder === 'string',
    pollingMs: Number.isSafeInteger(value.pollingMs),
  };
  const wrong = Object.entries(isRight).flatMap(([name, right]) => (right ? [] : name));
  if (wrong.length > 0) {
    throw new Error(
      `${variable} has no usable ${wrong.join(', ')}. Start the indexer with: npm run books -- --rpc URL`,
    );
  }
  return value as Settings;
}

/**
 * The pool of the settings with its network.
 * @throws StakingError UNSUPPORTED_CHAIN; Error for a vault that is none of its pools.
 */
export function poolOf({ chainId, vault }: Pick<Settings, 'chainId' | 'vault'>): PoolOnNetwork {
  const network = networkByChainId(chainId);
  const pool = poolByAddress(network, vault);
  if (!pool) {
    throw new Error(`${vault} is no pool of ${network.name}.`);
  }
  return { network, pool };
}
