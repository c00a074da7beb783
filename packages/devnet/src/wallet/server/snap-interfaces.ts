import { getInterfaceActions, InterfaceStruct } from '@metamask/snaps-simulation';
import type { installSnap } from '@metamask/snaps-simulation';

import type { InterfaceAction, SnapInterfaceView } from '../protocol';
import { invalidParams } from './rpc-errors';

type Simulation = Awaited<ReturnType<typeof installSnap>>;
type SimulationOptions = Parameters<typeof getInterfaceActions>[2];
type Content = Parameters<typeof getInterfaceActions>[3]['content'];
type SimulatedMessenger = Parameters<typeof getInterfaceActions>[1];

/** What a handler that shows something returned. */
export type HandlerView = { interfaceId: string; severity: string | null };

/** What the Snap shows: its interfaces, each with an id. */
export type SnapInterfaces = {
  /** The content of an interface now, or null when the Snap has none of this id. */
  read: (id: string) => SnapInterfaceView | null;
  /** @throws JsonRpcError -32602 for content that is none. */
  create: (content: unknown) => string;
  /** The interface of a handler's result: its id, or one made of its content. */
  viewOf: (result: unknown) => HandlerView;
  /** Does what a person did with a field or a button. */
  act: (id: string, action: InterfaceAction) => Promise<void>;
  /** Calls when an interface got other content or other values in its fields; gives the way to stop that. */
  watch: (onChange: () => void) => () => void;
};

/** The interfaces of a Snap that runs in the simulation. */
export function createSnapInterfaces({ snapId, controllerMessenger }: Simulation): SnapInterfaces {
  const messenger = controllerMessenger as unknown as SimulatedMessenger;

  const read = (id: string): SnapInterfaceView | null => {
    try {
      const { content, state } = messenger.call('SnapInterfaceController:getInterface', snapId, id);
      return { id, content: content, state };
    } catch {
      return null;
    }
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
    viewOf: (result) => {
      const { id, content, severity } = (result ?? {}) as { id?: unknown; content?: unknown; severity?: unknown };
      const interfaceId = typeof id === 'string' ? id : create(content);
      if (read(interfaceId) === null) {
        throw invalidParams(`The Snap has no interface with the id "${interfaceId}".`);
      }
      return { interfaceId, severity: typeof severity === 'string' ? severity : null };
    },
    act: async (id, action) => {
      const view = read(id);
      if (view === null) {
        throw new Error('This page of the Snap is no longer open.');
      }
      const content = view.content as unknown as Content;
      await carryOut(getInterfaceActions(snapId, messenger, {} as SimulationOptions, { id, content }), action);
    },
    watch: (onChange) => {
      messenger.subscribe('SnapInterfaceController:stateChange', onChange);
      return () => {
        messenger.unsubscribe('SnapInterfaceController:stateChange', onChange);
      };
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
