import { InterfaceStruct, installSnap, getInterfaceActions } from '@metamask/snaps-simulation';

import type { DialogType, InterfaceAction, RpcError, SnapInterfaceView } from '../protocol';
import type { Manifest } from './manifest';
import { assertPermitted, assertTakesRequests } from './permissions';
import { errorCodes, invalidParams, messageOf, rpcError } from './rpc-errors';

type Simulation = Awaited<ReturnType<typeof installSnap>>;
type SnapRequest = Parameters<Simulation['request']>[0];
type SimulationOptions = Parameters<typeof getInterfaceActions>[2];
type ActionContent = Parameters<typeof getInterfaceActions>[3]['content'];
type SimulatedMessenger = Parameters<typeof getInterfaceActions>[1];
type SnapId = Simulation['snapId'];
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

export type DialogRequest = {
  type: DialogType;
  placeholder: string | null;
  /** The interface to show; its content may change while it is open. */
  interfaceId: string;
};

/** A dialog that is on show. */
export type OpenDialog = {
  /** What the dialog gives to the Snap: true or false, a text or null; for a custom one whatever resolves it. */
  result: Promise<unknown>;
  /** The Snap itself closes a custom dialog. */
  resolve(value: unknown): void;
};

export type SnapHostHooks = {
  /** Answers what the Snap asks of `ethereum`; rejects with a JSON-RPC error for what it may not do. */
  onEthereumRequest(method: string, params: unknown): Promise<unknown>;
  openDialog(dialog: DialogRequest): OpenDialog;
  onNotification(notification: SnapNotification): void;
  /** An interface got other content or other values in its fields. */
  onInterfaceChange: () => void;
};

/** What a handler that shows something returned. */
export type HandlerView = { interfaceId: string; severity: string | null };

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

type DialogParams = { type: DialogType; placeholder: string | null; content: unknown; id: unknown };

const dialogTypes: readonly string[] = ['alert', 'confirmation', 'prompt'] satisfies DialogType[];

