import type { GrantReach } from '../../../staking/call';
import type { RevertReason } from '../../../staking/revert';
import type { PoolOnNetwork } from '../../../networks/index';
import type { Address, Hex, Seconds, Wei } from '../../../units';
import type { ClaimFault } from './facts';

export type Severity = 'critical' | 'warning' | 'note';

/** A danger or a remark about a transaction. */
export type Finding =
  // Critical: the transaction takes something from the person, or certainly fails.
  | { readonly id: 'look-alike'; readonly severity: 'critical'; readonly of: PoolOnNetwork; readonly address: Address }
  | { readonly id: 'other-chain'; readonly severity: 'critical'; readonly of: PoolOnNetwork }
  | { readonly id: 'not-registered'; readonly severity: 'critical'; readonly address: Address }
  | {
      readonly id: 'protocol-contract';
      readonly severity: 'critical';
      /** `null`: code of a vault, without a name of its own. */
      readonly name: string | null;
      readonly address: Address;
    }
  | {
      readonly id: 'receiver-is-another';
      readonly severity: 'critical';
      readonly action: 'stake' | 'exit' | 'tokens';
      readonly receivers: readonly Address[];
    }
  /** Bytes that nobody could open name a pool: what they do to it is not seen. */
  | { readonly id: 'hidden-calls'; readonly severity: 'critical'; readonly behind: readonly Address[] }
  /** ETH that is credited to nobody: everybody in the pool shares it. */
  | { readonly id: 'gives-away'; readonly severity: 'critical'; readonly to: Address; readonly assets: Wei }
  /** Critical where nothing keeps the delegate from the stake. */
  | {
      readonly id: 'open-delegation';
      readonly severity: 'critical' | 'warning';
      readonly reach: GrantReach;
      readonly delegate: Address;
    }
  | { readonly id: 'truncated'; readonly severity: 'critical'; readonly selector: Hex }
  /** A warning while other transactions of the account wait: they may change what it rests on. */
  | {
      readonly id: 'would-revert';
      readonly severity: 'critical' | 'warning';
      readonly reason: RevertReason;
      /** Only a call of a batch was simulated, which fails with it or goes on without it. */
      readonly isPart: boolean;
      /** Why a claim in it finds no exit, which tells more than the reason; `null` for anything else. */
      readonly claimFault: ClaimFault | null;
    }
  // Warnings: better known before signing.
  | { readonly id: 'foreign-contract'; readonly severity: 'warning'; readonly address: Address }
  | { readonly id: 'unknown-call'; readonly severity: 'warning'; readonly selector: Hex }
  | { readonly id: 'pays-nothing'; readonly severity: 'warning'; readonly claimFault: ClaimFault | null }
  /** The vault burns the shares of an exit on entry, and the product does not follow such exits. */
  | { readonly id: 'burns-on-entry'; readonly severity: 'warning'; readonly action: 'stake' | 'exit' }
  | { readonly id: 'worthless-exit'; readonly severity: 'warning' }
  | { readonly id: 'account-code'; readonly severity: 'warning'; readonly code: readonly Address[] }
  | { readonly id: 'too-early'; readonly severity: 'warning'; readonly worksBy: Seconds }
  | { readonly id: 'harvest-required'; readonly severity: 'warning' }
  | { readonly id: 'stale-proof'; readonly severity: 'warning' }
  | { readonly id: 'blocked'; readonly severity: 'warning'; readonly account: 'sender' | 'receiver' }
  | { readonly id: 'over-capacity'; readonly severity: 'warning'; readonly left: Wei }
  | { readonly id: 'not-enough-eth'; readonly severity: 'warning'; readonly balance: Wei }
  | { readonly id: 'little-gas'; readonly severity: 'warning'; readonly left: Wei }
  | { readonly id: 'dear-gas'; readonly severity: 'warning'; readonly fee: Wei; readonly yearly: Wei }
  | { readonly id: 'report-loss'; readonly severity: 'warning'; readonly loss: Wei }
  | { readonly id: 'price-fell'; readonly severity: 'warning'; readonly at: Seconds }
  | {
      readonly id: 'other-origin';
      readonly severity: 'warning';
      readonly origin: string;
      readonly known: readonly string[];
    }
  // Notes: nothing is wrong.
  | { readonly id: 'first-stake'; readonly severity: 'note' }
  | { readonly id: 'implementation-changed'; readonly severity: 'note'; readonly implementation: Address }
  | { readonly id: 'referrer'; readonly severity: 'note'; readonly referrer: Address }
  | { readonly id: 'trailing-bytes'; readonly severity: 'note' }
  | { readonly id: 'open-exit'; readonly severity: 'note'; readonly count: number };

const weight: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, note: 2 };

/** The findings with the heaviest first; equally heavy ones keep their order. */
export function byWeight(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((left, right) => weight[left.severity] - weight[right.severity]);
}
