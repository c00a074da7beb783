import type { ReactNode } from 'react';

import { useKnownTick, useKnownValue } from '../fields';
import { Children } from './children';
import type { SnapComponent } from './children';
import { isoTime, localTime } from './date-time';
import { useField } from './form';
import { oneOf, text } from './given';
import type { Given } from './given';

type LineProps = {
  given: Given;
  type: string;
  value: string;
  kind: 'type' | 'pick-date';
  /** What the Snap is told for what the field holds. */
  readValue?: (value: string) => string;
};

const asItIs = (value: string) => value;

/** A field of one line. */
function Line({ given, type, value, kind, readValue = asItIs }: LineProps): ReactNode {
  const field = useField(given);
  const input = useKnownValue<HTMLInputElement>(value, field.isTyping);
  const isNumber = type === 'number';
  return (
    <input
      ref={input}
      id={field.id}
      className="input"
      data-act={kind}
      data-name={text(given['name'])}
      type={isNumber ? 'text' : type}
      inputMode={isNumber ? 'decimal' : undefined}
      defaultValue={value}
      placeholder={text(given['placeholder'])}
      disabled={field.isDisabled}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => {
        field.change(kind, readValue(target.value));
      }}
    />
  );
}

export const Input: SnapComponent = ({ given }) => (
  <Line
    given={given}
    type={oneOf(given['type'], 'text', 'password', 'number')}
    value={text(useField(given).value) ?? ''}
    kind="type"
  />
);

export const AddressInput: SnapComponent = ({ given }) => {
  const value = text(useField(given).value) ?? '';
  const chain = `${text(given['chainId']) ?? ''}:`;
  const address = value.startsWith(chain) ? value.slice(chain.length) : value;
  return <Line given={given} type="text" value={address} kind="type" />;
};

export const DateTimePicker: SnapComponent = ({ given }) => {
  const type = oneOf(given['type'], 'datetime', 'date', 'time');
  const htmlType = { datetime: 'datetime-local', date: 'date', time: 'time' }[type];
  const value = localTime(text(useField(given).value) ?? '', type);
  return (
    <Line given={given} type={htmlType} value={value} kind="pick-date" readValue={(local) => isoTime(local, type)} />
  );
};

export const Checkbox: SnapComponent = ({ given }) => {
  const field = useField(given);
  const isTicked = (field.value ?? given['checked']) === true;
  const input = useKnownTick(isTicked);
  const isToggle = given['variant'] === 'toggle';
  return (
    <label className={isToggle ? 'checkbox toggle' : 'checkbox'}>
      <input
        ref={input}
        type="checkbox"
        data-act="toggle"
        data-name={text(given['name'])}
        role={isToggle ? 'switch' : undefined}
        defaultChecked={isTicked}
        disabled={field.isDisabled}
        onChange={field.click}
      />
      <span>{text(given['label'])}</span>
    </label>
  );
};

export const Button: SnapComponent = ({ given }) => {
  const field = useField(given);
  const variant = oneOf(given['variant'], 'primary', 'destructive');
  const type = oneOf(given['type'], 'button', 'submit');
  const isQuiet = type === 'button' && given['variant'] === undefined;
  const isLoading = given['loading'] === true;
  return (
    <button
      type={type}
      className={`snap-button snap-button-${variant}${isQuiet ? ' snap-button-quiet' : ''} size-${oneOf(given['size'], 'md', 'sm')}`}
      data-act="click"
      data-name={text(given['name'])}
      disabled={field.isDisabled || isLoading}
      aria-busy={isLoading ? 'true' : undefined}
      onClick={field.click}
    >
      {isLoading ? <span className="spinner" aria-hidden="true" /> : null}
      <Children of={given['children']} />
    </button>
  );
};
