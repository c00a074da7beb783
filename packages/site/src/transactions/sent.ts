import type { Activity, Intent, TransactionKind } from './activity';

/** A transaction that is on its way: kept over a reload of the page, in this tab alone. */
export type Sent = {
  readonly intent: Intent;
  readonly account: string;
  readonly chainId: number;
  readonly hash: string;
};

const key = 'pooled-staking.sent';
const kinds: readonly TransactionKind[] = ['stake', 'unstake', 'claim'];

function isSent(value: unknown): value is Sent {
  const { intent, account, chainId, hash } = (value ?? {}) as Partial<Record<keyof Sent, unknown>>;
  const { kind, title } = (intent ?? {}) as { kind?: TransactionKind; title?: unknown };
  return (
    kind !== undefined &&
    kinds.includes(kind) &&
    typeof title === 'string' &&
    typeof account === 'string' &&
    typeof chainId === 'number' &&
    typeof hash === 'string'
  );
}

/** What was on its way when the page was left; nothing where storage is refused or holds something else. */
export function recallSent(): readonly Sent[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isSent) : [];
  } catch {
    return [];
  }
}

/** Keeps what is on its way now. */
export function rememberSent(activities: readonly Activity[]): void {
  const sent = activities.flatMap(({ stage, intent, account, chainId, hash }): Sent[] =>
    stage === 'sent' && hash ? [{ intent, account, chainId, hash }] : [],
  );
  try {
    sessionStorage.setItem(key, JSON.stringify(sent));
  } catch {
    // Storage is refused: a reload then forgets, and the figures still tell.
  }
}
