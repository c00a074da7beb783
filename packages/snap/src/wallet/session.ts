import {
  failureOf,
  isSameAddress,
  networks,
  type Address,
  type Failure,
  type Hex,
  type Network,
  type PlainTransaction,
} from '@pooled-staking/core';
import { hasErrorCode } from './provider';
import type { SnapRequest } from './state';

/**
 * Why a wallet does not send for the Snap: `unsupported`: it knows no sessions; `refused`: the person gave none; `account`:
 * the session is not for this account on this network.
 */
export type SendingFault = 'unsupported' | 'refused' | 'account';

/** The wallet does not send for the Snap: the page or the person has to. Nothing was sent. */
export class CannotSendError extends Error {
  override readonly name = 'CannotSendError';

  constructor(readonly fault: SendingFault) {
    super(fault);
  }
}

/** The wallet was handed a transaction and gave no hash for it: whether it was sent is not known. */
export class UnsureError extends Error {
  override readonly name = 'UnsureError';

  /** @param failure what the wallet says. */
  constructor(readonly failure: Failure) {
    super('The wallet gave no hash.');
  }
}

/** A session as CAIP-25 has it, as far as it is used. */
type Session = { readonly sessionScopes?: Readonly<Record<string, { readonly accounts?: readonly unknown[] }>> } | null;

const rejected = 4001;

/** No such method, no permission for it, and what CAIP-25 says where a scope or a method is not granted. */
const notGranted = [-32601, 4100, 4200, 5000, 5001, 5100, 5101, 5102, 5300, 5301, 5302];

const isNotGranted = (error: unknown): boolean => notGranted.some((code) => hasErrorCode(error, code));

function mayUse(session: Session, scope: string, account: Address): boolean {
  const accounts = session?.sessionScopes?.[scope]?.accounts ?? [];
  return accounts.some((each) => isSameAddress(String(each), `${scope}:${account}`));
}

/** The wallet's multichain session, through which the Snap proposes transactions that the person confirms in the wallet. */
export type Sending = {
  /**
   * Sees to it that the wallet takes transactions of the account on the network.
   * @param mayAsk whether to ask the person for a session where there is none that does.
   * @throws CannotSendError where the wallet does not send for the Snap; whatever the wallet says else.
   */
  readonly open: (network: Network, account: Address, mayAsk: boolean) => Promise<void>;
  /**
   * Proposes a transaction, which the wallet shows in its own confirmation, and gives its hash.
   * @throws CannotSendError as {@link open} does; UnsureError; an error of code 4001 when the person rejects it.
   */
  readonly send: (network: Network, transaction: PlainTransaction) => Promise<Hex>;
};

/** Sends through the wallet's multichain session (CAIP-25 and CAIP-27). */
export function createSending(request: SnapRequest): Sending {
  const readSession = async (): Promise<Session> => {
    try {
      return (await request({ method: 'wallet_getSession' })) as Session;
    } catch (error) {
      if (isNotGranted(error)) {
        throw new CannotSendError('unsupported');
      }
      throw error;
    }
  };
  const askForSession = async (): Promise<Session> => {
    const scope = { methods: ['eth_sendTransaction'], notifications: [], accounts: [] };
    // Those that the wallet does not have are left out by it.
    const optionalScopes = Object.fromEntries(networks.map(({ chainId }) => [`eip155:${chainId}`, scope]));
    try {
      return (await request({ method: 'wallet_createSession', params: { optionalScopes } })) as Session;
    } catch (error) {
      if (hasErrorCode(error, rejected)) {
        throw new CannotSendError('refused');
      }
      if (isNotGranted(error)) {
        throw new CannotSendError('unsupported');
      }
      throw error;
    }
  };
  return {
    open: async ({ chainId }, account, mayAsk) => {
      const scope = `eip155:${chainId}`;
      const isOpen = mayUse(await readSession(), scope, account);
      if (!isOpen && !(mayAsk && mayUse(await askForSession(), scope, account))) {
        throw new CannotSendError('account');
      }
    },
    send: async ({ chainId }, transaction) => {
      const inner = { method: 'eth_sendTransaction', params: [transaction] };
      let hash: unknown;
      try {
        hash = await request({
          method: 'wallet_invokeMethod',
          params: { scope: `eip155:${chainId}`, request: inner },
        });
      } catch (error) {
        if (isNotGranted(error)) {
          throw new CannotSendError('unsupported');
        }
        throw hasErrorCode(error, rejected) ? error : new UnsureError(failureOf(error));
      }
      if (typeof hash !== 'string' || !/^0x[\da-f]{64}$/iu.test(hash)) {
        throw new UnsureError({ said: String(hash).slice(0, 60) });
      }
      return hash as Hex;
    },
  };
}
