import { InterfaceStruct } from '@metamask/snaps-simulation';
import type { getInterfaceActions, installSnap } from '@metamask/snaps-simulation';

import type { InterfaceAction, SnapInterfaceView } from '../protocol';
import { consequenceOf } from './interface-events';
import type { UserInputEvent } from './interface-events';
import { invalidParams } from './rpc-errors';
import { snapAccountOf } from './snap-accounts';

type Simulation = Awaited<ReturnType<typeof installSnap>>;
type Content = Parameters<typeof getInterfaceActions>[3]['content'];
type SimulatedMessenger = Parameters<typeof getInterfaceActions>[1];

/** What a handler that shows something returned. */
export type HandlerView = { interfaceId: string; severity: string | null };

/** The accounts that an AccountSelector offers, the chosen one first in line for what no value was given for. */
export type OfferedAccounts = () => { addresses: readonly string[]; selected: string };

/** What a person did, as `onUserInput` is told of it. */
export type UserInput = {
  id: string;
  context: unknown;
  events: readonly UserInputEvent[];
  /** The account that becomes the wallet's chosen one; null: it stays. */
  selected: string | null;
};

/** What the Snap shows: its interfaces, each with an id. */
export type SnapInterfaces = {
  /** The content of an interface now, or null when the Snap has none of this id. */
  read: (id: string) => SnapInterfaceView | null;
  /** @throws JsonRpcError -32602 for content that is none. */
  create: (content: unknown) => string;
  /** The person left it: a Snap that still wants to change it is told that it is gone. */
  remove: (id: string) => void;
  /** The interface of a handler's result: its id, or one made of its content. */
  viewOf: (result: unknown) => HandlerView;
  /** Takes what a person did with a field or a button into the values of the fields; gives what the Snap is told of it. */
  act: (id: string, action: InterfaceAction) => UserInput;
  /** Calls when an interface got other content or other values in its fields; gives the way to stop that. */
  watch: (onChange: () => void) => () => void;
};

/** Gives the simulation, which has accounts of its own, those of the wallet. */
function offerAccounts(messenger: Simulation['controllerMessenger'], offered: OfferedAccounts): void {
  const list = () => offered().addresses.map(snapAccountOf);
  const answers = {
    'AccountsController:getAccountByAddress': (address: string) =>
      list().find((account) => account.address === address.toLowerCase()),
    'AccountsController:getSelectedMultichainAccount': () => snapAccountOf(offered().selected),
    'AccountsController:listMultichainAccounts': list,
  };
  for (const [name, answer] of Object.entries(answers)) {
    messenger.unregisterActionHandler(name as never);
    messenger.registerActionHandler(name as never, answer as never);
  }
}

/** The interfaces of a Snap that runs in the simulation. */
export function createSnapInterfaces(
  { snapId, controllerMessenger }: Simulation,
  offered: OfferedAccounts,
): SnapInterfaces {
  const messenger = controllerMessenger as unknown as SimulatedMessenger;
  offerAccounts(controllerMessenger, offered);

  const find = (id: string) => {
    try {
      return messenger.call('SnapInterfaceController:getInterface', snapId, id);
    } catch {
      return null;
    }
  };

  const read = (id: string): SnapInterfaceView | null => {
    const found = find(id);
    return found && { id, content: found.content, state: found.state };
  };

  const create = (content: unknown): string => {
    const [problem] = InterfaceStruct.validate({ content });
    if (problem) {
      throw invalidParams(`Invalid params: ${problem.message}`);
    }
    return messenger.call('SnapInterfaceController:createInterface', snapId, content as Content);
  };

  return {
    read,
    create,
    remove: (id) => {
      // The type of the simulation's messenger lacks this one.
      (messenger.call as (action: string, interfaceId: string) => void)('SnapInterfaceController:deleteInterface', id);
    },
    viewOf: (result) => {
      const { id, content, severity } = (result ?? {}) as { id?: unknown; content?: unknown; severity?: unknown };
      const interfaceId = typeof id === 'string' ? id : create(content);
      if (read(interfaceId) === null) {
        throw invalidParams(`The Snap has no interface with the id "${interfaceId}".`);
      }
      return { interfaceId, severity: typeof severity === 'string' ? severity : null };
    },
    act: (id, action) => {
      const found = find(id);
      if (found === null) {
        throw new Error('This page of the Snap is no longer open.');
      }
      const { state, events, selected = null } = consequenceOf(found, action, offered().addresses.map(snapAccountOf));
      messenger.call('SnapInterfaceController:updateInterfaceState', id, state as typeof found.state);
      return { id, context: found.context, events, selected };
    },
    watch: (onChange) => {
      messenger.subscribe('SnapInterfaceController:stateChange', onChange);
      return () => {
        messenger.unsubscribe('SnapInterfaceController:stateChange', onChange);
      };
    },
  };
}
