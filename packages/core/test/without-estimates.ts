import type { AccountView } from '../src/protocols/stakewise/ledger/account';

/** A view without when its exits can be claimed, which rests on the claims that were seen so far. */
export function withoutEstimates(view: AccountView): AccountView {
  const bare = (exits: AccountView['exits']): AccountView['exits'] =>
    exits.map((exit) => ({
      ...exit,
      estimate: { ...exit.estimate, earliest: null, latest: null, claimDelay: noDelay },
    }));
  return { ...view, exits: bare(view.exits), claimableWithReport: bare(view.claimableWithReport) };
}

const noDelay = { seconds: 0, basis: 'longest-known', claims: 0 } as const;
