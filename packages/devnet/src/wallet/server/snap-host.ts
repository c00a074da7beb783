import { installSnap } from '@metamask/snaps-simulation';

import type { InterfaceAction, RpcError, SnapInterfaceView } from '../protocol';
import type { Manifest } from './manifest';
import { assertPermitted, assertTakesRequests } from './permissions';
import { messageOf, rpcError } from './rpc-errors';
import { createSnapDialogs } from './snap-dialogs';
import type { DialogRequest, OpenDialog, SnapDialogs } from './snap-dialogs';
import { createSnapInterfaces } from './snap-interfaces';
import type { HandlerView } from './snap-interfaces';

type Simulation = Awaited<ReturnType<typeof installSnap>>;
type SnapRequest = Parameters<Simulation['request']>[0];
type UserOptions = NonNullable<NonNullable<Parameters<typeof installSnap>[1]>['options']>;

/** Calls a handler of the Snap by the name of its export. */
type HandlerRunner = {
  handleRpcRequest: (
    snapId: string,
    call: { origin: string; handler: string; request: Record<string, unknown> },
  ) => Promise<unknown>;
};

/** The stored data of a Snap: the encrypted store and the one that can be read while a wallet is locked. */
export type SnapStores = { encrypted: UserOptions['state']; unencrypted: UserOptions['unencryptedState'] };

export type SnapNotification = { title: string; message: string };

export type SnapHostHooks = {
  /** Answers what the Snap asks of `ethereum`; rejects with a JSON-RPC error for what it may not do. */
  onEthereumRequest(method: string, params: unknown): Promise<unknown>;
  openDialog: (dialog: DialogRequest) => OpenDialog;
  onNotification: (notification: SnapNotification) => void;
  /** An interface got other content or other values in its fields. */
  onInterfaceChange: () => void;
};

export type SnapHost = {
  readonly manifest: Manifest;
  /** A JSON-RPC request to `onRpcRequest`; rejects with the Snap's own error code, message and data. */
  invoke(origin: string, request: { method: string; params?: unknown }): Promise<unknown>;
  /** Runs `onTransaction`; null when the Snap has nothing to say. */
  readInsight(transaction: Record<string, string>, chainId: number, origin: string): Promise<HandlerView | null>;
  /** Runs `onSignature` for typed data; null when the Snap has nothing to say. */
  readSignatureInsight(from: string, data: unknown, origin: string): Promise<HandlerView | null>;
  /** Runs `onHomePage`. */
  openHomePage(): Promise<HandlerView>;
  /** Runs `onInstall`; nothing happens when the Snap has no such handler. */
  runInstallHook(origin: string): Promise<void>;
  /** The content of an interface now, or null when the Snap has none of this id. */
  readInterface(id: string): SnapInterfaceView | null;
  act(interfaceId: string, action: InterfaceAction): Promise<void>;
  readStores(): SnapStores;
  stop(): Promise<void>;
};

/** The words of the error that a Snap threw, out of the wrapping that the Snaps runtime puts around it. */
function innermostMessage(error: unknown): string {
  let message = messageOf(error);
  let current: unknown = error;
  while (typeof current === 'object' && current !== null) {
    const { message: words, data } = current as { message?: unknown; data?: { cause?: unknown } };
    message = typeof words === 'string' && words !== '' ? words : message;
    current = data?.cause;
  }
  return message;
}

/** Does it, and rejects with the Snap's own words. */
async function inItsWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Error(innermostMessage(error), { cause: error });
  }
}

/** Answers or refuses every request of the Snap that is not the Snaps runtime's own. */
function answerRequests(simulation: Simulation, manifest: Manifest, dialogs: SnapDialogs, hooks: SnapHostHooks): void {
  simulation.mockJsonRpc(async ({ method, params }: { method: string; params?: unknown }) => {
    assertPermitted(manifest, method);
    if (method === 'snap_dialog') {
      return (await dialogs.show(params)) as null;
    }
    if (method === 'snap_resolveInterface') {
      return dialogs.resolve(params);
    }
    if (method.startsWith('snap_')) {
      // Undefined: the simulation answers.
      return undefined as unknown as null;
    }
    return ((await hooks.onEthereumRequest(method, params)) ?? null) as null;
  });
}

