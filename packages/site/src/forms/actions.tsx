import type { FormLink } from '@pooled-staking/api';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Section } from '../components/section';
import { useChosenPool } from '../pools/chosen-pool';
import { t } from '../texts/texts';
import { useAskedForm } from './asked-form';
import { StakeForm } from './stake-form';
import { UnstakeForm } from './unstake-form';
import './actions.css';

const tabs = [
  { id: 'stake', name: 'form.stake', Form: StakeForm },
  { id: 'unstake', name: 'form.unstake', Form: UnstakeForm },
] as const;

/** The two forms behind two tabs; arrow keys change between them. A form that is asked for begins filled in. */
function Forms({ asked }: { readonly asked: FormLink | null }) {
  const [chosen, setChosen] = useState<(typeof tabs)[number]['id']>(asked?.kind === 'unstake' ? 'unstake' : 'stake');
  const section = useRef<HTMLDivElement>(null);
  const buttons = useRef(new Map<string, HTMLButtonElement>());

  const isAsked = asked !== null && asked.kind !== 'claim';
  useEffect(() => {
    if (isAsked) {
      section.current?.scrollIntoView({ block: 'start' });
    }
  }, [isAsked]);

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const next = chosen === 'stake' ? 'unstake' : 'stake';
      setChosen(next);
      buttons.current.get(next)?.focus();
    }
  };

  return (
    <Section id="actions" title={t('form.stakeOrUnstake')}>
      <div ref={section} className="tabs" role="tablist" aria-label={t('form.stakeOrUnstake')} onKeyDown={onKey}>
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
          <Form asked={asked?.kind === id ? asked : null} />
        </div>
      ))}
    </Section>
  );
}

/** Stake and unstake, as the page's address asks for it. */
export function Actions() {
  const asked = useAskedForm(useChosenPool().pool.id);
  // Another address begins anew.
  return <Forms key={JSON.stringify(asked)} asked={asked} />;
}
