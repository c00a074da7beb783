/**
 * Pooled staking in React. Everything stands in a {@link PooledStakingProvider}; see `docs/react.md`.
 */
export * from './options';
export * from './provider';
export * from './errors';
export { recall, remember } from './storage';
export * from './wallet/discovery';
export * from './wallet/namesakes';
export * from './wallet/session';
export * from './nodes/nodes';
export * from './nodes/reader';
export * from './pool/chosen-pool';
export * from './data/query-client';
export * from './data/keys';
export * from './data/wallet-reads';
export * from './data/browser-store';
export * from './data/cancellable-read';
export * from './data/follow-chain';
export * from './data/head';
export * from './data/snap-status';
export * from './data/switch-network';
export * from './data/pool-info';
export * from './data/position';
export * from './data/account-view';
export * from './data/books';
export * from './data/currency';
export * from './data/fiat-price';
export * from './data/entry-prices';
export * from './data/funds';
export * from './data/quotes';
export { isClosedToPages } from './data/own-client';
export * from './transactions/activity';
export * from './transactions/transactions';
