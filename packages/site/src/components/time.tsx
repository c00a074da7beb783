import { relativeTo, shownTime } from '../time/words';

/** A time with how far it is from the chain's now. */
export function When({ time, now }: { readonly time: string; readonly now?: string | undefined }) {
  return (
    <time dateTime={time} title={time}>
      {shownTime(time)}
      {now === undefined ? null : (
        <span className="muted">
          <span className="when-dot"> · </span>
          {relativeTo(now, time)}
        </span>
      )}
    </time>
  );
}
