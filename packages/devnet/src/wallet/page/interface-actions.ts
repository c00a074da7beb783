import type { InterfaceAction } from '../protocol';

/** After so long a pause in typing MetaMask tells the Snap. */
const TYPING_PAUSE_MS = 300;

/** A field of an interface. */
export type FieldPlace = { id: string; form: string | null; name: string };

export type InterfaceActions = {
  act: (id: string, action: InterfaceAction) => void;
  /** Whether a field holds something that the wallet has not heard of yet. */
  isTyping: (field: FieldPlace) => boolean;
  /** Lets the wallet keep what was written into an interface so far. */
  keepWritten: (id: string) => void;
  /** Resolves when everything that was done to this interface so far has been sent. */
  settled: (id: string) => Promise<void>;
};

const keyOf = ({ id, form, name }: FieldPlace) => JSON.stringify([id, form, name]);

type Typing = {
  id: string;
  action: InterfaceAction & { value: string };
  timer: ReturnType<typeof setTimeout>;
  /** The wallet keeps it already, and only the Snap has not heard of it. */
  isKept: boolean;
};

/**
 * Tells the wallet what a person does with the interfaces of the Snap, in the order in which they did it. As in MetaMask
 * the Snap hears of what is being written after a pause; the value is kept before anything else that the person does.
 */
export function createInterfaceActions(send: (id: string, action: InterfaceAction) => Promise<void>): InterfaceActions {
  const typing = new Map<string, Typing>();
  const lastSent = new Map<string, Promise<void>>();

  const settled = (id: string) => lastSent.get(id) ?? Promise.resolve();

  const sendNext = (id: string, action: InterfaceAction) => {
    const sent = settled(id).then(() => send(id, action));
    lastSent.set(id, sent);
    return sent;
  };

  const keepWritten = (id: string) => {
    for (const written of typing.values()) {
      if (written.id === id && !written.isKept) {
        written.isKept = true;
        void sendNext(id, { ...written.action, kind: 'write' });
      }
    }
  };

  const type = (id: string, action: Typing['action']) => {
    const key = keyOf({ id, form: action.form ?? null, name: action.name });
    clearTimeout(typing.get(key)?.timer);
    const written: Typing = {
      id,
      action,
      isKept: false,
      timer: setTimeout(() => {
        void sendNext(id, written.isKept ? { ...action, kind: 'tell' } : action).then(() => {
          if (typing.get(key) === written) {
            typing.delete(key);
          }
        });
      }, TYPING_PAUSE_MS),
    };
    typing.set(key, written);
  };

  return {
    act: (id, action) => {
      if (action.kind === 'type') {
        type(id, action);
      } else {
        keepWritten(id);
        void sendNext(id, action);
      }
    },
    isTyping: (field) => typing.get(keyOf(field))?.isKept === false,
    keepWritten,
    settled,
  };
}
