import { isPool, type Facts } from '../facts';

export type OtherOrigin = {
  readonly id: 'other-origin';
  readonly severity: 'warning';
  readonly origin: string;
  readonly known: readonly string[];
};

/** The request comes from another site than all stakes that the person made through this wallet. */
export function checkOrigin(facts: Pick<Facts, 'earlier' | 'origin' | 'kind'>): OtherOrigin | null {
  const { earlier, origin } = facts;
  return isPool(facts) && origin !== null && earlier && earlier.origins.length > 0 && !earlier.origins.includes(origin)
    ? { id: 'other-origin', severity: 'warning', origin, known: earlier.origins }
    : null;
}
