import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { foxVaultId, networkByChainId, type Network, stakewiseOn } from '@pooled-staking/core';

import { feeRecipient, operatorAccount, walletAccounts } from './accounts';
import { startAnvil, type Anvil } from './anvil';
import { createChainGate } from './chain-gate';
import { startHub, type Hub } from './hub/hub';
import { deployProtocol, type DevnetContracts, type FixedAddresses, type PoolVersion } from './contracts/deploy';
import { placeSmartAccount } from './contracts/smart-account';
import { loopbackHosts } from './loopback';
import { MetisBridge } from './metis/bridge';
import {
  keepTime,
  METIS_CHAIN_ID,
  metisClient,
  metisToken,
  mineOnMetis,
  placeMetisBasics,
  startMetisChain,
} from './metis/chain';
import { MetisOperator, runBoth, type CommandRunner, type MetisPeople } from './metis/operator';
import { placeSequencerPool, placeSequencerSet, type SequencerPool } from './metis/sequencers';
import { seedSequencers } from './metis/seed-sequencers';
import { Artemis } from './metis/artemis';
import { EnkiPeople } from './metis/enki-people';
import { seedMetisHistory } from './metis/seed';
import { seedArtemis } from './metis/seed-artemis';
import { seedEnki } from './metis/seed-enki';
import { placeNames } from './names';
import { ChainClient, type ChainRequest } from './operator/chain-client';
import { Operator } from './operator/operator';
import { poolInterface } from './operator/protocol';
import { repositoryRoot } from './paths';
import { gatewaySource } from './rewards/gateway';
import { RewardsStore } from './rewards/rewards-store';
import { SEED_SECONDS, seedHistory } from './seed';
import { createDevnetHandler, createSnapHandler, listen } from './server';
import type { Handler, PartialHandler } from './server';

export const LOCAL_CHAIN_ID = 31337;
const FEE_PERCENT_BPS = 1500;
const NODE_TIMEOUT_MS = 15_000;
/** How long after a failed request the end of the chain's process is told at the latest. */
const DEATH_NOTICE_MS = 100;

export type DevnetOptions = {
  /** Port of the chain; site, Snap, the chain of Metis and its hub get the four after it. Free ports with 0 or nothing. */
  readonly port?: number | undefined;
  /** Which vault code the pool runs; 1 by default. Has no meaning for a fork. */
  readonly poolVersion?: PoolVersion | undefined;
  /** Works on the pool of this chain as it is now, instead of a pool of its own. */
  readonly forkUrl?: string | undefined;
  /** IPFS gateway (base address, the content id is appended) for rewards files, instead of the usual ones. */
  readonly rewardsUrl?: string | undefined;
  /** Chain id whose addresses the contracts get, and which the chain takes; the local network by default. */
  readonly network?: number | undefined;
  /** Runs the chain of Metis and a hub for its votes beside it; false by default, and never beside a fork. */
  readonly metis?: boolean | undefined;
  /** Gives four users weeks of history; true by default. */
  readonly seed?: boolean | undefined;
  /** Serves the built site; true by default. */
  readonly serveSite?: boolean | undefined;
  /** Folder of a built page that is served in place of the site. */
  readonly page?: string | undefined;
  /** Where the books of the chain's pool answer, for the site's pages; none without it. */
  readonly booksUrl?: string | undefined;
  /** Puts the development wallet into the site's pages; true by default. */
  readonly walletPanel?: boolean | undefined;
  /** The most that the pool takes, in wei; unlimited by default. */
  readonly capacity?: bigint | undefined;
  /** Told what is being done, one line at a time. */
  readonly onProgress?: ((line: string) => void) | undefined;
};

/** The chain of Metis that runs beside the first one. */
export type MetisChain = {
  readonly chainId: number;
  readonly chainUrl: string;
  /** Its process, for requests and tests. */
  readonly anvil: Anvil;
  /** Where its community's proposals are. */
  readonly hub: Hub;
};

