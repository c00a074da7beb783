import { isPool, type Facts } from '../facts';

export type OpenExit = { readonly id: 'open-exit'; readonly severity: 'note'; readonly count: number };

/** The account asks for another exit while earlier ones are open. */
export function checkOpenExit(facts: Pick<Facts, 'calls' | 'openExits' | 'kind'>): OpenExit | null {
  const { calls, openExits } = facts;
  return isPool(facts) && openExits !== null && openExits > 0 && calls.some(({ call }) => call.kind === 'exit')
    ? { id: 'open-exit', severity: 'note', count: openExits }
    : null;
}
