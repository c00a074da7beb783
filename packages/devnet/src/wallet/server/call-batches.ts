import { randomBytes } from 'node:crypto';

import type { Toast } from '../protocol';
import { SMART_ACCOUNT_CODE } from '../../contracts/smart-account';
import type { InstalledSnap } from './installed-snap';
import { toHexChainId } from './networks';
import type { Network } from './networks';
import { CALLS_VERSION, firstOf, readBatchId, readCalls } from './requested-calls';
import type { RequestedCalls } from './requested-calls';
import { errorCodes, invalidParams, rpcError } from './rpc-errors';
import { approveAndSend } from './sending';
import type { Asker, Batch } from './sending';
import { knownNetworks, visibleAccounts } from './session';
import type { WalletContext } from './session';
import { encodeCalls, readSmartAccount, upgradeOf } from './smart-accounts';
import { readSender } from './transactions';

/** Several calls that a page asked for, from the moment at which the person is asked. */
type Bundle = {
  readonly network: Network;
  readonly from: string;
  /** Null while the person is asked, and where the network did not take it. */
  sent: { readonly hash: string; readonly nonce: number } | null;
  isGivenUp: boolean;
};

/** Status codes of EIP-5792. */
const codes = { pending: 100, confirmed: 200, failedOffChain: 400, reverted: 500 } as const;

type Receipt = Readonly<Record<'transactionHash' | 'blockHash' | 'blockNumber' | 'gasUsed' | 'status', string>> & {
  readonly logs: readonly Readonly<Record<'address' | 'data' | 'topics', unknown>>[];
};

type Status = { readonly status: number; readonly receipts?: readonly unknown[] };

const shownReceipt = ({ transactionHash, blockHash, blockNumber, gasUsed, status, logs }: Receipt) => ({
  ...{ transactionHash, blockHash, blockNumber, gasUsed, status },
  logs: logs.map(({ address, data, topics }) => ({ address, data, topics })),
});

async function readStatusOf({ network, from, sent, isGivenUp }: Bundle): Promise<Status> {
  if (isGivenUp) {
    return { status: codes.failedOffChain };
  }
  if (!sent) {
    return { status: codes.pending };
  }
  // First how many were mined: a block may come before the other answer.
  const mined = Number(await network.request('eth_getTransactionCount', [from, 'latest']));
  const receipt = (await network.request('eth_getTransactionReceipt', [sent.hash])) as Receipt | null;
  if (receipt) {
    const isSuccess = Number(receipt.status) === 1;
    return { status: isSuccess ? codes.confirmed : codes.reverted, receipts: [shownReceipt(receipt)] };
  }
  // Another one has taken its nonce: as MetaMask, which calls such calls reverted.
  return { status: mined > sent.nonce ? codes.reverted : codes.pending };
}

/** Several calls at once (EIP-5792), as MetaMask answers for its smart accounts. See `docs/smart-accounts.md`. */
export type CallBatches = {
  /** `wallet_getCapabilities`: networks without any are left out. */
  readCapabilities(params: unknown): Promise<unknown>;
  /** `wallet_sendCalls`. */
  send(asker: Asker, params: unknown): Promise<{ id: string }>;
  /** `wallet_getCallsStatus`. */
  readStatus(origin: string, params: unknown): Promise<unknown>;
  /** `wallet_showCallsStatus`. */
  showStatus(origin: string, params: unknown): Promise<null>;
};

const statusWords: Readonly<Record<number, string>> = {
  [codes.pending]: 'They are on their way.',
  [codes.confirmed]: 'All of them were carried out.',
  [codes.failedOffChain]: 'None of them reached the network.',
  [codes.reverted]: 'None of them happened.',
};