/** A running devnet. */
export type Devnet = {
  readonly chainUrl: string;
  /** Site, development wallet, operator and rewards files. */
  readonly httpUrl: string;
  /** The Snap's folder; its id is `local:` and this address. */
  readonly snapUrl: string;
  readonly chainId: number;
  /** `null` on a fork, where nothing is deployed. */
  readonly contracts: DevnetContracts | null;
  /** Runs the pool; on a fork it refuses what needs the forked chain's oracles or managers. */
  readonly operator: Operator;
  /** Carries out every command: those for the pool, and those for what Metis has on both chains. */
  readonly runner: CommandRunner;
  /** The chain's process, for requests and tests. */
  readonly anvil: Anvil;
  /** `null`: it does not run. */
  readonly metis: MetisChain | null;
  /** Resolves when a chain ended by itself, with words that say how. Nothing else is stopped then. */
  readonly chainDied: Promise<string>;
  /** Ends everything that was started. May be called twice. */
  stop(): Promise<void>;
};

type Chain = {
  readonly chainId: number;
  readonly contracts: DevnetContracts | null;
  readonly operator: Operator;
  /** `null`: the sequencer pool is not there. */
  readonly sequencers: SequencerPool | null;
  /** Gateways that the Snap has to use; `null`: the network's own. */
  readonly rewardsGateways: string[] | null;
};

function fixedAddresses(network: Network): FixedAddresses {
  const pool = network.pools[0];
  if (!pool) {
    throw new Error(`${network.name} has no pool whose address could be used`);
  }
  const feed = network.priceFeeds.find(({ base, quote }) => base === 'ETH' && quote === 'USD');
  return {
    pool: pool.address,
    keeper: stakewiseOn(network).keeper,
    vaultsRegistry: stakewiseOn(network).vaultsRegistry,
    validatorsRegistry: stakewiseOn(network).validatorsRegistry,
    multicall3: network.multicall3,
    mevEscrow: network.chainId === LOCAL_CHAIN_ID ? '0x39Aa0d906706130ED87F6898173f08F530A43e84' : undefined,
    ethUsdFeed: feed?.address ?? null,
  };
}

const requestOf =
  (anvil: Anvil): ChainRequest =>
  (method, params) =>
    anvil.request(method, params);

/** A chain of our own: contracts, operator and, unless it is not wanted, history. */
async function buildChain(
  anvil: Anvil,
  options: DevnetOptions,
  rewards: RewardsStore,
  ipfsUrl: string,
): Promise<Chain> {
  const { onProgress: progress, poolVersion = 1, seed = true } = options;
  const chainId = options.network ?? LOCAL_CHAIN_ID;
  const network = networkByChainId(chainId);
  const addresses = fixedAddresses(network);
  progress?.(`Deploying the pool (version ${poolVersion})`);
  const contracts = await deployProtocol(anvil, {
    addresses,
    poolVersion,
    operator: operatorAccount,
    feeRecipient,
    feePercentBps: FEE_PERCENT_BPS,
    capacity: options.capacity,
  });
  if (network.ens) {
    await placeNames(anvil, network.ens.universalResolver, operatorAccount);
  }
  const { pool, keeper, validatorsRegistry, ethUsdFeed } = contracts;
  const request = requestOf(anvil);
  const operator = new Operator({
    request,
    pool,
    keeper,
    validatorsRegistry,
    account: operatorAccount,
    rewards,
    fromBlock: network.pools[0]?.deployBlock,
  });
  const sequencers =
    chainId === LOCAL_CHAIN_ID ? await placeSequencerPool(anvil, new ChainClient(request), metisToken) : null;
  if (seed) {
    progress?.('Living through eight weeks: deposits, rewards, exits');
    const onDay = options.metis && sequencers ? seedSequencers(sequencers) : undefined;
    await seedHistory({ request, operator, operatorAccount, pool, ethUsdFeed, rewards, onDay });
  }
  return { chainId, contracts, operator, sequencers, rewardsGateways: [options.rewardsUrl ?? ipfsUrl] };
}

