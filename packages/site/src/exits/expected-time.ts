import type { Exit } from '@pooled-staking/api';
import { t } from '../texts/texts';
import { secondsBetween, shownTime, spanWords } from '../time/words';

type Times = Pick<Exit, 'earliest' | 'latest'>;

/** Sooner than this is now, in seconds: reports and blocks are not to the minute. */
const soon = 60;

/** How long it takes until an exit can be claimed, as a range, counted from the chain's own time. */
export function waitInWords({ earliest, latest }: Times, now: string): string {
  if (earliest === null) {
    return t('exit.noTime');
  }
  const fromNow = secondsBetween(now, earliest);
  if (latest === null) {
    return fromNow <= soon ? t('exit.nextReport') : t('exit.notBefore', { wait: spanWords(fromNow) });
  }
  const wait = spanWords(Math.max(0, secondsBetween(now, latest)));
  return fromNow <= soon
    ? t('exit.within', { wait })
    : t('exit.between', { earliest: spanWords(fromNow), latest: wait });
}

/** The same as times of the calendar; `undefined` where none is known. */
export function timesInWords({ earliest, latest }: Times): string | undefined {
  if (earliest === null) {
    return undefined;
  }
  return latest === null
    ? t('exit.fromTime', { time: shownTime(earliest) })
    : earliest === latest
      ? shownTime(earliest)
      : t('exit.timeRange', { from: shownTime(earliest), to: shownTime(latest) });
}
