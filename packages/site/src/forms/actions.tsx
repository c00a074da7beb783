import { useRef, useState, type KeyboardEvent } from 'react';
import { Section } from '../components/section';
import { t } from '../texts/texts';
import { StakeForm } from './stake-form';
import { UnstakeForm } from './unstake-form';
import './actions.css';

const tabs = [
  { id: 'stake', name: 'form.stake', Form: StakeForm },
  { id: 'unstake', name: 'form.unstake', Form: UnstakeForm },
] as const;

/** The two forms behind two tabs; arrow keys change between them. */
export function Actions() {
  const [chosen, setChosen] = useState<(typeof tabs)[number]['id']>('stake');
  const buttons = useRef(new Map<string, HTMLButtonElement>());

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const next = chosen === 'stake' ? 'unstake' : 'stake';
      setChosen(next);
      buttons.current.get(next)?.focus();
    }
  };

  return (
    <Section id="actions" title={t('form.stakeOrUnstake')}>
      <div className="tabs" role="tablist" aria-label={t('form.stakeOrUnstake')} onKeyDown={onKey}>
        {tabs.map(({ id, name }) => (
          <button
            key={id}
            ref={(button) => {
              if (button) {
                buttons.current.set(id, button);
              }
            }}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={chosen === id}
            aria-controls={`panel-${id}`}
            tabIndex={chosen === id ? 0 : -1}
            onClick={() => {
              setChosen(id);
            }}
          >
            {t(name)}
          </button>
        ))}
      </div>
      {tabs.map(({ id, Form }) => (
        <div key={id} role="tabpanel" id={`panel-${id}`} aria-labelledby={`tab-${id}`} hidden={chosen !== id}>
          <Form />
        </div>
      ))}
    </Section>
  );
}
