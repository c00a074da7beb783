import type { StakingCall } from '../../../staking/call';
import type { Block } from '../../../chain/block';
import { hashOfText } from '../../../chain/hash';
import { ReadBatch } from '../../../chain/read-batch';
import type { Request } from '../../../chain/request';
import type { Pool } from '../../../networks/index';
import { vaultInterface } from '../vault/abi';
import { addVaultState, type VaultState } from '../vault/state';
import { addFiatPrice, type FiatPrice } from '../../../assets/fiat';
import type { Address, Wei } from '../../../units';
import type { PoolFacts, Subject } from '../../../insight/facts';

/** Kinds of vaults that the protocol has. */
const vaultKinds = [
  '',
  'Fox',
  'Priv',
  'Blocklist',
  'Genesis',
  'Erc20',
  'PrivErc20',
  'BlocklistErc20',
  'Meta',
  'PrivMeta',
];

/** True for what contracts answer to `vaultId()` that say they are vaults of the protocol. */
function isVaultId(answer: unknown): boolean {
  return vaultKinds.some((kind) => hashOfText(`Eth${kind}Vault`) === answer);
}

/** What a vault tells of an exit that a call claims. */
type ClaimedExit = {
  /** ETH that the claim would pay. */
  readonly assets: Wei;
  /** The account has such an exit, with this ticket and this time; so it has where the vault refuses only the index. */
  readonly exists: boolean;
};

/** The vault as its own contract tells it. */
export type VaultAnswer = {
  readonly claimsToBeVault: boolean;
  /** Throws StakingError CHAIN_INCONSISTENT when the contract does not answer like a vault. */
  readonly vault: () => PoolFacts<VaultState>;
  readonly fiatPrice: FiatPrice | null;
  /** What the vault tells at the block of each exit that is claimed. */
  readonly claimed: ReadonlyMap<StakingCall, ClaimedExit>;
};

const toClaimed = ([left, exited, assets]: readonly unknown[]): ClaimedExit => ({
  assets: assets as bigint,
  exists: (left as bigint) + (exited as bigint) > 0n,
});

/** Asks a contract everything that a vault would tell, of itself and of the account whose stake the calls move. */
export async function readVault(
  { request, currency }: { readonly request: Request; readonly currency: string },
  subject: Subject,
  pool: Pool,
  calls: readonly StakingCall[],
  block: Block,
): Promise<VaultAnswer> {
  const { network, account } = subject;
  const batch = new ReadBatch(network.multicall3);
  const ask = (method: string, args: readonly unknown[], place = 0): (() => unknown) =>
    batch.add(pool.address, vaultInterface, method, args, (result) => result[place]).maybe;
  const vaultId = ask('vaultId', []);
  const pendingState = addVaultState(batch, { network, pool });
  const held = batch.add(pool.address, vaultInterface, 'getShares', [account], ([value]) => value as bigint);
  const balance = batch.addBalance(account);
  const receivers = calls.flatMap((call) => (call.kind === 'stake' ? [call.receiver] : []));
  const accounts = [...new Set([account, ...receivers].map((each) => each.toLowerCase() as Address))];
  const blocked = accounts.map((each) => ({ account: each, isBlocked: ask('blockedAccounts', [each]) }));
  const claims = calls.flatMap((call) => {
    if (call.kind !== 'claim') {
      return [];
    }
    const args = [account, call.ticket, BigInt(call.requestedAt), call.queueIndex];
    return [{ call, told: batch.add(pool.address, vaultInterface, 'calculateExitedAssets', args, toClaimed).maybe }];
  });
  const fiatPrice = addFiatPrice(batch, network, currency);
  await batch.run(request, block.number);
  return {
    claimsToBeVault: isVaultId(vaultId()),
    vault: () => {
      const state = pendingState.read(block, subject.pool === null);
      return {
        state,
        held: held.value(),
        balance: balance.value(),
        blocked: blocked.flatMap((each) => (each.isBlocked() === true ? [each.account] : [])),
        escrows: [state.mevEscrow],
      };
    },
    fiatPrice: fiatPrice(),
    claimed: new Map(claims.map(({ call, told }) => [call, told() ?? { assets: 0n, exists: true }])),
  };
}
