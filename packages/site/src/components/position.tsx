import type { GetPositionResult } from '@pooled-staking/api';
import { isSameAddress } from '@pooled-staking/core';
import { exactEth } from '../amounts/eth';
import { usePosition } from '../data/position';
import { Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { ErrorNote, Note, Skeleton, StaleLine } from './notes';
import { Section } from './section';
import { When } from './time';
import './position.css';

/**
 * ETH of the exits, in wei: what the account's own ones still wait for, and what a claim by the account pays now, also
 * out of an exit that another account asked for. Dust is neither.
 */
function sumExits({ account, exits }: GetPositionResult): { readonly waiting: bigint; readonly claimable: bigint } {
  let waiting = 0n;
  let claimable = 0n;
  for (const { status, owner, receiver, totalAssets, claimableAssets } of exits) {
    const payable = isSameAddress(receiver, account) ? BigInt(claimableAssets) : 0n;
    if (status !== 'dust') {
      claimable += payable;
      waiting += isSameAddress(owner, account) ? BigInt(totalAssets) - payable : 0n;
    }
  }
  return { waiting, claimable };
}

function Figures({ position }: { readonly position: GetPositionResult }) {
  const { waiting, claimable } = sumExits(position);
  const { assets, lifetimeRewards, pendingRewards, reason, reconciled } = position;
  const isKnown = reconciled && lifetimeRewards !== null;
  return (
    <>
      <p className="holding">
        <span className="holding-label">Staked</span>
        <span className="holding-amount" data-testid="staked">
          <Eth wei={assets} />
        </span>
      </p>
      {BigInt(assets) === 0n && position.exits.length === 0 && lifetimeRewards === '0' ? (
        <p className="empty position-empty">Nothing staked yet. Put in any amount with the form.</p>
      ) : null}
      <dl className="lines">
        <LedgerLine label="Rewards so far">
          {isKnown ? (
            <span
              className={BigInt(lifetimeRewards) < 0n ? 'is-loss' : BigInt(lifetimeRewards) > 0n ? 'is-gain' : ''}
              data-testid="lifetime-rewards"
            >
              <Eth wei={lifetimeRewards} isSigned />
            </span>
          ) : (
            <span className="is-unknown">History incomplete</span>
          )}
        </LedgerLine>
        <LedgerLine label="In the next report">
          {pendingRewards === null ? <span className="muted">Not known</span> : <Eth wei={pendingRewards} isSigned />}
        </LedgerLine>
        <LedgerLine label="On its way out">
          <Eth wei={waiting} />
        </LedgerLine>
        <LedgerLine label="Ready to claim">
          <span data-testid="claimable">
            <Eth wei={claimable} />
          </span>
        </LedgerLine>
      </dl>
      {isKnown ? null : (
        <Note tone="warning" title="History incomplete">
          {reason ?? 'The records do not add up to what you hold.'} So no reward is shown, rather than a wrong one. Your
          staked ETH is not affected.
        </Note>
      )}
      <details className="exact">
        <summary>Exact to the last digit</summary>
        <dl>
          <dt>Staked</dt>
          <dd>{exactEth(BigInt(assets))} ETH</dd>
          {isKnown ? (
            <>
              <dt>Rewards so far</dt>
              <dd>{exactEth(BigInt(lifetimeRewards))} ETH</dd>
            </>
          ) : null}
          <dt>On its way out</dt>
          <dd>{exactEth(waiting)} ETH</dd>
          <dt>Ready to claim</dt>
          <dd>{exactEth(claimable)} ETH</dd>
        </dl>
      </details>
    </>
  );
}

/** What the account has in the pool. */
export function Position() {
  const { data: position, error, refetch } = usePosition();
  return (
    <Section
      id="position"
      title="Your position"
      aside={
        position ? (
          <>
            Block {position.asOf.blockNumber.toLocaleString('en-US')} · <When time={position.asOf.timestamp} />
          </>
        ) : null
      }
    >
      {position ? <StaleLine error={error} /> : null}
      {position ? (
        <Figures position={position} />
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={5} label="Reading your position" />
      )}
    </Section>
  );
}
