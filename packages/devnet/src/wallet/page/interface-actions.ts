import type { InterfaceAction } from '../protocol';

const TYPING_PAUSE_MS = 150;

export type InterfaceActions = {
  act: (id: string, action: InterfaceAction) => void;
  /** Sends what was written and waits for a pause. */
  flush: () => void;
  /** Resolves when everything that was done to this interface so far has been sent. */
  settled: (id: string) => Promise<void>;
};

/**
 * Tells the Snap what a person does with its interfaces: one action on an interface after the other, in the order in
 * which they were done. What is being written goes after a short pause, or before the next click.
 */
export function createInterfaceActions(send: (id: string, action: InterfaceAction) => Promise<void>): InterfaceActions {
  const typing = new Map<string, { timer: ReturnType<typeof setTimeout>; send: () => void }>();
  const lastActions = new Map<string, Promise<void>>();

  const settled = (id: string) => lastActions.get(id) ?? Promise.resolve();

  const sendNext = (id: string, action: InterfaceAction) => {
    lastActions.set(
      id,
      settled(id).then(() => send(id, action)),
    );
  };

  const flush = () => {
    for (const { timer, send: sendNow } of typing.values()) {
      clearTimeout(timer);
      sendNow();
    }
    typing.clear();
  };

  const type = (id: string, action: Extract<InterfaceAction, { kind: 'type' }>) => {
    const key = `${id} ${action.name}`;
    clearTimeout(typing.get(key)?.timer);
    const sendNow = () => {
      sendNext(id, action);
    };
    const timer = setTimeout(() => {
      typing.delete(key);
      sendNow();
    }, TYPING_PAUSE_MS);
    typing.set(key, { timer, send: sendNow });
  };

  return {
    act: (id, action) => {
      if (action.kind === 'type') {
        type(id, action);
        return;
      }
      if (action.kind !== 'pick-date') {
        flush();
      }
      sendNext(id, action);
    },
    flush,
    settled,
  };
}
