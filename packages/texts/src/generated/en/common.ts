// Written by `npm run texts` from the messages; do not edit.
import type { Catalog } from '../../translator';

const texts: Catalog = {
  "account": "Account",
  "apr": "Yearly rate (APR)",
  "network": "Network",
  "networkFee": "Network fee (estimate)",
  "pool": "Pool",
  "poolFee": "Pool fee",
  "testMoney": "test money"
};
export default texts;
