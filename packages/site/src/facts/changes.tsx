import { toIsoTime, type PoolChanges } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import { formatBasisPoints } from '@pooled-staking/texts';
import { AddressLink } from '../components/address-link';
import { Eth } from '../components/amounts';
import { LedgerLine } from '../components/ledger-line';
import { Section } from '../components/section';
import { When } from '../components/time';
import { TransactionLink } from '../components/transaction-link';
import { locale, t } from '../texts/texts';
import { Part } from './part';
import { useLife, usePoolChanges } from './use-life';

/** The changes of a pool in one row, newest first. */
function rowsOf({ fees, codes }: PoolChanges) {
  const rows = [
    ...fees.map((fee) => ({ ...fee, key: `fee ${fee.transactionHash}`, implementation: null, version: null })),
    ...codes.map((code) => ({ ...code, key: `code ${code.transactionHash}`, feeBps: null })),
  ];
  return rows.sort((a, b) => b.blockNumber - a.blockNumber);
}

function History({ changes }: { readonly changes: PoolChanges }) {
  const { chainId } = useChosenPool().network;
  return (
    <>
      <dl className="lines facts-lines">
        <LedgerLine label={t('facts.created')}>
          <When time={toIsoTime(changes.created.time)} />
        </LedgerLine>
        <LedgerLine label={t('facts.capacity')}>
          {changes.capacity === null ? t('pool.noLimit') : <Eth wei={changes.capacity} />}
        </LedgerLine>
      </dl>
      <ol className="facts-changes">
        {rowsOf(changes).map(({ key, time, transactionHash, feeBps, implementation, version }) => (
          <li key={key}>
            <p>
              {feeBps === null
                ? version === null
                  ? t('facts.newCode')
                  : t('facts.newVersion', { version: String(version) })
                : t('facts.feeSet', { fee: formatBasisPoints(feeBps, locale()) })}{' '}
              {implementation === null ? null : <AddressLink address={implementation} />}
            </p>
            <p className="muted">
              <When time={toIsoTime(time)} /> <TransactionLink hash={transactionHash} chainId={chainId} />
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

function Changed() {
  return (
    <Section id="changes" title={t('facts.changes')}>
      <Part query={usePoolChanges()} lines={6}>
        {({ told }) => <History changes={told} />}
      </Part>
    </Section>
  );
}

/** How the pool's fee and code came about; nothing of a pool whose protocol does not tell it. */
export function Changes() {
  return useLife().readChanges ? <Changed /> : null;
}
