import type { Exit, GetPositionResult } from '@pooled-staking/api';
import { isSameAddress } from '@pooled-staking/core';
import { shownEth } from '../amounts/eth';
import { usePosition } from '../data/position';
import { secondsBetween, shownTime, spanWords } from '../time/words';
import { isOpen } from '../transactions/activity';
import { useTransactions } from '../transactions/transactions';
import { useSession } from '../wallet/session';
import { Address, Eth } from './amounts';
import { ErrorNote, Skeleton } from './notes';
import { Section } from './section';
import { When } from './time';
import './exits.css';

const statusWords: Readonly<Record<Exit['status'], string>> = {
  queued: 'In the queue',
  exiting: 'Set aside',
  claimable: 'Ready to claim',
  dust: 'Too small to pay out',
};

/** When an exit can be claimed, counted from the chain's own time. */
function Estimate({ exit, now }: { readonly exit: Exit; readonly now: string }) {
  const { earliest, latest, basis, status } = exit;
  if (status === 'claimable' || status === 'dust') {
    return <p className="exit-basis">{basis}</p>;
  }
  const isSoon = earliest !== null && secondsBetween(now, earliest) <= 60;
  return (
    <p className="exit-basis">
      <strong>
        {earliest !== null && latest !== null ? (
          <span title={`${shownTime(earliest)} to ${shownTime(latest)}`}>
            {isSoon
              ? `Within ${spanWords(Math.max(0, secondsBetween(now, latest)))}`
              : `${spanWords(secondsBetween(now, earliest))} to ${spanWords(secondsBetween(now, latest))} from now`}
          </span>
        ) : earliest !== null ? (
          <span title={shownTime(earliest)}>
            {isSoon
              ? 'With the next report at the earliest'
              : `In ${spanWords(secondsBetween(now, earliest))} at the earliest`}
          </span>
        ) : (
          'No time known'
        )}
        .
      </strong>{' '}
      {basis}
    </p>
  );
}

function ExitItem({ exit, position }: { readonly exit: Exit; readonly position: GetPositionResult }) {
  const session = useSession();
  const { activities, isAsking, start } = useTransactions();
  const isOwn = isSameAddress(exit.receiver, session.account);
  const claiming = activities.some(
    (each) => isOpen(each) && each.intent.kind === 'claim' && (each.intent.exits?.includes(exit.id) ?? true),
  );
  const claimable = BigInt(exit.claimableAssets);
  const isPartial = claimable > 0n && claimable < BigInt(exit.totalAssets);
  const isPartlySetAside = exit.status === 'exiting' && BigInt(exit.exitedAssets) < BigInt(exit.totalAssets);
  return (
    <li className={`exit exit-${exit.status}`} data-testid="exit">
      <div className="exit-main">
        <p className="exit-amount">
          <Eth wei={exit.totalAssets} />
        </p>
        <p className="exit-status">
          <span className="badge">{isPartlySetAside ? 'Partly set aside' : statusWords[exit.status]}</span>
          {BigInt(exit.exitedAssets) > 0n && exit.status !== 'claimable' ? (
            <span className="muted">
              {' '}
              <Eth wei={exit.exitedAssets} /> set aside so far
            </span>
          ) : null}
        </p>
        <p className="exit-requested muted">
          Requested <When time={exit.requestedAt} now={position.asOf.timestamp} />
        </p>
        <Estimate exit={exit} now={position.asOf.timestamp} />
        {isPartial || isPartlySetAside ? <p className="exit-basis">The rest is still in the queue.</p> : null}
        {isOwn ? null : (
          <p className="muted">
            Goes to <Address address={exit.receiver} />, and only that account can claim it.
          </p>
        )}
      </div>
      {exit.status === 'claimable' && isOwn ? (
        <div className="exit-action">
          <button
            type="button"
            className="button"
            disabled={isAsking || claiming}
            onClick={() =>
              start(session, position.pool, {
                kind: 'claim',
                exits: [exit.id],
                title: `Claim ${shownEth(claimable)} ETH`,
              })
            }
          >
            {claiming ? 'Claiming…' : isPartial ? `Claim ${shownEth(claimable)} ETH` : 'Claim'}
          </button>
        </div>
      ) : null}
    </li>
  );
}

/** The way out of the pool: every request with its state, soonest paid first. */
export function Exits() {
  const session = useSession();
  const { data: position, error, refetch } = usePosition();
  const { activities, isAsking, start } = useTransactions();
  const exits = position?.exits ?? [];
  const ready = exits.filter(
    ({ status, receiver }) => status === 'claimable' && isSameAddress(receiver, session.account),
  );
  const sum = ready.reduce((total, { claimableAssets }) => total + BigInt(claimableAssets), 0n);
  const isClaiming = activities.some((each) => isOpen(each) && each.intent.kind === 'claim');
  return (
    <Section
      id="exits"
      title="Exits"
      aside={
        position && ready.length > 1 ? (
          <button
            type="button"
            className="button button-small"
            disabled={isAsking || isClaiming}
            onClick={() =>
              start(session, position.pool, { kind: 'claim', exits: null, title: `Claim all, ${shownEth(sum)} ETH` })
            }
          >
            Claim all, {shownEth(sum)} ETH
          </button>
        ) : null
      }
    >
      {position && exits.length === 0 ? (
        <p className="empty">No ETH is on its way out. What you unstake shows here until you claim it.</p>
      ) : null}
      {position && exits.length > 0 ? (
        <ul className="exits">
          {[...exits]
            .sort((left, right) => Number(right.status === 'claimable') - Number(left.status === 'claimable'))
            .map((exit) => (
              <ExitItem key={exit.id} exit={exit} position={position} />
            ))}
        </ul>
      ) : null}
      {!position && error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {!position && !error ? <Skeleton lines={3} label="Reading your exits" /> : null}
    </Section>
  );
}
