import { useId } from 'react';
import './choice.css';

type Option<Value extends string> = {
  readonly value: Value;
  /** What is on the button. */
  readonly label: string;
  /** The same in full, for those who listen; absent when the label says it all. */
  readonly name?: string;
};

type ChoiceProps<Value extends string> = {
  readonly legend: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** One of a few: radio buttons side by side. */
export function Choice<Value extends string>({ legend, options, value, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend className="choice-legend">{legend}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              {...(option.name === undefined ? {} : { 'aria-label': option.name })}
              onChange={() => {
                onChange(option.value);
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
