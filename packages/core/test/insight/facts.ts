import type { UnsignedTransaction } from '../../src/staking/call';
import type { Concerns } from '../../src/insight/concern';
import { findConcerns } from '../../src/protocols/insights';
import type { PoolFacts } from '../../src/insight/facts';
import { stakewiseInsight } from '../../src/protocols/stakewise/insight/index';
import type { VaultFacts } from '../../src/protocols/stakewise/insight/facts';
import { factsOfTransaction } from '../../src/insight/read-facts';
import { networkByChainId } from '../../src/networks/index';
import { vaultInterface } from '../../src/protocols/stakewise/vault/abi';
import type { VaultState } from '../../src/protocols/stakewise/vault/state';
import type { Address, Hex } from '../../src/units';

export const sender: Address = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
export const other: Address = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc';
export const nobody: Address = `0x${'00'.repeat(20)}`;
export const ether = 10n ** 18n;
export const now = 1_800_000_000;
export const network = networkByChainId(1);
export const pool = network.pools[0]?.address ?? nobody;
export const newestRoot: Hex = `0x${'aa'.repeat(32)}`;
export const olderRoot: Hex = `0x${'bb'.repeat(32)}`;
export const implementation: Address = `0x${'12'.repeat(20)}`;

export const encode = (method: string, args: readonly unknown[]): Hex =>
  vaultInterface.encodeFunctionData(method, args);
export const report = (root: Hex): unknown[] => [root, 0n, 0n, []];

/** An open pool in which one share is worth one ETH. */
export const state: VaultState = {
  block: { number: 100, hash: newestRoot, timestamp: now },
  version: 2,
  implementation,
  totalAssets: 1_000n * ether,
  totalShares: 1_000n * ether,
  feeBps: 1500,
  feeRecipient: other,
  mevEscrow: other,
  capacityLeft: null,
  withdrawableAssets: 0n,
  ethBalance: 0n,
  queue: { queuedShares: 0n, unclaimedAssets: 0n, totalTickets: 0n },
  harvest: {
    canHarvest: false,
    isRequired: false,
    isCollateralized: true,
    rewardsRoot: newestRoot,
    rewardsNonce: 5n,
    lastReportAt: now - 100,
    harvested: null,
    reportDelay: 43_200,
  },
  status: 'open',
};

export const vault: PoolFacts<VaultState> = {
  state,
  held: 5n * ether,
  balance: 10n * ether,
  blocked: [],
  escrows: [other],
};

/** A vault whose state differs from the open one's. */
export function vaultWith(change: Partial<VaultState>, facts: Partial<PoolFacts> = {}): PoolFacts<VaultState> {
  return { ...vault, ...facts, state: { ...state, ...change } };
}

/** A vault whose reports differ from the open one's. */
export function vaultBehind(change: Partial<VaultState['harvest']>): PoolFacts<VaultState> {
  return vaultWith({ harvest: { ...state.harvest, ...change } });
}

export function concernsOf(transaction: UnsignedTransaction, chainId = 'eip155:1'): Concerns {
  const concerns = findConcerns(chainId, transaction);
  if (!concerns) {
    throw new Error('The transaction concerns no pool.');
  }
  return concerns;
}

/** What an honest transaction to the pool looks like, with whatever the test changes. */
export function factsOf(
  data: Hex,
  {
    value = 0n,
    to = pool,
    chainId = 'eip155:1',
    ...change
  }: Partial<VaultFacts> & { value?: bigint; to?: Address; chainId?: string } = {},
): VaultFacts {
  const transaction = { from: sender, to, value, data };
  const concerns = concernsOf(transaction, chainId);
  const [alone] = factsOfTransaction([stakewiseInsight], {
    transaction,
    nonce: null,
    origin: 'https://site.example',
    concerns,
  });
  return {
    ...alone,
    pool: vault,
    simulation: { goesThrough: true, answer: '0x' },
    fee: { gasEstimate: 70_000n, gasPrice: 10n ** 9n, fee: 70_000n * 10n ** 9n },
    apr: { rate: 3n * 10n ** 16n, days: 7 },
    openExits: 0,
    earlier: { hasStaked: true, origins: ['https://site.example'], implementation },
    unread: [],
    ...change,
  };
}

/** The facts with amounts that the chain told for each call. */
export function withAmounts(facts: VaultFacts, ...assets: (bigint | null)[]): VaultFacts {
  return { ...facts, calls: facts.calls.map((call, index) => ({ ...call, assets: assets[index] ?? null })) };
}
