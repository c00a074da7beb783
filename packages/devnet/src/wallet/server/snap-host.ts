import { installSnap } from '@metamask/snaps-simulation';

import type { InterfaceAction, PageName, RpcError, SnapInterfaceView } from '../protocol';
import type { Manifest } from './manifest';
import type { Sender } from './notifications';
import { assertPermitted, assertTakesRequests } from './permissions';
import { messageOf, rpcError } from './rpc-errors';
import type { WorkRequest } from './scheduled-work';
import { createSnapDialogs } from './snap-dialogs';
import type { DialogRequest, OpenDialog } from './snap-dialogs';
import { createSnapInterfaces } from './snap-interfaces';
import type { HandlerView, OfferedAccounts, UserInput } from './snap-interfaces';

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

/** Answers a method that the Snap calls. */
export type AnswerSnap = (params: unknown) => unknown;

export type SnapHostHooks = {
  /** Answers to methods of the platform in place of the simulation's, by name. */
  answers: Readonly<Record<string, AnswerSnap>>;
  /** Answers what the Snap asks of `ethereum`; rejects with a JSON-RPC error for what it may not do. */
  onEthereumRequest(method: string, params: unknown): Promise<unknown>;
  openDialog: (dialog: DialogRequest) => OpenDialog;
  /** Answers `snap_notify`. */
  onNotify: (sender: Sender, params: unknown) => Promise<unknown>;
  /** Resolves when the wallet is unlocked: the encrypted store cannot be read before. */
  unlocked: () => Promise<void>;
  /** An interface got other content or other values in its fields. */
  onInterfaceChange: () => void;
  /** A person chose an account for the whole wallet in an interface. */
  onAccountChoice: (address: string) => void;
  /** The Snap failed at what nobody waits for. */
  onFailure: (error: unknown) => void;
  offeredAccounts: OfferedAccounts;
};

export type SnapHost = {
  readonly manifest: Manifest;
  /** A JSON-RPC request to `onRpcRequest`; rejects with the Snap's own error code, message and data. */
  invoke(origin: string, request: { method: string; params?: unknown }): Promise<unknown>;
  /** Runs `onTransaction`; null when the Snap has nothing to say. */
  readInsight(transaction: Record<string, unknown>, chainId: number, origin: string): Promise<HandlerView | null>;
  /** Runs `onSignature` for typed data; null when the Snap has nothing to say. */
  readSignatureInsight(from: string, data: unknown, origin: string): Promise<HandlerView | null>;
  /** Runs `onHomePage` or `onSettingsPage`. */
  openPage(page: PageName): Promise<HandlerView>;
  /** Runs `onInstall` or `onUpdate`; nothing happens when the Snap has no such handler. */
  runLifecycleHook(hook: 'onInstall' | 'onUpdate', origin: string): Promise<void>;
  /** Runs `onCronjob`. */
  runCronjob(request: WorkRequest): Promise<void>;
  /** The content of an interface now, or null when the Snap has none of this id. */
  readInterface(id: string): SnapInterfaceView | null;
  removeInterface(id: string): void;
  /** Keeps what a person did, and tells the Snap; what the Snap then makes of it, nobody waits for. */
  act(interfaceId: string, action: InterfaceAction): void;
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

/** Methods on the stored data of a Snap; the encrypted store is the one that they mean where they do not say. */
const storeMethods = /^snap_(getState|setState|clearState|manageState)$/u;

const isEncrypted = (params: unknown) => (params as { encrypted?: unknown } | undefined)?.encrypted !== false;

/** Answers or refuses every request of the Snap that is not the Snaps runtime's own. */
function answerRequests(
  simulation: Simulation,
  manifest: Manifest,
  own: Readonly<Record<string, AnswerSnap>>,
  hooks: SnapHostHooks,
): void {
  simulation.mockJsonRpc(async ({ method, params }: { method: string; params?: unknown }) => {
    assertPermitted(manifest, method);
    const answer = Object.hasOwn(own, method) ? own[method] : undefined;
    if (answer) {
      return ((await answer(params)) ?? null) as null;
    }
    if (method.startsWith('snap_')) {
      if (storeMethods.test(method) && isEncrypted(params)) {
        await hooks.unlocked();
      }
      // Undefined: the simulation answers.
      return undefined as unknown as null;
    }
    return ((await hooks.onEthereumRequest(method, params)) ?? null) as null;
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
type Run = (handler: string, params: unknown, call?: { origin?: string; method?: string }) => Promise<unknown>;

const runnerOf =
  ({ executionService, snapId }: Simulation): Run =>
  (handler, params, { origin = '', method = '' } = {}) =>
    (executionService as unknown as HandlerRunner).handleRpcRequest(snapId, {
      origin,
      handler,
      request: { jsonrpc: '2.0', id: 1, method, ...(params === undefined ? {} : { params }) },
    });

/** What a wallet calls itself where it calls a Snap on its own account. */
export const OWN_ORIGIN = 'metamask';

/** Between a click on a button and the form that it submits, MetaMask lets so much time pass. */
const SUBMIT_PAUSE_MS = 200;

/** Tells the Snap what a person did, in that order; it need not be done with one before it hears of the next. */
async function tellInputs(run: Run, { id, context, events }: UserInput): Promise<void> {
  const told: Promise<unknown>[] = [];
  for (const event of events) {
    const handled = run('onUserInput', { id, event, context }, { origin: OWN_ORIGIN, method: ' ' });
    told.push(handled);
    await Promise.race([
      handled.catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, SUBMIT_PAUSE_MS)),
    ]);
  }
  await Promise.all(told);
}

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
  const interfaces = createSnapInterfaces(simulation, hooks.offeredAccounts);
  const dialogs = createSnapDialogs(manifest.name, interfaces, hooks.openDialog);
  const sender: Sender = { id: simulation.snapId, name: manifest.name, interfaces };
  const own = {
    ...hooks.answers,
    snap_dialog: dialogs.show,
    snap_notify: (params: unknown) => hooks.onNotify(sender, params),
    snap_resolveInterface: dialogs.resolve,
  };
  answerRequests(simulation, manifest, own, hooks);
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
    openPage: (page) =>
      inItsWords(async () => {
        const handler = { home: 'onHomePage', settings: 'onSettingsPage' }[page];
        return interfaces.viewOf(await run(handler, {}, { origin: OWN_ORIGIN }));
      }),
    runLifecycleHook: (hook, origin) =>
      inItsWords(async () => {
        await run(hook, {}, { origin });
      }),
    runCronjob: ({ method, params }) =>
      inItsWords(async () => {
        await run('onCronjob', params, { origin: OWN_ORIGIN, method });
      }),
    readInterface: interfaces.read,
    removeInterface: interfaces.remove,
    act: (interfaceId, action) => {
      const input = interfaces.act(interfaceId, action);
      if (input.selected !== null) {
        hooks.onAccountChoice(input.selected);
      }
      inItsWords(() => tellInputs(run, input)).catch(hooks.onFailure);
    },
    readStores: () => readStores(simulation),
    stop: async () => {
      endWatch();
      await simulation.close();
    },
  };
}
