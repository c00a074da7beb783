import { isSameAddress, type PoolOnNetwork } from '@pooled-staking/core';
import { useContext, useMemo } from 'react';
import { useNodeWallet } from '../nodes/nodes';
import { SessionContext, type Session } from '../wallet/session';
import { useChosenPool } from './pool';

/** What a hook is about; what is absent is what the page is about. */
export type About = {
  /** A pool's id (CAIP-10), in place of that of the {@link PoolProvider} around. */
  readonly pool?: string | undefined;
  /** An account's address, in place of the session's: to be looked at, so nothing can be sent for it. */
  readonly account?: string | undefined;
};

const nobody = '0x0000000000000000000000000000000000000000';

/** What reads for a hook. */
export type Place = {
  readonly chosen: PoolOnNetwork;
  /** The account on the pool's network; `null` where there is none, or nothing reads that network. */
  readonly session: Session | null;
  /** As `session`, of no account where there is none: for what is the same for all of them. */
  readonly reader: Session | null;
};

/**
 * Where a hook reads: over the session's wallet while it is on the pool's network, else at the network's node, if one is set.
 * @throws as {@link useChosenPool}.
 */
export function usePlace({ pool, account }: About = {}): Place {
  const chosen = useChosenPool(pool);
  const around = useContext(SessionContext);
  const node = useNodeWallet(chosen.network);
  return useMemo(() => {
    const { chainId } = chosen.network;
    const isHere = around?.chainId === chainId;
    if (isHere && (account === undefined || isSameAddress(account, around.account))) {
      return { chosen, session: around, reader: around };
    }
    const wallet = isHere ? around.wallet : node;
    const of = account ?? around?.account;
    const sessionOf = (each: string): Session | null => wallet && { wallet, account: each, chainId, isReadOnly: true };
    return { chosen, session: of === undefined ? null : sessionOf(of), reader: sessionOf(of ?? nobody) };
  }, [chosen, around, node, account]);
}
