export * from './event-row';
export * from './pool-ledger';
export * from './position';
export * from './reconcile';
export * from './rows';
export * from './sums';
export * from './take-log';
