/** What a picker asks for. */
export type TimeKind = 'datetime' | 'date' | 'time';

const twoDigits = (value: number) => String(value).padStart(2, '0');

const dayOf = (time: Date) =>
  `${String(time.getFullYear()).padStart(4, '0')}-${twoDigits(time.getMonth() + 1)}-${twoDigits(time.getDate())}`;

/** An ISO 8601 time as a field of the browser takes it, in the person's own time zone; empty for what is none. */
export function localTime(iso: string, kind: TimeKind): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) {
    return '';
  }
  const day = dayOf(time);
  const clock = `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
  return { datetime: `${day}T${clock}`, date: day, time: clock }[kind];
}

/** What a person put into such a field, as ISO 8601; empty where they cleared it. A time alone is one of today. */
export function isoTime(local: string, kind: TimeKind): string {
  if (local === '') {
    return '';
  }
  const time = new Date({ datetime: local, date: `${local}T00:00`, time: `${dayOf(new Date())}T${local}` }[kind]);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