/** The pool of a forked chain, checked to be one that the product works with. */
async function adoptForkedChain(anvil: Anvil, options: DevnetOptions, rewards: RewardsStore): Promise<Chain> {
  const { forkUrl, rewardsUrl } = options;
  const chainId = Number(await anvil.request('eth_chainId'));
  const network = networkByChainId(chainId);
  const pool = network.pools[0];
  const missing = (what: string): Error =>
    new Error(
      `${forkUrl} is chain ${chainId} (${network.name}), but at ${pool?.address} ${what}. ` +
        'Give the address of a node that has the pool, at a block at which it exists.',
    );
  if (!pool || (await anvil.request('eth_getCode', [pool.address, 'latest'])) === '0x') {
    throw missing('there is no contract');
  }
  const data = poolInterface.encodeFunctionData('vaultId');
  const vaultId = await anvil.request('eth_call', [{ to: pool.address, data }, 'latest']).catch(() => null);
  if (vaultId !== foxVaultId) {
    throw missing('the contract is not the pool (its vaultId is another)');
  }
  const operator = new Operator({
    request: requestOf(anvil),
    pool: pool.address,
    keeper: stakewiseOn(network).keeper,
    account: operatorAccount,
    rewards,
    rewardsSource: gatewaySource(rewardsUrl === undefined ? network.rewardsGateways : [rewardsUrl]),
    fromBlock: pool.deployBlock,
    refusal:
      `This chain is a fork of ${network.name}: its Keeper answers to its own oracles and the pool to its own ` +
      'managers, so reports, penalties, MEV, validators and the blocklist are out of reach. status, harvest and ' +
      'advance-time work.',
  });
  return {
    chainId,
    contracts: null,
    operator,
    sequencers: null,
    rewardsGateways: rewardsUrl === undefined ? null : [rewardsUrl],
  };
}

/** Makes sure that a node answers at the address to fork from; anvil itself would only say that it ended. */
async function checkNode(url: string): Promise<void> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
      signal: AbortSignal.timeout(NODE_TIMEOUT_MS),
    });
    const { result } = (await response.json()) as { result?: unknown };
    if (typeof result !== 'string') {
      throw new Error(`it answered ${response.status} without a chain id`);
    }
  } catch (error) {
    // A failed fetch says why in its cause only.
    const { message, cause } = error as Error;
    const reason = cause instanceof Error && cause.message ? cause.message : message;
    throw new Error(`There is no Ethereum node at ${url} (${reason}). Check the address given with --fork-url.`, {
      cause: error,
    });
  }
}

/** When a chain of our own begins, in seconds since 1970: so that its history ends now. */
function firstTime({ seed = true }: DevnetOptions): number {
  const now = Math.floor(Date.now() / 1000);
  return seed ? now - SEED_SECONDS : now;
}

async function startChain(options: DevnetOptions): Promise<Anvil> {
  const { forkUrl } = options;
  if (forkUrl !== undefined) {
    await checkNode(forkUrl);
    return startAnvil({ forkUrl, hidden: true });
  }
  const chainId = options.network ?? LOCAL_CHAIN_ID;
  return startAnvil({
    hidden: true,
    chainId,
    timestamp: firstTime(options),
    // Where the network's registry says that the pool's logs begin.
    blockNumber: networkByChainId(chainId).pools[0]?.deployBlock,
  });
}