/** Checks the params of `snap_dialog` as wallets do. */
function readDialogParams(params: unknown): DialogParams {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw invalidParams('Invalid params: expected a single object.');
  }
  const { type, placeholder, content, id, ...others } = params as Record<string, unknown>;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) {
    throw invalidParams(`Invalid params: "${unknown}" is not a field of a dialog.`);
  }
  if (type !== undefined && !(typeof type === 'string' && dialogTypes.includes(type))) {
    throw invalidParams(`Invalid params: the "type" of a dialog is one of ${dialogTypes.join(', ')}.`);
  }
  if ((content === undefined) === (id === undefined)) {
    throw invalidParams('Invalid params: a dialog has either "content" or the "id" of an interface.');
  }
  if (placeholder !== undefined && (type !== 'prompt' || typeof placeholder !== 'string')) {
    throw invalidParams('Invalid params: only a prompt has a "placeholder", and it is text.');
  }
  if (typeof placeholder === 'string' && (placeholder.length < 1 || placeholder.length > 40)) {
    throw invalidParams('Invalid params: a "placeholder" has 1 to 40 characters.');
  }
  return {
    type: (type ?? 'custom') as DialogType,
    placeholder: typeof placeholder === 'string' ? placeholder : null,
    content,
    id,
  };
}

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
  const snapId = `local:${snapUrl}`;
  const simulation = await installSnap(snapId as SnapId, {
    options: {
      state: stores.encrypted ?? null,
      unencryptedState: stores.unencrypted ?? null,
    },
  });
  const { controllerMessenger, store } = simulation;
  const executionService = simulation.executionService as unknown as HandlerRunner;
  const messenger = controllerMessenger as unknown as SimulatedMessenger;
  const openDialogs = new Map<string, OpenDialog & { type: DialogType }>();

  const readInterface = (id: string): SnapInterfaceView | null => {
    try {
      const { content, state } = messenger.call('SnapInterfaceController:getInterface', snapId as SnapId, id);
      return { id, content: content, state };
    } catch {
      return null;
    }
  };

  const createInterface = (content: unknown): string => {
    const [problem] = InterfaceStruct.validate({ content });
    if (problem) {
      throw invalidParams(`Invalid params: ${problem.message}`);
    }
    return messenger.call(
      'SnapInterfaceController:createInterface',
      snapId as SnapId,
      content as Parameters<typeof getInterfaceActions>[3]['content'],
    );
  };

  const showDialog = async (params: unknown): Promise<unknown> => {
    const { type, placeholder, content, id } = readDialogParams(params);
    if ([...openDialogs.values()].some((dialog) => dialog.type === type)) {
      throw rpcError(
        errorCodes.alreadyPending,
        `A dialog of this kind (${type}) of ${manifest.name} is already open. Answer it first.`,
      );
    }
    const interfaceId = content === undefined ? String(id) : createInterface(content);
    if (readInterface(interfaceId) === null) {
      throw invalidParams(`Invalid params: the Snap has no interface with the id "${interfaceId}".`);
    }
    const dialog = hooks.openDialog({ type, placeholder, interfaceId });
    openDialogs.set(interfaceId, { ...dialog, type });
    try {
      return (await dialog.result) ?? null;
    } finally {
      openDialogs.delete(interfaceId);
    }
  };

  const resolveDialog = (params: unknown): null => {
    const { id, value } = (params ?? {}) as { id?: unknown; value?: unknown };
    const dialog = typeof id === 'string' ? openDialogs.get(id) : undefined;
    if (dialog?.type !== 'custom') {
      throw invalidParams(`Invalid params: no custom dialog with the id "${String(id)}" is open.`);
    }
    dialog.resolve(value ?? null);
    return null;
  };

  simulation.mockJsonRpc(async ({ method, params }: { method: string; params?: unknown }) => {
    assertPermitted(manifest, method);
    if (method === 'snap_dialog') {
      return (await showDialog(params)) as null;
    }
    if (method === 'snap_resolveInterface') {
      return resolveDialog(params);
    }
    if (method.startsWith('snap_')) {
      // Undefined: the simulation answers.
      return undefined as unknown as null;
    }
    return ((await hooks.onEthereumRequest(method, params)) ?? null) as null;
  });

  const seen = new Set<string>();
  const unsubscribe = store.subscribe(() => {
    for (const { id, message, title } of store.getState().notifications.notifications) {
      if (!seen.has(id)) {
        seen.add(id);
        hooks.onNotification({ title: title ?? manifest.name, message });
      }
    }
  });
  messenger.subscribe('SnapInterfaceController:stateChange', hooks.onInterfaceChange);

  const run = (handler: string, params: Record<string, unknown>, origin = ''): Promise<unknown> =>
    executionService.handleRpcRequest(snapId, {
      origin,
      handler,
      request: { jsonrpc: '2.0', id: 1, method: '', params },
    });

  /** The interface of a handler's result: its id, or one made of its content. */
  const viewOf = (result: unknown): HandlerView => {
    const { id, content, severity } = (result ?? {}) as { id?: unknown; content?: unknown; severity?: unknown };
    const interfaceId = typeof id === 'string' ? id : createInterface(content);
    if (readInterface(interfaceId) === null) {
      throw invalidParams(`The Snap has no interface with the id "${interfaceId}".`);
    }
    return { interfaceId, severity: typeof severity === 'string' ? severity : null };
  };

  const explain = async (handler: string, params: Record<string, unknown>): Promise<HandlerView | null> => {
    try {
      const result = await run(handler, params);
      return result === null ? null : viewOf(result);
    } catch (error) {
      throw new Error(innermostMessage(error), { cause: error });
    }
  };

  return {
    manifest,
    invoke: async (origin, request) => {
      assertTakesRequests(manifest, origin);
      const answer: unknown = await simulation.request({ ...request, origin } as SnapRequest);
      const { result, error } = (answer as { response: { result?: unknown; error?: RpcError } }).response;
      if (error) {
        throw rpcError(error.code, error.message, error.data);
      }
      return result;
    },
    readInsight: (transaction, chainId, origin) => {
      const { allowTransactionOrigin } = (manifest.permissions['endowment:transaction-insight'] ?? {}) as {
        allowTransactionOrigin?: unknown;
      };
      const transactionOrigin = allowTransactionOrigin === true ? origin : null;
      return explain('onTransaction', { transaction, chainId: `eip155:${chainId}`, transactionOrigin });
    },
    readSignatureInsight: (from, data, origin) => {
      const { allowSignatureOrigin } = (manifest.permissions['endowment:signature-insight'] ?? {}) as {
        allowSignatureOrigin?: unknown;
      };
      const signatureOrigin = allowSignatureOrigin === true ? origin : null;
      const signature = { from, data, signatureMethod: 'eth_signTypedData_v4' };
      return explain('onSignature', { signature, signatureOrigin });
    },
    openHomePage: async () => {
      try {
        return viewOf(await run('onHomePage', {}));
      } catch (error) {
        throw new Error(innermostMessage(error), { cause: error });
      }
    },
    runInstallHook: async (origin) => {
      await run('onInstall', {}, origin);
    },
    readInterface,
    act: async (interfaceId, action) => {
      const view = readInterface(interfaceId);
      if (view === null) {
        throw new Error('This page of the Snap is no longer open.');
      }
      const actions = getInterfaceActions(snapId as SnapId, messenger, {} as SimulationOptions, {
        id: interfaceId,
        content: view.content as unknown as ActionContent,
      });
      try {
        await carryOut(actions, action);
      } catch (error) {
        throw new Error(innermostMessage(error), { cause: error });
      }
    },
    readStores: () => {
      const { encrypted, unencrypted } = store.getState().state;
      const parse = (text: string | null) => (text === null ? null : (JSON.parse(text) as UserOptions['state']));
      return { encrypted: parse(encrypted), unencrypted: parse(unencrypted) };
    },
    stop: async () => {
      unsubscribe();
      messenger.unsubscribe('SnapInterfaceController:stateChange', hooks.onInterfaceChange);
      await simulation.close();
    },
  };
}

function carryOut(actions: ReturnType<typeof getInterfaceActions>, action: InterfaceAction): Promise<void> {
  switch (action.kind) {
    case 'click':
      return actions.clickElement(action.name);
    case 'type':
      return actions.typeInField(action.name, action.value);
    case 'pick-date':
      return actions.pickDateTime(action.name, new Date(action.value));
    case 'choose':
      return choose(actions, action);
  }
}

function choose(
  actions: ReturnType<typeof getInterfaceActions>,
  { component, name, value }: Extract<InterfaceAction, { kind: 'choose' }>,
): Promise<void> {
  switch (component) {
    case 'Dropdown':
      return actions.selectInDropdown(name, value);
    case 'RadioGroup':
      return actions.selectFromRadioGroup(name, value);
    case 'Selector':
      return actions.selectFromSelector(name, value);
  }
}
