// Written by `npm run texts` from the messages; do not edit.
export default {
  "account": "Account",
  "apr": "Yearly rate (APR)",
  "network": "Network",
  "networkFee": "Network fee (estimate)",
  "pool": "Pool",
  "poolFee": "Pool fee",
  "testMoney": "test money"
};