/** What is on the chain of Metis, and its history unless it is not wanted. */
async function buildMetisChain(
  anvil: Anvil,
  { seed = true }: DevnetOptions,
): Promise<{ readonly enki: EnkiPeople; readonly artemis: Artemis }> {
  const chain = metisClient(anvil);
  await placeMetisBasics(anvil, operatorAccount);
  await placeSequencerSet(anvil, chain);
  const enki = await EnkiPeople.place(anvil, chain);
  const artemis = await Artemis.place(anvil, chain);
  if (seed) {
    await seedMetisHistory(chain, operatorAccount, [seedEnki(chain, enki), seedArtemis(chain, artemis)]);
  }
  return { enki, artemis };
}

/** Those who run what Metis has; from now on its chain goes along with the L1, in time and with what crosses the bridge. */
async function runMetis(
  running: Anvil,
  runningMetis: Anvil,
  operator: Operator,
  people: Omit<MetisPeople, 'bridge' | 'mine'>,
): Promise<MetisOperator> {
  const [first, metis] = [new ChainClient(requestOf(running)), metisClient(runningMetis)];
  const bridge = new MetisBridge(first, metis);
  await operator.follow(() => keepTime(metis, first));
  await operator.follow(() => bridge.deliver());
  return new MetisOperator({ ...people, bridge, mine: (blocks) => mineOnMetis(metis, first, blocks) });
}

/** Runs each step, the last one first; all of them, even when one fails. */
async function unwind(steps: (() => Promise<void>)[]): Promise<void> {
  for (const step of steps.splice(0).reverse()) {
    await step().catch(() => undefined);
  }
}

/** A chain behind its gate, on a port of its own and for the paths of the site's server. */
type OpenGate = { readonly port: number; readonly handle: Handler };

/**
 * Starts a chain, the pool with its operator, the site, the development wallet and the Snap's server.
 *
 * @throws Error that names port and cure when a port is taken, or says why the forked chain cannot be used; nothing is
 * left running then.
 */
