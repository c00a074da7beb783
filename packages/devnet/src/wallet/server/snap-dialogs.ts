import type { DialogType } from '../protocol';
import { errorCodes, invalidParams, rpcError } from './rpc-errors';
import type { SnapInterfaces } from './snap-interfaces';

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

/** Answers `snap_dialog` and `snap_resolveInterface`. */
export type SnapDialogs = {
  show: (params: unknown) => Promise<unknown>;
  resolve: (params: unknown) => null;
};

/** The dialogs of a Snap: one of a kind at a time, as wallets have it. */
export function createSnapDialogs(
  snapName: string,
  interfaces: SnapInterfaces,
  openDialog: (dialog: DialogRequest) => OpenDialog,
): SnapDialogs {
  const openDialogs = new Map<string, OpenDialog & { type: DialogType }>();
  return {
    show: async (params) => {
      const { type, placeholder, content, id } = readDialogParams(params);
      if ([...openDialogs.values()].some((dialog) => dialog.type === type)) {
        throw rpcError(
          errorCodes.alreadyPending,
          `A dialog of this kind (${type}) of ${snapName} is already open. Answer it first.`,
        );
      }
      const interfaceId = content === undefined ? String(id) : interfaces.create(content);
      if (interfaces.read(interfaceId) === null) {
        throw invalidParams(`Invalid params: the Snap has no interface with the id "${interfaceId}".`);
      }
      const dialog = openDialog({ type, placeholder, interfaceId });
      openDialogs.set(interfaceId, { ...dialog, type });
      try {
        return (await dialog.result) ?? null;
      } finally {
        openDialogs.delete(interfaceId);
      }
    },
    resolve: (params) => {
      const { id, value } = (params ?? {}) as { id?: unknown; value?: unknown };
      const dialog = typeof id === 'string' ? openDialogs.get(id) : undefined;
      if (dialog?.type !== 'custom') {
        throw invalidParams(`Invalid params: no custom dialog with the id "${String(id)}" is open.`);
      }
      dialog.resolve(value ?? null);
      return null;
    },
  };
}
