import { expect } from '@jest/globals';
import { JsonRpcError } from '@metamask/rpc-errors';
import type { Snap, SnapConfirmationInterface } from '@metamask/snaps-jest';
import { parseResult, type MethodName, type Methods } from '@pooled-staking/api';
import { AnvilRpcError, type Anvil } from '@pooled-staking/devnet';
import { textsOf } from './texts';

export const dapp = 'https://dapp.example';

type RpcRequest = { method: string; params?: unknown };

/** The wallet's side of `ethereum`: networks that it knows, with a node each, and the one that is chosen for the Snap. */
export type WalletNetworks = {
  /** Node by chain id; `null`: a network that the wallet knows and whose node is down. */
  nodes: Map<number, Anvil | null>;
  chainId: number;
  /** No node answers any more, nor refuses. */
  isSilent: boolean;
  /** Answers the Snap's dialogs in place of a person who sees them. */
  dialog?: ((dialog: { type: string; content: unknown }) => Promise<unknown>) | undefined;
  /** Answers in place of the node; `undefined` leaves the answer to it. */
  answer?: ((request: RpcRequest) => Promise<unknown>) | undefined;
  /** What the Snap wrote into its state, in order. */
  readonly writes: { readonly key: string; readonly value: unknown }[];
  /** Every request of the Snap, in order. */
  readonly requests: RpcRequest[];
  /** What the Snap asked to be woken for, in order. */
  readonly events: BackgroundEvent[];
};

/** A background event as the Snap asks for it; the simulation knows none, so tests run them. */
export type BackgroundEvent = { duration: string; request: { method: string; params?: Record<string, string> } };

/** A transaction as a dapp hands it to the wallet. */
export type Unsigned = { from: string; to: string; value: string; data: string; gas?: string };

/** What the Snap says beside a transaction. */
export type InsightAnswer = { severity: string | undefined; texts: string[] };

export type ErrorAnswer = { code: number; message: string; data?: Record<string, unknown> };

/** The built Snap, installed in a wallet that reaches the given networks. */
export type InstalledSnap = {
  readonly wallet: WalletNetworks;
  readonly simulation: Snap;
  /** Calls a read method and checks its result against the schema. */
  call<Name extends MethodName>(name: Name, params: Methods[Name]['params']): Promise<Methods[Name]['result']>;
  /** Calls a method that must fail; a dialog counts as a failure of the test. */
  fail(name: string, params: unknown, origin?: string): Promise<ErrorAnswer>;
  /** Calls a method that asks the person; answers with what `act` does. */
  ask<Name extends MethodName>(
    name: Name,
    params: Methods[Name]['params'],
    act: (dialog: SnapConfirmationInterface, texts: string[]) => Promise<void>,
  ): Promise<{ result?: Methods[Name]['result']; error?: ErrorAnswer; texts: string[] }>;
  /** The insight on a transaction of the local chain, or another; `null` when the Snap has nothing to say. */
  insight(transaction: Unsigned, chainId?: string): Promise<InsightAnswer | null>;
  /** The same, of a transaction that a site asks for, with its buttons. */
  look(transaction: Unsigned, options?: LookOptions): Promise<InsightOnShow | null>;
};

export type LookOptions = { chainId?: string; origin?: string; nonce?: number };

/** An insight whose buttons can be pressed. */
export type InsightOnShow = InsightAnswer & {
  /** Presses a button and gives what is shown then. */
  press(name: string): Promise<string[]>;
};

async function look(
  simulation: Snap,
  { gas = '0x5208', ...transaction }: Unsigned,
  { chainId = 'eip155:31337', origin = dapp, nonce = 0 }: LookOptions = {},
): Promise<InsightOnShow | null> {
  const hex = { ...transaction, gasLimit: gas, nonce: `0x${nonce.toString(16)}` } as Record<
    'from' | 'to' | 'value' | 'data' | 'gasLimit' | 'nonce',
    `0x${string}`
  >;
  const answer = await simulation.onTransaction({ chainId, origin, ...hex }).catch((error: unknown) => {
    // The simulation takes no answer without an interface, though wallets do.
    if (String(error).includes('At path: getInterface -- Expected a function')) {
      return null;
    }
    throw error;
  });
  if (!answer) {
    return null;
  }
  const error = errorOf(answer.response);
  if (error) {
    throw new Error(`The insight failed: ${JSON.stringify(error)}`);
  }
  const { result } = answer.response as { result: { severity?: string } };
  const shown = answer.getInterface();
  return {
    severity: result.severity,
    texts: textsOf(shown.content),
    press: async (name) => {
      await shown.clickElement(name);
      return textsOf(answer.getInterface().content);
    },
  };
}

