import { stakewiseOn } from '../contracts';
import { decodeValues, encodeValues, parseType } from '../../../chain/abi-values';
import { keccak256 } from '../../../chain/hash';
import { findLatestLog, type Log } from '../../../chain/logs';
import { plainText } from '../../../chain/plain-text';
import { StakingError } from '../../../errors';
import type { FileFailure } from '../../../problems';
import { isSameAddress, type Address, type Hex } from '../../../units';
import type { PoolContext } from '../../../networks/context';
import { FileError } from '../../../web/fetch-text';
import { eventTopics } from '../vault/events';
import type { VaultState } from '../vault/state';

/** What `updateState` takes: the pool's part of a report with its proof. */
export type HarvestParams = {
  readonly rewardsRoot: Hex;
  /** Cumulative consensus reward in wei, negative after penalties. */
  readonly reward: bigint;
  readonly unlockedMevReward: bigint;
  readonly proof: readonly Hex[];
};

/** `HarvestParams` in the order in which the contract's tuple has them. */
export function toHarvestTuple({ rewardsRoot, reward, unlockedMevReward, proof }: HarvestParams): readonly unknown[] {
  return [rewardsRoot, reward, unlockedMevReward, proof];
}

const leafTypes = ['address', 'int160', 'uint160'].map(parseType);

/** The values of a `RewardsUpdated` log that are not indexed. */
const reportTypes = ['uint256', 'uint64', 'uint64', 'string'].map(parseType);

/**
 * Whether a proof leads from the pool's reward to the root.
 * Source: StakeWise's rewards tree, leaf = keccak(keccak(abi.encode(vault, reward, unlockedMev))), pairs sorted.
 */
export function isProofValid(vault: Address, params: HarvestParams): boolean {
  const encoded = encodeValues(leafTypes, [vault, params.reward, params.unlockedMevReward]);
  const root = params.proof.reduce(
    (node, sibling) => {
      const [low, high] = BigInt(node) < BigInt(sibling) ? [node, sibling] : [sibling, node];
      return keccak256(`${low}${high.slice(2)}`);
    },
    keccak256(keccak256(encoded)),
  );
  return root.toLowerCase() === params.rewardsRoot.toLowerCase();
}

type RewardsFileEntry = { vault?: unknown; consensus_reward?: unknown; proof?: unknown };

/** JSON whose long integers are kept as strings: a reward in wei does not fit a JavaScript number. */
function parseWithBigIntegers(text: string): unknown {
  return JSON.parse(text.replace(/([:[,]\s*)(-?\d{15,})(?=\s*[,}\]])/gu, '$1"$2"'));
}

const bytes32 = /^0x[0-9a-fA-F]{64}$/u;
const integer = /^-?\d{1,60}$/u;

/**
 * The pool's part of a rewards file. A pool with its own MEV escrow takes the consensus reward and no unlocked MEV.
 * @throws FileError when the file does not name the pool, or is malformed; SyntaxError when it is not JSON.
 */
export function parseRewardsFile(text: string, vault: Address, rewardsRoot: Hex): HarvestParams {
  const file = parseWithBigIntegers(text) as { vaults?: RewardsFileEntry[] } | null;
  const entries = Array.isArray(file?.vaults) ? file.vaults : [];
  const entry = entries.find((each) => typeof each.vault === 'string' && isSameAddress(each.vault, vault));
  if (!entry) {
    throw new FileError('not-of-pool');
  }
  const proof: unknown[] = Array.isArray(entry.proof) ? entry.proof : [];
  const siblings = proof.map((each) => (String(each).startsWith('0x') ? String(each) : `0x${String(each)}`));
  const reward = String(entry.consensus_reward);
  if (!integer.test(reward) || proof.length > 64 || !siblings.every((each) => bytes32.test(each))) {
    throw new FileError('malformed');
  }
  return { rewardsRoot, reward: BigInt(reward), unlockedMevReward: 0n, proof: siblings as Hex[] };
}

/** Why a file could not be used, as far as an error tells. */
function faultOf(error: unknown): Omit<FileFailure, 'gateway'> {
  if (error instanceof FileError) {
    const { fault, said } = error;
    return said === undefined ? { fault } : { fault, said };
  }
  return error instanceof SyntaxError
    ? { fault: 'malformed' }
    : { fault: 'unreachable', said: plainText(error instanceof Error ? error.message : String(error)) };
}

/** Blocks to look back first: reports come about twice a day, a day has 7,200 slots. */
const firstLookBack = 7_200;

/** A gateway's base address and a CID as one address; both come from outside, so only plain ones are joined. */
function fileAddress(gateway: string, cid: string): string {
  if (!/^[A-Za-z0-9]{20,120}$/u.test(cid)) {
    throw new FileError('no-address');
  }
  return `${gateway.replace(/\/*$/u, '/')}${cid}`;
}

/** The name of the rewards file in a `RewardsUpdated` log: the last of its values that are not indexed. */
function fileOfReport({ data }: Log): string {
  return String(decodeValues(reportTypes, data)[3]);
}

/**
 * Reads the newest report's parameters for the pool: finds on chain which file the oracles published, fetches it from the
 * first gateway that gives one that the Merkle root confirms. A forged or damaged file is passed over.
 * @throws StakingError HARVEST_PROOF_UNAVAILABLE with each gateway's failure, CHAIN_UNAVAILABLE.
 */
export async function readHarvestParams(context: PoolContext, state: VaultState): Promise<HarvestParams> {
  const { request, network, pool, fetchText, rewardsGateways } = context;
  const root = state.harvest.rewardsRoot;
  const log = await findLatestLog(
    request,
    { address: stakewiseOn(network).keeper, topics: [eventTopics.RewardsUpdated, null, root] },
    pool.deployBlock,
    state.block.number,
    firstLookBack,
  );
  const cid = log ? fileOfReport(log) : '';
  const failures: FileFailure[] = [];
  for (const gateway of log ? rewardsGateways : []) {
    try {
      const params = parseRewardsFile(await fetchText(fileAddress(gateway, cid)), pool.address, root);
      if (isProofValid(pool.address, params)) {
        return params;
      }
      failures.push({ gateway, fault: 'not-of-report' });
    } catch (error) {
      failures.push({ gateway, ...faultOf(error) });
    }
  }
  const hasLog = log !== undefined;
  throw new StakingError('HARVEST_PROOF_UNAVAILABLE', { kind: 'no-report-file', rewardsRoot: root, hasLog, failures });
}
