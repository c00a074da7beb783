import type { Session } from '../wallet/session';

/** Every answer about an account on a chain lies under this key, so that no other account or chain ever shows it. */
export function accountKey({ wallet, chainId, account }: Session): readonly unknown[] {
  return ['account', wallet.id, chainId, account.toLowerCase()];
}

/** Answers about a chain that are the same for all accounts. */
export function chainKey({ wallet, chainId }: Session): readonly unknown[] {
  return ['chain', wallet.id, chainId];
}

/** The facts of a chain's pools, whoever gave them. */
export function poolsKey(session: Session): readonly unknown[] {
  return [...chainKey(session), 'pools'];
}
