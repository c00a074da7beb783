/**
 * Pooled staking in React: hooks that read pools and accounts and send transactions, over the person's wallet, its Snap where it has
 * it, or a node. All of them stand in a {@link PooledStakingProvider}. See `docs/react.md`.
 */
export { PooledStakingProvider } from './provider';
export type { StakingOptions } from './options';
export { createQueryClient } from './data/query-client';

// The wallet, and whose account it is about.
export { SessionProvider, useSession, useWallet, type Session, type WalletState } from './wallet/session';
export type { Wallet, WalletProvider } from './wallet/discovery';
export { sharedName } from './wallet/namesakes';
export { readSnapStatus, useInstallSnap, useSnapReviews, useSnapStatus, type SnapStatus } from './data/snap-status';
export { isClosedToPages } from './data/own-client';
export { useSwitchNetwork } from './data/switch-network';
export { useNodeLookup, useNodeWallet, useOwnNode } from './nodes/nodes';
export { useReader } from './nodes/reader';

// What is read.
export { PoolProvider, useChosenPool } from './pool/pool';
export type { About } from './pool/about';
export { useHead, type Head } from './data/head';
export { usePool } from './data/pool';
export { usePosition } from './data/position';
export { useAccountView, type AccountView } from './data/account-view';
export { useRewards, type Rewards, type RewardSpan, type RewardsRead } from './data/rewards';
export { useAccountBooks, usePoolBooks, type PoolBooks } from './data/pool-books';
export { usePoolRead, type LongRead, type PoolRead, type ReadProgress, type ReadTools } from './data/pool-read';
export type { CancellableRead } from './data/cancellable-read';
export { useFunds, type Funds } from './data/funds';
export { useStakeQuote, useUnstakeQuote } from './data/quotes';
export { useCurrency } from './data/currency';
export { useFiatPrice } from './data/fiat-price';
export { useEntryPrices } from './data/entry-prices';

// What is sent.
export { useTransaction, type Transaction, type Wish } from './transactions/use-transaction';
export { useTransactions } from './transactions/transactions';
export { asksThePerson, isMishap, isOpen, type Activity, type Intent, type Stage } from './transactions/activity';
export { stateOf, wasHandedOver, type TransactionState } from './transactions/transaction-state';

// What goes wrong.
export {
  isRefusal,
  layersOf,
  stakingCodeOf,
  WalletError,
  walletNumberOf,
  type WalletErrorCode,
  type WalletErrorFacts,
  type WalletNumber,
} from './errors';

/** A text in this browser's storage, or nothing where the browser refuses. */
export { recall, remember } from './storage';
