import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';

import type { InterfaceAction, SnapInterfaceView } from '../../protocol';
import type { FieldPlace } from '../interface-actions';
import { elementsOf, isElement, listOf, text } from './given';
import type { Given } from './given';

/** A component that this wallet cannot show: it must be built here before a Snap may use it. */
export class UnknownComponentError extends Error {
  constructor(readonly component: string) {
    super(`The Snap shows a component that this wallet does not know: ${component}`);
  }
}

export type SnapComponent = (props: { given: Given }) => ReactNode;

/** What a person can do with an interface of the Snap. */
export type SnapUiActions = {
  act: (id: string, action: InterfaceAction) => void;
  isTyping: (field: FieldPlace) => boolean;
  copy: (value: string) => void;
  /** Goes where a link into the wallet leads. */
  follow: (href: string) => void;
};

/** What every component of an interface may need to know. */
export type SnapUi = {
  shown: SnapInterfaceView;
  components: Readonly<Record<string, SnapComponent>>;
  /** Unknown components throw; otherwise an error block takes their place. */
  isStrict: boolean;
  actions: SnapUiActions;
};

const Context = createContext<SnapUi | null>(null);
export const SnapUiProvider = Context.Provider;

export function useSnapUi(): SnapUi {
  const ui = useContext(Context);
  if (!ui) {
    throw new Error('A component of a Snap stands outside of an interface.');
  }
  return ui;
}

/** A component of the Snap that is not known here. */
export function Unknown({ component }: { component: string }): ReactNode {
  const { isStrict } = useSnapUi();
  const error = new UnknownComponentError(component);
  if (isStrict) {
    throw error;
  }
  return (
    <div className="render-error" role="alert" data-testid="dev-wallet-render-error" data-component={component}>
      {error.message}
    </div>
  );
}

function Child({ of: child }: { of: unknown }): ReactNode {
  const { components } = useSnapUi();
  if (child === null || child === undefined || typeof child === 'boolean') {
    return null;
  }
  if (!isElement(child)) {
    return text(child) ?? <Unknown component="text" />;
  }
  const Component = Object.hasOwn(components, child.type) ? components[child.type] : undefined;
  return Component ? <Component given={child.props} /> : <Unknown component={child.type} />;
}

/** What a component is to its parent, whatever comes before it: its type, and the name of it or of the field that it holds. */
function roleOf(child: unknown): string {
  if (!isElement(child)) {
    return '';
  }
  const held = child.type === 'Field' ? elementsOf(child.props['children']) : [];
  const name = [child, ...held].map(({ props }) => text(props['name'])).find((given) => given !== undefined);
  return `${child.type} ${name ?? ''}`;
}

/** Keys by which a field stays the same one, with focus and caret, when the Snap puts something before it. */
function keysOf(children: readonly unknown[]): string[] {
  const counts = new Map<string, number>();
  return children.map((child) => {
    const role = roleOf(child);
    const count = counts.get(role) ?? 0;
    counts.set(role, count + 1);
    return `${role} ${count}`;
  });
}

/** Components and texts of the Snap, one after the other. Text stays text: nothing of it is ever read as HTML. */
export function Children({ of: children }: { of: unknown }): ReactNode {
  const list = listOf(children);
  const keys = keysOf(list);
  return list.map((child, index) => <Child key={keys[index]} of={child} />);
}

/** A component, or a text; nothing for an empty text. */
export function Part({ of: part, className }: { of: unknown; className: string }): ReactNode {
  const content = isElement(part) ? <Child of={part} /> : (text(part) ?? '');
  return content === '' ? null : <span className={className}>{content}</span>;
}