export function createCallBatches(
  context: WalletContext,
  snap: InstalledSnap,
  onToast: (toast: Toast) => void,
): CallBatches {
  const { options, session } = context;
  const bundles = new Map<string, Bundle>();
  const keyOf = (origin: string, id: string): string => `${origin} ${id.toLowerCase()}`;

  const find = (origin: string, params: unknown): Bundle => {
    const bundle = bundles.get(keyOf(origin, readBatchId(firstOf(params))));
    // While the person is asked, the page has no answer that it could ask about.
    if (!bundle || (!bundle.sent && !bundle.isGivenUp)) {
      throw rpcError(errorCodes.unknownBatchId, 'No matching bundle found');
    }
    return bundle;
  };

  /** How the calls go out together. @throws JsonRpcError 5710 and 5750 where they cannot. */
  const batchOf = async (network: Network, { from, calls }: RequestedCalls): Promise<Batch> => {
    switch (await readSmartAccount(network, from)) {
      case 'smart':
        return { calls, upgrade: null };
      case 'unknown-to-chain':
        throw rpcError(
          errorCodes.chainWithoutBatches,
          `EIP-7702 not supported on chain: ${toHexChainId(network.chainId)}`,
        );
      case 'foreign':
        throw rpcError(errorCodes.internal, 'Account upgraded to unsupported contract');
      case 'plain':
        if (!session.preferences.offersSmartAccounts) {
          throw rpcError(errorCodes.upgradeRejected, 'EIP-7702 upgrade disabled by the user');
        }
        return {
          calls,
          upgrade: { to: SMART_ACCOUNT_CODE, authorize: upgradeOf(options.accounts.indexOf(from), network.chainId) },
        };
    }
  };

  /** Puts calls together to one transaction: a single one is sent as it is, whatever the account can do. */
  const transactionOf = async (network: Network, wanted: RequestedCalls) => {
    const fees = { gas: null, gasPrice: null, maxFeePerGas: null, maxPriorityFeePerGas: null };
    const { from, calls } = wanted;
    const [first, second] = calls;
    if (first && !second) {
      return { transaction: { from, ...first, ...fees }, batch: null };
    }
    const batch = await batchOf(network, wanted);
    return { transaction: { from, to: from, value: 0n, data: encodeCalls(calls), ...fees }, batch };
  };

  return {
    readCapabilities: async (params) => {
      const [address, chainIds] = Array.isArray(params) ? (params as unknown[]) : [];
      const account = readSender(address, visibleAccounts(context));
      const isId = (id: unknown): id is string => typeof id === 'string' && /^0x[\da-f]+$/iu.test(id);
      if (chainIds !== undefined && !(Array.isArray(chainIds) && chainIds.every(isId))) {
        throw invalidParams('Expected params [address, chainIds], each id a 0x-prefixed quantity.');
      }
      const wanted = chainIds?.map(Number);
      const found = await Promise.all(
        knownNetworks(session)
          .filter(({ chainId }) => wanted === undefined || wanted.length === 0 || wanted.includes(chainId))
          .map(async (network) => {
            const state = await readSmartAccount(network, account).catch(() => 'unknown-to-chain' as const);
            const status =
              state === 'smart'
                ? 'supported'
                : state === 'plain' && session.preferences.offersSmartAccounts
                  ? 'ready'
                  : null;
            return status === null ? [] : [[toHexChainId(network.chainId), { atomic: { status } }] as const];
          }),
      );
      return Object.fromEntries(found.flat());
    },

    send: async (asker, params) => {
      const { network, origin } = asker;
      const wanted = readCalls(params, asker.accounts, options.accounts, network.chainId);
      const { transaction, batch } = await transactionOf(network, wanted);
      const id = wanted.id ?? `0x${randomBytes(16).toString('hex')}`;
      const key = keyOf(origin, id);
      if (bundles.has(key)) {
        throw rpcError(errorCodes.duplicateBatchId, 'There are calls with this id already');
      }
      const bundle: Bundle = { network, from: wanted.from, sent: null, isGivenUp: false };
      bundles.set(key, bundle);
      try {
        bundle.sent = await approveAndSend(context, snap.host(), asker, transaction, batch);
      } catch (error) {
        if ((error as { readonly code?: unknown }).code === errorCodes.userRejected) {
          // What the person refused was never there.
          bundles.delete(key);
        } else {
          bundle.isGivenUp = true;
        }
        throw error;
      }
      return { id };
    },

    readStatus: async (origin, params) => {
      const bundle = find(origin, params);
      const chainId = toHexChainId(bundle.network.chainId);
      // One transaction holds all calls, whether the page asked for that or not.
      return { version: CALLS_VERSION, id: firstOf(params), chainId, atomic: true, ...(await readStatusOf(bundle)) };
    },

    showStatus: async (origin, params) => {
      const { status } = await readStatusOf(find(origin, params));
      onToast({ title: 'Calls of this site', message: statusWords[status] ?? '', tone: 'info' });
      return null;
    },
  };
}
