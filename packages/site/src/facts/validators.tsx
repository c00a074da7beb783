import { toIsoTime, validatorPage, type Validator, type Validators as Told } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import { useState } from 'react';
import { Eth } from '../components/amounts';
import { ErrorNote, StaleLine } from '../components/notes';
import { Pager } from '../components/pager';
import { ReadingLine, StoppedLine } from '../components/reading';
import { Section } from '../components/section';
import { When } from '../components/time';
import { formatNumber, t } from '../texts/texts';
import { useLife, useValidators } from './use-life';

const pageSize = 10;

/** A validator's public key, a link where the network has a site that shows it. */
function PublicKey({ validator }: { readonly validator: Validator }) {
  const page = validatorPage(useChosenPool().network, validator);
  return page === null ? (
    <code>{validator.publicKey}</code>
  ) : (
    <a href={page} target="_blank" rel="noreferrer">
      <code>{validator.publicKey}</code>
    </a>
  );
}

type ListProps = { readonly told: Told; readonly page: number; readonly onPage: (page: number) => void };

function List({ told, page, onPage }: ListProps) {
  const { count, leaving, validators } = told;
  const pages = Math.max(1, Math.ceil(count / pageSize));
  return (
    <>
      <p data-testid="validator-count">
        {t('facts.validatorCount', { count })}
        {leaving > 0 ? ` ${t('facts.validatorsLeaving', { count: leaving })}` : ''}
      </p>
      {count === 0 ? null : (
        <>
          <ol className="facts-validators">
            {validators.map((validator) => (
              <li key={validator.publicKey}>
                <PublicKey validator={validator} />
                <p className="muted">
                  <When time={toIsoTime(validator.registeredAt)} />
                  {validator.deposited === null ? null : (
                    <>
                      {' · '}
                      <Eth wei={validator.deposited} />
                    </>
                  )}
                  {validator.leaving === null
                    ? null
                    : ` · ${t('facts.leavingSince', { block: formatNumber(validator.leaving.inBlock) })}`}
                </p>
              </li>
            ))}
          </ol>
          <Pager label={t('facts.pagesOfValidators')} page={page} pages={pages} onPage={onPage} />
          <p className="as-of">{t('facts.validatorsBasis')}</p>
        </>
      )}
    </>
  );
}

function Behind() {
  const [page, setPage] = useState(0);
  const { query, cancel, isStopped, progress } = useValidators(page, pageSize);
  const { data, error, refetch } = query;
  return (
    <Section id="validators" title={t('facts.validators')}>
      {data ? (
        <div className={query.isPlaceholderData ? 'is-late' : ''} aria-busy={query.isPlaceholderData}>
          <StaleLine error={error} />
          <List told={data} page={page} onPage={setPage} />
        </div>
      ) : isStopped ? (
        <StoppedLine onAgain={() => void refetch()} />
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <ReadingLine label={t('facts.readingValidators')} progress={progress} onCancel={cancel} />
      )}
    </Section>
  );
}

/** The validators behind the pool; nothing of a pool whose protocol has none. */
export function Validators() {
  return useLife().readValidators ? <Behind /> : null;
}
