import { isPool, type Facts } from '../facts';

export type WorthlessExit = { readonly id: 'worthless-exit'; readonly severity: 'warning' };

/** An exit of shares that are worth less than one wei: no claim will ever pay it. */
export function checkWorthlessExit(facts: Pick<Facts, 'calls' | 'simulation' | 'kind'>): WorthlessExit | null {
  return isPool(facts) &&
    facts.simulation?.goesThrough !== false &&
    facts.calls.some(({ call, assets }) => call.kind === 'exit' && assets === 0n)
    ? { id: 'worthless-exit', severity: 'warning' }
    : null;
}
