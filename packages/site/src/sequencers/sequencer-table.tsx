import {
  isSameAddress,
  nameOfSequencer,
  toIsoTime,
  type Sequencer,
  type SequencerPoolState,
} from '@pooled-staking/core';
import { useChosenPool, useWallet } from '@pooled-staking/react';
import { formatShare } from '@pooled-staking/texts';
import { AddressLink } from '../components/address-link';
import { Eth } from '../components/amounts';
import { When } from '../components/time';
import { locale, rich, t, type SiteKey } from '../texts/texts';
import '../positions/network-positions.css';

const statusTexts = {
  active: 'sequencers.active',
  inactive: 'sequencers.leaving',
  unavailable: 'sequencers.unavailable',
  unlocked: 'sequencers.gone',
} as const satisfies Record<Sequencer['status'], SiteKey>;

/** How a sequencer stands; of one that leaves, from when on its stake can be claimed. */
function Status({ sequencer: { status, unlockClaimTime } }: { readonly sequencer: Sequencer }) {
  return (
    <>
      {t(statusTexts[status])}
      {status === 'inactive' && unlockClaimTime > 0 ? (
        <span className="positions-note muted">
          {rich('sequencers.claimFrom', { time: () => <When time={toIsoTime(unlockClaimTime)} /> })}
        </span>
      ) : null}
    </>
  );
}

type TableProps = {
  readonly state: SequencerPoolState;
  /** Whoever makes blocks now signs with it; `null` where that is not known. */
  readonly producer: string | null;
};

/** The pool's sequencers, the most locked first. Those that were paid out are gone. */
export function SequencerTable({ state, producer }: TableProps) {
  const { session } = useWallet();
  const { pool } = useChosenPool();
  const unit = pool.asset.symbol;
  const present = state.sequencers
    .filter(({ status }) => status !== 'unlocked')
    .sort((a, b) => (a.amount === b.amount ? Number(a.id - b.id) : a.amount > b.amount ? -1 : 1));
  return (
    <div className="positions-frame">
      <table className="positions">
        <caption className="sr-only">{t('sequencers.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sequencers.sequencer')}</th>
            <th scope="col">{t('pool.status')}</th>
            {(['sequencers.locked', 'sequencers.share', 'sequencers.rewards'] as const).map((key) => (
              <th key={key} scope="col" className="is-number">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {present.map((sequencer) => (
            <tr key={String(sequencer.id)} data-testid="sequencer">
              <th scope="row">
                {nameOfSequencer(sequencer)} <AddressLink address={sequencer.signer} />
                {session && isSameAddress(sequencer.owner, session.account) ? (
                  <span className="positions-note">{t('sequencers.yours')}</span>
                ) : null}
                {producer !== null && isSameAddress(sequencer.signer, producer) ? (
                  <span className="positions-note is-gain">{t('pool.producer')}</span>
                ) : null}
              </th>
              <td>
                <Status sequencer={sequencer} />
              </td>
              <td className="is-number" data-label={t('sequencers.locked')}>
                <Eth wei={sequencer.amount} unit={unit} />
              </td>
              <td className="is-number" data-label={t('sequencers.share')}>
                <span>{formatShare(sequencer.amount, state.totalLocked, locale()) ?? '–'}</span>
              </td>
              <td className="is-number" data-label={t('sequencers.rewards')}>
                <Eth wei={sequencer.reward} unit={unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