export async function launchDevnet(options: DevnetOptions = {}): Promise<Devnet> {
  const { port = 0, serveSite = true, walletPanel = true, onProgress: progress } = options;
  const hasMetis = options.metis === true && options.forkUrl === undefined;
  const portAt = (offset: number): number => (port === 0 ? 0 : port + offset);
  const started: (() => Promise<void>)[] = [];
  let anvil: Anvil | null = null;
  let metisAnvil: Anvil | null = null;
  try {
    // The servers come first: a taken port is told before the long part.
    let handler: Handler = (_, response) => {
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '5', refresh: '2' });
      response.end('The local chain is still starting. This page reloads by itself.');
    };
    const server = await listen((...exchange) => handler(...exchange), portAt(1), 'the site');
    started.push(() => server.stop());
    const ownPages = loopbackHosts.map((host) => `http://${host}:${server.port}`);
    const isOwnPage = (origin: string): boolean => ownPages.includes(origin);
    const openGate = async (chain: () => Anvil | null, at: number, purpose: string): Promise<OpenGate> => {
      const gate = createChainGate(() => chain()?.url ?? null, isOwnPage);
      const opened = await listen(gate.handle, at, purpose, gate.upgrade);
      started.push(async () => {
        gate.stop();
        await opened.stop();
      });
      return { port: opened.port, handle: gate.handle };
    };
    const chainServer = await openGate(() => anvil, portAt(0), 'the chain');
    const snapFolder = join(repositoryRoot, 'packages', 'snap', 'dist', 'full');
    const snapServer = await listen(createSnapHandler(snapFolder), portAt(2), "the Snap's server");
    started.push(() => snapServer.stop());
    const metisServer = hasMetis ? await openGate(() => metisAnvil, portAt(3), 'the chain of Metis') : null;
    const ahead = async (): Promise<number> =>
      anvil ? (await new ChainClient(requestOf(anvil)).presentTime()) - Math.floor(Date.now() / 1000) : 0;
    const hub = hasMetis ? await startHub({ port: portAt(4), ahead }) : null;
    if (hub) {
      started.push(() => hub.stop());
    }

    progress?.(options.forkUrl === undefined ? 'Starting the chain' : `Forking ${options.forkUrl}`);
    const running = await startChain(options);
    anvil = running;
    started.push(() => running.stop());
    await placeSmartAccount(running);
    const runningMetis = hasMetis ? await startMetisChain(firstTime(options)) : null;
    if (runningMetis) {
      metisAnvil = runningMetis;
      started.push(() => runningMetis.stop());
    }

    const rewards = new RewardsStore();
    const ipfsUrl = `http://127.0.0.1:${server.port}/ipfs/`;
    const [chain, liquid] = await Promise.all([
      options.forkUrl === undefined
        ? buildChain(running, options, rewards, ipfsUrl)
        : adoptForkedChain(running, options, rewards),
      runningMetis && buildMetisChain(runningMetis, options),
    ]);
    const { chainId, contracts, operator, sequencers, rewardsGateways } = chain;
    started.push(() => operator.stop());
    const runner = runBoth(
      operator,
      runningMetis &&
        liquid &&
        sequencers &&
        (await runMetis(running, runningMetis, operator, { sequencers, ...liquid })),
    );

    let wallet: PartialHandler | null = null;
    if (walletPanel) {
      // Loaded when it is wanted: the Snaps simulation behind it takes seconds.
      const { createDevWallet } = await import('./wallet/server');
      const devWallet = createDevWallet({
        chains: [
          { chainId, url: running.url },
          ...(runningMetis ? [{ chainId: METIS_CHAIN_ID, url: runningMetis.url }] : []),
        ],
        snapUrl: snapServer.url,
        accounts: [...walletAccounts],
        rewardsGateways,
        governance: hub && { hub: hub.hubUrl, sequencer: hub.sequencerUrl },
        operatorUrl: '/operator',
      });
      started.push(() => devWallet.stop());
      wallet = devWallet;
    }
    const booksPool = networkByChainId(chainId).pools.find(({ protocol }) => protocol === 'stakewise');
    const siteFolder = options.page ?? (serveSite ? join(repositoryRoot, 'packages', 'site', 'public') : null);
    const chainUrl = `http://127.0.0.1:${chainServer.port}`;
    const metisUrl = metisServer && `http://127.0.0.1:${metisServer.port}`;
    handler = createDevnetHandler({
      ...{ rewards, operator: runner, wallet, siteFolder },
      snapId: `local:${snapServer.url}`,
      nodes: { [chainId]: chainServer.handle, ...(metisServer && { [METIS_CHAIN_ID]: metisServer.handle }) },
      // The pages' policy lets them ask their own origin, which has another name than the gateway's.
      gateways:
        rewardsGateways === null
          ? {}
          : { [chainId]: rewardsGateways.map((each) => (each === ipfsUrl ? '/ipfs/' : each)) },
      books: booksPool && options.booksUrl !== undefined ? { pool: booksPool.id, url: options.booksUrl } : null,
      hub: hub?.handle ?? null,
    });

    let stopped: Promise<void> | undefined;
    return {
      chainUrl,
      httpUrl: server.url,
      snapUrl: snapServer.url,
      chainId,
      contracts,
      operator,
      runner,
      anvil: running,
      metis:
        runningMetis && metisUrl !== null && hub
          ? { chainId: METIS_CHAIN_ID, chainUrl: metisUrl, anvil: runningMetis, hub }
          : null,
      chainDied: Promise.race([running.died, ...(runningMetis ? [runningMetis.died] : [])]),
      stop: () => (stopped ??= unwind(started)),
    };
  } catch (error) {
    // When the chain ends, what fails first is a request to it.
    const deaths = [anvil, metisAnvil].flatMap((each) => (each === null ? [] : [each.died]));
    const death = await Promise.race([...deaths, pause(DEATH_NOTICE_MS)]);
    await unwind(started);
    throw typeof death === 'string'
      ? new Error(`The chain ended while it was set up: ${death}.`, { cause: error })
      : error;
  }
}
