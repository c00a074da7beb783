import type { LedgerEntry } from '@pooled-staking/api';
import { useState } from 'react';
import { shownFiat } from '../amounts/eth';
import { useRewards, type Rewards as RewardsData } from '../data/queries';
import { useSession } from '../wallet/session';
import { TransactionLink } from './activity-list';
import { Address, Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { ErrorNote, Note, Skeleton, StaleLine } from './notes';
import { Section } from './section';
import { When } from './time';

const typeWords: Readonly<Record<LedgerEntry['type'], string>> = {
  stake: 'Staked',
  'stake-for-another': 'Staked for another',
  'exit-requested': 'Unstake requested',
  claimed: 'Claimed',
  redeemed: 'Paid out at once',
  'fee-shares': 'Pool fee received',
  reward: 'Reward',
  penalty: 'Penalty',
};

const counterpartyWords: Readonly<Record<LedgerEntry['type'], string>> = {
  stake: 'paid by',
  'stake-for-another': 'goes to',
  'exit-requested': 'goes to',
  claimed: 'paid to',
  redeemed: 'paid to',
  'fee-shares': 'from',
  reward: 'from',
  penalty: 'from',
};

const pageSize = 10;

/** How the rewards add up, as a sum on paper. */
function RewardsSum({ rewards }: { readonly rewards: RewardsData }) {
  const { totals, lifetimeRewards, reconciled, reason } = rewards;
  if (!reconciled || !totals || lifetimeRewards === null) {
    return (
      <Note tone="warning" title="History incomplete">
        {reason ?? 'The records do not add up to what you hold.'} Rewards are shown once they do.
      </Note>
    );
  }
  return (
    <dl className="lines lines-sum">
      <LedgerLine label="Staked now">
        <Eth wei={totals.stakedNow} />
      </LedgerLine>
      <LedgerLine label="Unstaked, not claimed">
        <Eth wei={totals.exitingNow} isSigned />
      </LedgerLine>
      <LedgerLine label="Paid out">
        <Eth wei={totals.paidOut} isSigned />
      </LedgerLine>
      <LedgerLine label="Put in">
        <Eth wei={-BigInt(totals.staked)} />
      </LedgerLine>
      <LedgerLine label="Rewards so far" kind="total">
        <Eth wei={lifetimeRewards} isSigned />
      </LedgerLine>
    </dl>
  );
}

function LedgerTable({ entries, now }: { readonly entries: readonly LedgerEntry[]; readonly now: string }) {
  const { chainId } = useSession();
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(entries.length / pageSize));
  const shown = Math.min(page, pages - 1);
  return (
    <>
      <div className="table-frame">
        <table className="table">
          <caption className="sr-only">Every entry of your ledger, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Entry</th>
              <th scope="col">When</th>
              <th scope="col" className="is-number">
                Amount
              </th>
              <th scope="col">Transaction</th>
            </tr>
          </thead>
          <tbody>
            {entries.slice(shown * pageSize, (shown + 1) * pageSize).map((entry) => (
              <tr key={`${entry.blockNumber}:${entry.logIndex}`}>
                <th scope="row">
                  {typeWords[entry.type]}
                  {entry.counterparty ? (
                    <span className="muted table-note">
                      {counterpartyWords[entry.type]} <Address address={entry.counterparty} />
                    </span>
                  ) : null}
                </th>
                <td data-label="When">
                  <When time={entry.time} now={now} />
                </td>
                <td data-label="Amount" className="is-number">
                  {entry.assets === null ? <span className="muted">Fixed when paid</span> : <Eth wei={entry.assets} />}
                  {entry.fiat ? (
                    <span
                      className="muted table-note"
                      title={`At ${shownFiat(entry.fiat.price, entry.fiat.currency)} for 1 ETH`}
                    >
                      {shownFiat(entry.fiat.value, entry.fiat.currency)}
                    </span>
                  ) : null}
                </td>
                <td data-label="Transaction">
                  {entry.transactionHash ? <TransactionLink hash={entry.transactionHash} chainId={chainId} /> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 ? (
        <nav className="pager" aria-label="Pages of the ledger">
          <button
            type="button"
            className="button button-quiet button-small"
            disabled={shown === 0}
            onClick={() => {
              setPage(shown - 1);
            }}
          >
            Newer
          </button>
          <span>
            Page {shown + 1} of {pages}
          </span>
          <button
            type="button"
            className="button button-quiet button-small"
            disabled={shown === pages - 1}
            onClick={() => {
              setPage(shown + 1);
            }}
          >
            Older
          </button>
        </nav>
      ) : null}
    </>
  );
}

/** Lifetime rewards, what they add up from, and the ledger. */
export function Rewards() {
  const { data: rewards, error, refetch } = useRewards();
  return (
    <Section id="rewards" title="Rewards">
      {rewards ? (
        <>
          <StaleLine error={error} />
          {rewards.entries.length === 0 && rewards.reconciled ? (
            <p className="empty">No entries yet. After your first stake, every movement is written down here.</p>
          ) : (
            <>
              <RewardsSum rewards={rewards} />
              <LedgerTable entries={rewards.entries} now={rewards.asOf.timestamp} />
            </>
          )}
        </>
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={6} label="Adding up your rewards" />
      )}
    </Section>
  );
}
