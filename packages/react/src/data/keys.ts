import type { Session } from '../wallet/session';

/** Every answer about an account on a chain lies under this key, so that no other account or chain ever shows it. */
export function accountKey(session: Session | null): readonly unknown[] {
  return session
    ? ['account', session.wallet.id, session.chainId, session.account.toLowerCase()]
    : ['account', null, null, null];
}

/** Answers about a chain that are the same for all accounts. */
export function chainKey(session: Session | null): readonly unknown[] {
  return session ? ['chain', session.wallet.id, session.chainId] : ['chain', null, null];
}

/** The facts of a chain's pools, whoever gave them. */
export function poolsKey(session: Session | null): readonly unknown[] {
  return [...chainKey(session), 'pools'];
}

/**
 * For the answer to one question to stay in sight while the next is asked: of the same account, chain and pool, whose key each
 * of them begins with, and of no other.
 */
export function keepOf(place: readonly unknown[]) {
  return <Data>(
    previous: Data | undefined,
    query: { readonly queryKey: readonly unknown[] } | undefined,
  ): Data | undefined => (query && place.every((part, index) => query.queryKey[index] === part) ? previous : undefined);
}