/** Reads go to the node of the chosen network; nothing ever leaves for the simulation's own nodes. */
function answerFor(wallet: WalletNetworks) {
  return async (request: RpcRequest): Promise<never> => {
    const { method, params } = request;
    if (method === 'snap_scheduleBackgroundEvent') {
      wallet.events.push(params as BackgroundEvent);
      return `event-${wallet.events.length}` as never;
    }
    if (method === 'snap_dialog' && wallet.dialog) {
      return (await wallet.dialog(params as { type: string; content: unknown })) as never;
    }
    if (method === 'snap_setState') {
      wallet.writes.push(params as WalletNetworks['writes'][number]);
    }
    if (method.startsWith('snap_')) {
      return undefined as never;
    }
    wallet.requests.push({ method, params });
    const instead = await wallet.answer?.(request);
    if (instead !== undefined) {
      return instead as never;
    }
    if (method === 'eth_chainId') {
      return `0x${wallet.chainId.toString(16)}` as never;
    }
    if (method === 'wallet_switchEthereumChain') {
      const chainId = Number((params as [{ chainId: string }])[0].chainId);
      if (!wallet.nodes.has(chainId)) {
        throw new JsonRpcError(4902, `Unrecognized chain ID "${chainId}".`);
      }
      wallet.chainId = chainId;
      return null as never;
    }
    if (wallet.isSilent) {
      return new Promise<never>(() => undefined);
    }
    const node = wallet.nodes.get(wallet.chainId);
    if (!node) {
      throw new JsonRpcError(-32603, 'Failed to fetch');
    }
    try {
      return (await node.request(method, (params ?? []) as unknown[])) as never;
    } catch (error) {
      if (error instanceof AnvilRpcError) {
        throw error.data === undefined
          ? new JsonRpcError(error.code, error.message)
          : new JsonRpcError(error.code, error.message, error.data as never);
      }
      throw new JsonRpcError(-32603, 'Failed to fetch');
    }
  };
}

function errorOf(response: unknown): ErrorAnswer | undefined {
  return (response as { error?: ErrorAnswer }).error;
}

/** Installs the built Snap in the simulation that the tests' environment has; the wallet starts on `chainId` (Ethereum when not said). */
export async function install(
  nodes: ReadonlyMap<number, Anvil | null>,
  options: {
    chainId?: number;
    gateways?: readonly string[];
    locale?: string;
    currency?: string;
    /** Of a Snap that somebody serves; else the full variant, which the tests' environment serves. */
    snapId?: string;
    state?: unknown;
    /** All of the state, in place of what the options above make of it. */
    wholeState?: unknown;
    insights?: unknown;
    /** Accounts of the wallet, the first one selected. */
    accounts?: readonly string[];
  } = {},
): Promise<InstalledSnap> {
  const settings = { rewardsGateways: options.gateways ? { 'eip155:31337': [...options.gateways] } : {} };
  const simulation = await snapsEnvironment.installSnap(options.snapId, {
    options: {
      locale: options.locale ?? 'en',
      ...(options.currency === undefined ? {} : { currency: options.currency }),
      ...(options.accounts
        ? {
            accounts: options.accounts.map((address, index) => ({
              address: address as `0x${string}`,
              id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
              scopes: ['eip155:0'] as const,
              selected: index === 0,
            })) as never,
          }
        : {}),
      unencryptedState: (options.wholeState ?? {
        own: options.state ?? { version: 1, settings },
        ...(options.insights ? { insights: options.insights } : {}),
      }) as never,
    },
  });
  const wallet: WalletNetworks = {
    nodes: new Map(nodes),
    chainId: options.chainId ?? 1,
    isSilent: false,
    requests: [],
    writes: [],
    events: [],
  };
  simulation.mockJsonRpc(answerFor(wallet));
  const send = (method: string, params: unknown, origin = dapp) =>
    simulation.request({ origin, method, params: params as never });
  return {
    wallet,
    simulation,
    call: async (name, params) => {
      const { response } = await send(name, params);
      const error = errorOf(response);
      if (error) {
        throw new Error(`${name} failed: ${JSON.stringify(error)}`);
      }
      return parseResult(name, (response as { result: unknown }).result);
    },
    fail: async (name, params, origin) => {
      const { response } = await send(name, params, origin);
      const error = errorOf(response);
      if (!error) {
        throw new Error(`${name} did not fail: ${JSON.stringify(response)}`);
      }
      return error;
    },
    ask: async (name, params, act) => {
      const pending = send(name, params);
      const dialog = await pending.getInterface();
      expect(dialog.type).toBe('confirmation');
      const texts = textsOf(dialog.content);
      await act(dialog as SnapConfirmationInterface, texts);
      const { response } = await pending;
      const error = errorOf(response);
      return error ? { error, texts } : { result: parseResult(name, (response as { result: unknown }).result), texts };
    },
    insight: async (transaction, chainId) => {
      const view = await look(simulation, transaction, chainId === undefined ? {} : { chainId });
      return view && { severity: view.severity, texts: view.texts };
    },
    look: async (transaction, options) => look(simulation, transaction, options),
  };
}
