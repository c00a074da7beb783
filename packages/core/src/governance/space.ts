/** Where a community votes on Snapshot. */
export type GovernanceSpace = {
  /** The space's own name, an ENS name as a rule. */
  readonly id: string;
  /** What it is called. */
  readonly name: string;
};

/** Who is asked about proposals, and who takes votes: base addresses of servers with Snapshot's interface. */
export type GovernanceServers = { readonly hub: string; readonly sequencer: string };

/** Community Ecosystem Governance of Metis. Source: CEG's own site, MetisProtocol/ceg.vote. */
export const metisSpace: GovernanceSpace = { id: 'metislayer2.eth', name: 'Metis CEG' };

/** Snapshot's own servers. Source: snapshot.js 0.17.5, `constants.json`. */
export const snapshotServers: GovernanceServers = {
  hub: 'https://hub.snapshot.org/graphql',
  sequencer: 'https://seq.snapshot.org',
};

/** Where people find all proposals in a browser. */
export function pageOfSpace({ id }: GovernanceSpace): string {
  return `https://snapshot.box/#/s:${id}`;
}

/** Where people vote in a browser, on the page of a proposal. Made here: the link that a hub tells is a stranger's. */
export function pageOfProposal(space: GovernanceSpace, proposal: string): string {
  return `${pageOfSpace(space)}/proposal/${proposal}`;
}
