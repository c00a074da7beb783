import type { ReactNode } from 'react';

/** Strokes of the icons that Snaps of this kind use, on a grid of 24. */
const strokes: Readonly<Record<string, readonly string[]>> = {
  add: ['M12 5v14', 'M5 12h14'],
  'arrow-down': ['M12 5v14', 'M6 13l6 6 6-6'],
  'arrow-left': ['M19 12H5', 'M11 6l-6 6 6 6'],
  'arrow-right': ['M5 12h14', 'M13 6l6 6-6 6'],
  'arrow-up': ['M12 19V5', 'M6 11l6-6 6 6'],
  bank: ['M4 10l8-5 8 5', 'M6 10v8', 'M12 10v8', 'M18 10v8', 'M4 19h16'],
  calendar: ['M5 6h14v14H5z', 'M5 10h14', 'M9 3v4', 'M15 3v4'],
  chart: ['M5 19V5', 'M5 19h14', 'M9 16v-4', 'M13 16V8', 'M17 16v-6'],
  check: ['M5 13l4 4 10-11'],
  clock: ['M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18', 'M12 7v5l3 2'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  coin: ['M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18', 'M12 8l3 4-3 4-3-4z'],
  copy: ['M9 9h11v11H9z', 'M5 15V4h11'],
  danger: ['M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18', 'M12 7v6', 'M12 16.5v.5'],
  download: ['M12 4v11', 'M7 11l5 5 5-5', 'M5 20h14'],
  ethereum: ['M12 3l6 9-6 4-6-4z', 'M6 14l6 7 6-7'],
  export: ['M14 4h6v6', 'M20 4l-9 9', 'M19 14v6H4V5h6'],
  eye: ['M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z', 'M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5'],
  gas: ['M5 20V5h9v15', 'M4 20h11', 'M7 9h5', 'M14 11h2v5a1.5 1.5 0 0 0 3 0V9l-3-3'],
  home: ['M4 11l8-7 8 7', 'M6 10v10h12V10'],
  info: ['M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18', 'M12 11v6', 'M12 7.5v.5'],
  link: ['M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1', 'M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1'],
  loading: ['M12 3a9 9 0 1 1-9 9'],
  lock: ['M6 11h12v9H6z', 'M8.5 11V8a3.5 3.5 0 0 1 7 0v3'],
  minus: ['M5 12h14'],
  money: ['M3 7h18v10H3z', 'M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5'],
  notification: ['M6 17V11a6 6 0 0 1 12 0v6', 'M4 17h16', 'M10 20h4'],
  question: ['M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18', 'M9.5 9.5a2.5 2.5 0 1 1 2.5 3v1', 'M12 16.5v.5'],
  refresh: ['M19 8a8 8 0 1 0 1 6', 'M19 3v5h-5'],
  security: ['M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z'],
  setting: [
    'M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6',
    'M12 3v3',
    'M12 18v3',
    'M3 12h3',
    'M18 12h3',
    'M6 6l2 2',
    'M16 16l2 2',
    'M18 6l-2 2',
    'M8 16l-2 2',
  ],
  stake: ['M4 17l8 4 8-4', 'M4 12l8 4 8-4', 'M12 3l8 4-8 4-8-4z'],
  star: ['M12 4l2.5 5.2 5.5.8-4 4 1 5.5-5-2.7-5 2.7 1-5.5-4-4 5.5-.8z'],
  'swap-horizontal': ['M4 9h15', 'M15 5l4 4-4 4', 'M20 16H5', 'M9 12l-4 4 4 4'],
  'swap-vertical': ['M9 4v15', 'M5 15l4 4 4-4', 'M16 20V5', 'M12 9l4-4 4 4'],
  'trend-down': ['M4 7l6 6 4-4 6 7', 'M20 11v5h-5'],
  'trend-up': ['M4 17l6-6 4 4 6-7', 'M20 13V8h-5'],
  user: ['M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8', 'M4.5 20a7.5 7.5 0 0 1 15 0'],
  wallet: ['M4 7h15v12H4z', 'M4 7l11-3v3', 'M15 12h4v3h-4z'],
  warning: ['M12 4l9 16H3z', 'M12 10v5', 'M12 17v.5'],
};

const sameAs: Readonly<Record<string, string>> = {
  cash: 'money',
  'check-bold': 'check',
  'circle-x': 'close',
  'clock-filled': 'clock',
  confirmation: 'check',
  'copy-success': 'check',
  diagram: 'chart',
  error: 'danger',
  explore: 'question',
  graph: 'chart',
  'money-bag': 'money',
  'user-circle': 'user',
  'verified-filled': 'check',
  verified: 'check',
  'wallet-filled': 'wallet',
  x: 'close',
};

/** An icon; those that are not drawn here appear as a dot which names what it stands for. */
export function Icon({ name, className = 'icon' }: { name: string; className?: string }): ReactNode {
  const paths = strokes[sameAs[name] ?? name];
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true" data-icon={name}>
      {paths ? (
        paths.map((d) => <path key={d} d={d} />)
      ) : (
        <>
          <title>{name}</title>
          <circle cx={12} cy={12} r={4} fill="currentColor" />
        </>
      )}
    </svg>
  );
}
