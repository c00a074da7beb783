import { errorCodes, invalidParams, rpcError } from './rpc-errors';
import { readCall, readSender } from './transactions';
import type { RequestedTransaction } from './transactions';

export const CALLS_VERSION = '2.0.0';
/** As many calls as MetaMask takes at once. */
const MOST_CALLS = 10;
/** Letters of the longest id, as EIP-5792 has it. */
const LONGEST_ID = 8_194;

type Fields = Readonly<Record<string, unknown>>;
type RequestedCall = Pick<RequestedTransaction, 'to' | 'value' | 'data'>;

/** Several calls as a page gave them to `wallet_sendCalls`, checked. */
export type RequestedCalls = {
  readonly from: string;
  /** The page's own name for them; null: the wallet gives one. */
  readonly id: string | null;
  readonly calls: readonly RequestedCall[];
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of the params. */
export const firstOf = (params: unknown): unknown => (Array.isArray(params) ? (params as unknown[])[0] : undefined);

/** An id of such calls. @throws JsonRpcError -32602 for anything else. */
export function readBatchId(id: unknown): string {
  if (typeof id !== 'string' || !/^0x[\da-f]+$/iu.test(id) || id.length > LONGEST_ID) {
    throw invalidParams('The id of calls is a 0x-prefixed string of hex digits.');
  }
  return id;
}

/** Capabilities that a page does not call optional. */
function requiredOf(capabilities: unknown): readonly string[] {
  if (capabilities === undefined) {
    return [];
  }
  if (!isFields(capabilities) || !Object.values(capabilities).every(isFields)) {
    throw invalidParams('"capabilities" is an object with an object for each.');
  }
  return Object.entries(capabilities).flatMap(([name, wanted]) =>
    (wanted as Fields)['optional'] === true ? [] : [name],
  );
}

/**
 * Reads the params of `wallet_sendCalls` in the order in which MetaMask checks them.
 *
 * @throws JsonRpcError -32602 for a malformed field, another chain's id or a call to an account of the wallet, -32000 for
 *   another version, 4100 when the account is not shared with the site, 5700 for a capability that the wallet lacks, 5740
 *   for too many calls.
 */
export function readCalls(
  params: unknown,
  connected: readonly string[],
  own: readonly string[],
  chainId: number,
): RequestedCalls {
  const given = firstOf(params);
  if (!isFields(given)) {
    throw invalidParams('Expected params [{ version, chainId, atomicRequired, calls }].');
  }
  const { version, id, from = connected[0], chainId: wantedChain, atomicRequired, calls, capabilities } = given;
  if (typeof version !== 'string' || typeof atomicRequired !== 'boolean') {
    throw invalidParams('"version" of calls is a string, and "atomicRequired" true or false.');
  }
  if (typeof wantedChain !== 'string' || !/^0x[\da-f]+$/iu.test(wantedChain)) {
    throw invalidParams('"chainId" of calls is a 0x-prefixed quantity.');
  }
  if (!Array.isArray(calls) || calls.length === 0 || !calls.every(isFields)) {
    throw invalidParams('"calls" is a list of at least one call.');
  }
  const batchId = id === undefined ? null : readBatchId(id);
  const sender = readSender(from, connected);
  const listed = calls.map(readCall);
  if (version !== CALLS_VERSION) {
    throw rpcError(errorCodes.serverError, `Version not supported: Got ${version}, expected ${CALLS_VERSION}`);
  }
  if (BigInt(wantedChain) !== BigInt(chainId)) {
    const present = `0x${chainId.toString(16)}`;
    throw invalidParams(`Chain ID must match the dApp selected network: Got ${wantedChain}, expected ${present}`);
  }
  const required = [...requiredOf(capabilities), ...calls.flatMap((call) => requiredOf(call['capabilities']))];
  if (required.length > 0) {
    throw rpcError(errorCodes.unsupportedCapability, `Unsupported non-optional capabilities: ${required.join(', ')}`);
  }
  if (listed.length > MOST_CALLS) {
    throw rpcError(errorCodes.batchTooLarge, `Batch size cannot exceed ${MOST_CALLS}. Got: ${listed.length}`);
  }
  if (
    listed.length > 1 &&
    listed.some(({ to }) => own.some((account) => account.toLowerCase() === to?.toLowerCase()))
  ) {
    throw invalidParams('Calls to internal accounts are not supported');
  }
  return { from: sender, id: batchId, calls: listed };
}
