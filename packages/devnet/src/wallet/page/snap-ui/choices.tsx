import type { ReactNode } from 'react';

import type { SnapElement } from '../../protocol';
import { useAccounts } from '../accounts';
import { useKnownTick, useKnownValue } from '../fields';
import { Icon } from '../icon';
import { AccountLine } from '../pieces';
import { Children, Unknown } from './children';
import type { SnapComponent } from './children';
import { useField } from './form';
import { elementsOf, plainAddress, text } from './given';
import type { Given } from './given';

export const Dropdown: SnapComponent = ({ given }) => {
  const field = useField(given);
  const value = text(field.value) ?? '';
  const select = useKnownValue<HTMLSelectElement>(value);
  return (
    <select
      ref={select}
      id={field.id}
      className="input"
      data-name={text(given['name'])}
      data-component="Dropdown"
      disabled={field.isDisabled}
      defaultValue={value}
      onChange={({ target }) => {
        field.change('choose', target.value);
      }}
    >
      {elementsOf(given['children']).map((option, index) =>
        option.type === 'Option' ? (
          <option key={index} value={text(option.props['value'])} disabled={option.props['disabled'] === true}>
            <Children of={option.props['children']} />
          </option>
        ) : (
          <Unknown key={index} component={option.type} />
        ),
      )}
    </select>
  );
};

type Group = { given: Given; component: 'RadioGroup' | 'Selector' };

function Choice({ given, component, option }: Group & { option: SnapElement }): ReactNode {
  const field = useField(given);
  const value = text(option.props['value']) ?? '';
  const input = useKnownTick(field.value === value);
  return (
    <label className="choice">
      <input
        ref={input}
        type="radio"
        data-name={text(given['name'])}
        data-component={component}
        name={field.id}
        value={value}
        defaultChecked={field.value === value}
        disabled={field.isDisabled || option.props['disabled'] === true}
        onChange={() => {
          field.change('choose', value);
        }}
      />
      <span className="choice-label">
        <Children of={option.props['children']} />
      </span>
    </label>
  );
}

function Choices({ given, component, of: optionType }: Group & { of: string }): ReactNode {
  return elementsOf(given['children']).map((option, index) =>
    option.type === optionType ? (
      <Choice key={index} given={given} component={component} option={option} />
    ) : (
      <Unknown key={index} component={option.type} />
    ),
  );
}

/** The address of a chosen account: of its addresses on several networks, or of one that the Snap named. */
function chosenAddress(value: unknown): string {
  const addresses: unknown = (value as { addresses?: unknown } | null | undefined)?.addresses;
  return plainAddress(Array.isArray(addresses) ? addresses[0] : value).toLowerCase();
}

/** The accounts of the wallet; none where the Snap wants only its own, since it has none. */
export const AccountSelector: SnapComponent = ({ given }) => {
  const field = useField(given);
  const all = useAccounts();
  const accounts = given['hideExternalAccounts'] === true ? [] : all;
  const address = chosenAddress(field.value);
  const chosen = accounts.find((account) => account.address.toLowerCase() === address);
  const select = useKnownValue<HTMLSelectElement>(chosen?.address ?? '');
  return (
    <div className="account-selector">
      {chosen ? <AccountLine account={chosen} /> : <span className="note">No account</span>}
      <Icon name="arrow-down" />
      <select
        ref={select}
        id={field.id}
        data-name={field.name}
        data-component="AccountSelector"
        disabled={field.isDisabled || accounts.length === 0}
        defaultValue={chosen?.address ?? ''}
        onChange={({ target }) => {
          field.change('choose', target.value);
        }}
      >
        {accounts.map(({ address: value, label, balance }) => (
          <option key={value} value={value}>
            {balance === null ? label : `${label} · ${balance}`}
          </option>
        ))}
      </select>
    </div>
  );
};

export const RadioGroup: SnapComponent = ({ given }) => (
  <div className="radio-group" role="radiogroup" id={useField(given).id}>
    <Choices given={given} component="RadioGroup" of="Radio" />
  </div>
);

export const Selector: SnapComponent = ({ given }) => (
  <div className="selector" role="radiogroup" id={useField(given).id}>
    <span className="field-label">{text(given['title'])}</span>
    <Choices given={given} component="Selector" of="SelectorOption" />
  </div>
);
