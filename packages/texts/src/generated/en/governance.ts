// Written by `npm run texts` from the messages; do not edit.
import type { Catalog } from '../../translator';

const texts: Catalog = {
  "governance.all": "All proposals",
  "governance.connect": "To vote, connect the wallet with an account that held METIS when the proposal was made.",
  "governance.pageTitle": "Metis' proposals - Pooled Staking",
  "governance.show": "Which",
  "governance.text": "What the community of Metis decides on. Votes are signatures: they cost nothing and move no money. Proposals are read from Snapshot's server.",
  "governance.unknown": "unknown"
};
export default texts;
