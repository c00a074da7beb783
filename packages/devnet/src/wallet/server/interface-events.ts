import type { InterfaceAction, SnapElement } from '../protocol';
import { elementsOf, text } from '../snap-elements';
import { accountValue } from './snap-accounts';
import type { SnapAccount } from './snap-accounts';

type State = Readonly<Record<string, unknown>>;

/** What `onUserInput` is told. */
export type UserInputEvent = { type: string; name: string; value?: unknown };

/** What becomes of something that a person did: the values of the fields after it, and what the Snap is told, in order. */
export type Consequence = {
  state: State;
  events: readonly UserInputEvent[];
  /** The account that becomes the wallet's chosen one. */
  selected?: string;
};

type Found = { element: SnapElement; form: string | null };

/** All elements that have a name, but forms, each with the form that it belongs to. */
function namedElements(content: unknown, within: string | null = null): Found[] {
  return elementsOf(content).flatMap((element) => {
    const { name, form, children } = element.props;
    if (element.type === 'Form') {
      return namedElements(children, text(name) ?? null);
    }
    const own = typeof name === 'string' ? [{ element, form: within ?? text(form) ?? null }] : [];
    return [...own, ...namedElements(children, within)];
  });
}

function valuesOf(state: State, form: string | null): State {
  const values = form === null ? state : state[form];
  return typeof values === 'object' && values !== null ? (values as State) : {};
}

const withValue = (state: State, { element, form }: Found, value: unknown): State => {
  const values = { ...valuesOf(state, form), [String(element.props['name'])]: value };
  return form === null ? values : { ...state, [form]: values };
};

/** The field changed, and the Snap hears of it. */
const changed = (state: State, found: Found, value: unknown): Consequence => ({
  state: withValue(state, found, value),
  events: [{ type: 'InputChangeEvent', name: String(found.element.props['name']), value }],
});

function click(state: State, found: Found): Consequence {
  const { element, form } = found;
  const name = String(element.props['name']);
  if (element.type === 'Checkbox') {
    return changed(state, found, valuesOf(state, form)[name] !== true);
  }
  const submits = form !== null && element.props['type'] === 'submit';
  return {
    state,
    events: [
      { type: 'ButtonClickEvent', name },
      ...(submits ? [{ type: 'FormSubmitEvent', name: form, value: state[form] }] : []),
    ],
  };
}

/** What was typed, as the field keeps it. */
function typed({ element: { type, props } }: Found, value: string): string {
  return type === 'AddressInput' ? `${text(props['chainId']) ?? ''}:${value}` : value;
}

function pickDate({ element: { props } }: Found, value: string): string | null {
  if (value === '') {
    return null;
  }
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) {
    throw new Error('This is no date.');
  }
  if (props['disableFuture'] === true && date.getTime() > Date.now()) {
    throw new Error('A time in the future cannot be chosen here.');
  }
  if (props['disablePast'] === true && date.getTime() < Date.now()) {
    throw new Error('A time in the past cannot be chosen here.');
  }
  return date.toISOString();
}

function chooseAccount(state: State, found: Found, wanted: string, accounts: readonly SnapAccount[]): Consequence {
  const { chainIds, switchGlobalAccount } = found.element.props;
  const account = accounts.find(({ address }) => address === wanted.toLowerCase());
  if (!account) {
    throw new Error(`${wanted} is no account of this wallet.`);
  }
  const consequence = changed(state, found, accountValue(account, chainIds));
  return switchGlobalAccount === true ? { ...consequence, selected: wanted } : consequence;
}

function choose(state: State, found: Found, value: string): Consequence {
  const option = elementsOf(found.element.props['children']).find(({ props }) => props['value'] === value);
  if (!option || option.props['disabled'] === true) {
    throw new Error(`"${value}" cannot be chosen here.`);
  }
  return changed(state, found, value);
}

const takenBy: Readonly<Record<InterfaceAction['kind'], readonly string[]>> = {
  click: ['Button', 'Checkbox'],
  type: ['Input', 'AddressInput'],
  write: ['Input', 'AddressInput'],
  tell: ['Input', 'AddressInput'],
  choose: ['Dropdown', 'RadioGroup', 'Selector', 'AccountSelector'],
  'pick-date': ['DateTimePicker'],
};

/**
 * Works out what follows from something that a person did with an interface, as MetaMask does: the field keeps its new
 * value at once, and the Snap is told. Nothing follows from a click on what is disabled.
 *
 * @param state values of the interface's fields.
 * @throws Error when the interface has no such field or button, or it does not take the value.
 */
export function consequenceOf(
  { content, state }: { content: unknown; state: State },
  action: InterfaceAction,
  accounts: readonly SnapAccount[],
): Consequence {
  const found = namedElements(content).find(
    ({ element, form }) => element.props['name'] === action.name && (action.form ?? form) === form,
  );
  if (!found || !takenBy[action.kind].includes(found.element.type)) {
    throw new Error(`The page of the Snap has nothing named "${action.name}" for this.`);
  }
  const { props } = found.element;
  if (props['disabled'] === true || props['loading'] === true) {
    return { state, events: [] };
  }
  switch (action.kind) {
    case 'click':
      return click(state, found);
    case 'write':
      return { state: withValue(state, found, typed(found, action.value)), events: [] };
    case 'tell':
      return { ...changed(state, found, typed(found, action.value)), state };
    case 'type':
      return changed(state, found, typed(found, action.value));
    case 'choose':
      return found.element.type === 'AccountSelector'
        ? chooseAccount(state, found, action.value, accounts)
        : choose(state, found, action.value);
    case 'pick-date':
      return changed(state, found, pickDate(found, action.value));
  }
}
