import type { ArtemisFacts } from '../facts';

export type FewLeastShares = {
  readonly id: 'few-least-shares';
  readonly severity: 'note';
  /** Parts of 100 that the stake may lose before it fails: 100 where it takes anything. */
  readonly percent: number;
};

/** A stake may lose so much of what the pool gives now without a word. */
const mostPercent = 5n;

/** A stake that takes far fewer shares than the pool gives now, or any: it goes through at whatever rate holds by then. */
export function checkLeastShares({
  leastShares = [],
}: Partial<Pick<ArtemisFacts, 'leastShares'>>): FewLeastShares | null {
  const lost = leastShares.map(({ least, expected }) =>
    expected > least ? ((expected - least) * 100n) / expected : 0n,
  );
  const most = lost.reduce((worst, each) => (each > worst ? each : worst), 0n);
  // The rate of this pool moves with its rewards alone: nobody gains by pushing it.
  return most > mostPercent ? { id: 'few-least-shares', severity: 'note', percent: Number(most) } : null;
}
