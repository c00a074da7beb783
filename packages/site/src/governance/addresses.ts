/** The page with all proposals, or with one. It is loaded anew from elsewhere: it alone may ask the servers of proposals. */
export function addressOfGovernance(proposal?: string): string {
  return `/governance/${proposal === undefined ? '' : `#${proposal}`}`;
}
