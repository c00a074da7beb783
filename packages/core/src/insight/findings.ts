export type Severity = 'critical' | 'warning' | 'note';

/** A danger or a remark about a transaction, as far as all of them are alike. Each check declares its own. */
export type AnyFinding = { readonly id: string; readonly severity: Severity };

const weight: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, note: 2 };

/** The findings with the heaviest first; equally heavy ones keep their order. */
export function byWeight<Found extends AnyFinding>(findings: readonly Found[]): readonly Found[] {
  return [...findings].sort((left, right) => weight[left.severity] - weight[right.severity]);
}