/** Passes each notification of the Snap on, once; gives the way to stop that. */
function watchNotifications(
  { store }: Simulation,
  snapName: string,
  onNotification: SnapHostHooks['onNotification'],
): () => void {
  const seen = new Set<string>();
  return store.subscribe(() => {
    for (const { id, message, title } of store.getState().notifications.notifications) {
      if (!seen.has(id)) {
        seen.add(id);
        onNotification({ title: title ?? snapName, message });
      }
    }
  });
}

/** The origin of who asks, where the Snap's manifest lets it be told. */
function toldOrigin({ permissions }: Manifest, permission: string, caveat: string, origin: string): string | null {
  const caveats = (permissions[permission] ?? {}) as Record<string, unknown>;
  return caveats[caveat] === true ? origin : null;
}

async function invoke(simulation: Simulation, request: SnapRequest): Promise<unknown> {
  const answer: unknown = await simulation.request(request);
  const { result, error } = (answer as { response: { result?: unknown; error?: RpcError } }).response;
  if (error) {
    throw rpcError(error.code, error.message, error.data);
  }
  return result;
}

function readStores({ store }: Simulation): SnapStores {
  const { encrypted, unencrypted } = store.getState().state;
  const parse = (text: string | null) => (text === null ? null : (JSON.parse(text) as UserOptions['state']));
  return { encrypted: parse(encrypted), unencrypted: parse(unencrypted) };
}

/** Runs a handler of the Snap. */
type Run = (handler: string, params: Record<string, unknown>, origin?: string) => Promise<unknown>;

const runnerOf =
  ({ executionService, snapId }: Simulation): Run =>
  (handler, params, origin = '') =>
    (executionService as unknown as HandlerRunner).handleRpcRequest(snapId, {
      origin,
      handler,
      request: { jsonrpc: '2.0', id: 1, method: '', params },
    });

/**
 * Installs the built Snap of an address in the Snaps simulation and runs it there.
 *
 * The simulation keeps one current dialog for all, and its answer ends every open one; so `snap_dialog` and
 * `snap_resolveInterface` are answered here, where each request has a dialog of its own. Its `ethereum` ends at Infura;
 * so every request that is not the Snaps runtime's own is answered or refused here as well.
 *
 * @throws Error when the Snap cannot be fetched, its checksum is wrong or its code does not start.
 */
export async function startSnap(
  snapUrl: string,
  manifest: Manifest,
  stores: SnapStores,
  hooks: SnapHostHooks,
): Promise<SnapHost> {
  const simulation = await installSnap(`local:${snapUrl}` as Simulation['snapId'], {
    options: { state: stores.encrypted ?? null, unencryptedState: stores.unencrypted ?? null },
  });
  const interfaces = createSnapInterfaces(simulation);
  answerRequests(simulation, manifest, createSnapDialogs(manifest.name, interfaces, hooks.openDialog), hooks);
  const endNotifications = watchNotifications(simulation, manifest.name, hooks.onNotification);
  const endWatch = interfaces.watch(hooks.onInterfaceChange);
  const run = runnerOf(simulation);

  const explain = (handler: string, params: Record<string, unknown>): Promise<HandlerView | null> =>
    inItsWords(async () => {
      const result = await run(handler, params);
      return result === null ? null : interfaces.viewOf(result);
    });

  return {
    manifest,
    invoke: async (origin, request) => {
      assertTakesRequests(manifest, origin);
      return invoke(simulation, { ...request, origin } as SnapRequest);
    },
    readInsight: (transaction, chainId, origin) => {
      const told = toldOrigin(manifest, 'endowment:transaction-insight', 'allowTransactionOrigin', origin);
      return explain('onTransaction', { transaction, chainId: `eip155:${chainId}`, transactionOrigin: told });
    },
    readSignatureInsight: (from, data, origin) => {
      const told = toldOrigin(manifest, 'endowment:signature-insight', 'allowSignatureOrigin', origin);
      const signature = { from, data, signatureMethod: 'eth_signTypedData_v4' };
      return explain('onSignature', { signature, signatureOrigin: told });
    },
    openHomePage: () => inItsWords(async () => interfaces.viewOf(await run('onHomePage', {}))),
    runInstallHook: async (origin) => {
      await run('onInstall', {}, origin);
    },
    readInterface: interfaces.read,
    act: (interfaceId, action) => inItsWords(() => interfaces.act(interfaceId, action)),
    readStores: () => readStores(simulation),
    stop: async () => {
      endNotifications();
      endWatch();
      await simulation.close();
    },
  };
}
