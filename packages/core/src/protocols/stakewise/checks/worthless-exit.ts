import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** An exit of shares that are worth less than one wei: no claim will ever pay it. */
export function checkWorthlessExit(facts: Pick<Facts, 'calls' | 'simulation' | 'standing'>): Finding | null {
  return isVault(facts) &&
    facts.simulation?.goesThrough !== false &&
    facts.calls.some(({ call, assets }) => call.kind === 'exit' && assets === 0n)
    ? { id: 'worthless-exit', severity: 'warning' }
    : null;
}
