import { createContext, useContext } from 'react';

import type { SnapInterfaceView } from '../../protocol';
import { Children, useSnapUi } from './children';
import type { SnapComponent } from './children';
import { elementsOf, text } from './given';
import type { Given } from './given';

const FormName = createContext<string | null>(null);

/** A form reaches the Snap through its button. */
export const Form: SnapComponent = ({ given }) => {
  const name = text(given['name']) ?? '';
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <FormName.Provider value={name}>
        <Children of={given['children']} />
      </FormName.Provider>
    </form>
  );
};

/** What was put into a field; the runtime keeps it beside the components. */
function keptValue({ state }: SnapInterfaceView, form: string | null, name: string): unknown {
  const values = form === null ? state : state[form];
  return typeof values === 'object' && values !== null
    ? (values as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

const fieldId = (shown: SnapInterfaceView, form: string | null, given: Given) =>
  `field-${shown.id}-${form ?? ''}-${text(given['name']) ?? ''}`;

/** A field of the Snap: its name and value, its id on the page, and what a person can do with it. */
export function useField(given: Given) {
  const { shown, actions } = useSnapUi();
  const form = useContext(FormName);
  const name = text(given['name']) ?? '';
  // A button may belong to a form that it stands outside of.
  const place = { name, form: form ?? text(given['form']) ?? null };
  return {
    id: fieldId(shown, form, given),
    name,
    value: keptValue(shown, form, name) ?? given['value'],
    isDisabled: given['disabled'] === true,
    isTyping: () => actions.isTyping({ id: shown.id, ...place }),
    click: () => {
      if (name !== '') {
        actions.act(shown.id, { ...place, kind: 'click' });
      }
    },
    change: (kind: 'type' | 'choose' | 'pick-date', value: string) => {
      actions.act(shown.id, { ...place, kind, value });
    },
  };
}

const controls: ReadonlySet<string> = new Set([
  'AccountSelector',
  'AddressInput',
  'Checkbox',
  'DateTimePicker',
  'Dropdown',
  'Input',
  'RadioGroup',
  'Selector',
]);

export const Field: SnapComponent = ({ given }) => {
  const { shown } = useSnapUi();
  const form = useContext(FormName);
  const children = elementsOf(given['children']);
  const control = children.find(({ type }) => controls.has(type));
  const label = text(given['label']);
  const error = text(given['error']);
  return (
    <div className={error === undefined ? 'field' : 'field field-wrong'}>
      {label === undefined ? null : (
        <label className="field-label" htmlFor={control && fieldId(shown, form, control.props)}>
          {label}
        </label>
      )}
      <div className="field-row">
        <Children of={children} />
      </div>
      {error === undefined ? null : (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
};
