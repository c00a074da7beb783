import type { Exit } from '@pooled-staking/api';
import { isSameAddress, type ExitHistory } from '@pooled-staking/core';
import { useSession } from '@pooled-staking/react';
import type { ReactNode } from 'react';
import { Address, Eth } from '../components/amounts';
import { rich, t } from '../texts/texts';
import { shownTime } from '../time/words';
import { timesInWords, waitInWords } from './expected-time';
import { isPartial, openSteps } from './steps';
import { Timeline } from './timeline';

/** When an exit can be claimed, what that rests on, and what a claim does. */
function Meaning({ exit, now }: { readonly exit: Exit; readonly now: string }) {
  const isWaiting = exit.status === 'queued' || exit.status === 'exiting';
  return (
    <>
      <p className="exit-basis">
        {isWaiting ? (
          <>
            <strong>{waitInWords(exit, now)}</strong>{' '}
          </>
        ) : null}
        {exit.basis}
        {isWaiting && exit.latest !== null ? ` ${t('exit.worksFrom', { time: shownTime(exit.latest) })}` : null}
      </p>
      {isPartial(exit) ? <p className="exit-basis">{t('exit.partMeaning')}</p> : null}
    </>
  );
}

type OpenExitProps = {
  readonly exit: Exit;
  /** What its movements tell, once they are read. */
  readonly history: ExitHistory | undefined;
  /** The time of the newest block, ISO 8601. */
  readonly now: string;
  /** The way to claim it; `null` where it pays nothing, or not to this account. */
  readonly action: ReactNode;
};

/** An exit on its way, with what it is worth, where it stands, and when it pays. */
export function OpenExit({ exit, history, now, action }: OpenExitProps) {
  const { account } = useSession();
  return (
    <li className={`exit exit-${exit.status}`} data-testid="exit">
      <div className="exit-main">
        <div className="exit-head">
          <p className="exit-amount">
            <Eth wei={exit.totalAssets} />
          </p>
          {exit.status === 'dust' ? <span className="badge">{t('exit.dust')}</span> : null}
          {action}
        </div>
        <Timeline
          steps={openSteps(exit, history)}
          requestedAt={exit.requestedAt}
          expected={exit.status === 'claimable' ? undefined : timesInWords(exit)}
        />
        <Meaning exit={exit} now={now} />
        {isSameAddress(exit.receiver, account) ? null : (
          <p className="muted">{rich('exit.goesTo', { account: () => <Address address={exit.receiver} /> })}</p>
        )}
      </div>
    </li>
  );
}
