import type { Wei } from '../units';

/** What a transaction costs at the gas price of the moment. */
export type NetworkFee = { readonly gasEstimate: bigint; readonly gasPrice: Wei; readonly fee: Wei };

/** Above this part of what it is compared with a network fee deserves a warning, in percent. */
const dearPercent = 30n;

/** True when a network fee is more than 30 % of the amount that it is compared with. */
export function isDearFee({ fee }: Pick<NetworkFee, 'fee'>, comparedWith: Wei): boolean {
  return fee * 100n > comparedWith * dearPercent;
}

/** More years of rewards than these are no share that helps anybody. */
const mostYears = 10n;

/** True when a network fee is more than ten years' rewards. */
export function outgrowsRewards({ fee }: Pick<NetworkFee, 'fee'>, yearly: Wei): boolean {
  return fee > yearly * mostYears;
}

/** Gas of an exit and a claim together, with room for a dearer moment. */
const exitGas = 350_000n;

/** What should stay in the account after a stake, so that unstaking and claiming can be paid for later, in wei. */
export function exitReserve({ gasPrice }: Pick<NetworkFee, 'gasPrice'>): Wei {
  return gasPrice * exitGas;
}

/** Gas for this stake with a late report in it, and for an exit and a claim later (traces of the real contracts). */
const reservedGas = 170_000n + 90_000n + 84_000n;

/** What a form's Max leaves in the account: the fees of a stake, an exit and a claim at twice today's gas price. In wei. */
export function feeReserve(gasPrice: Wei): Wei {
  return reservedGas * gasPrice * 2n;
}

/** What can be staked with the reserve kept back and the pool's room respected. In wei. */
export function mostToStake(balance: Wei, gasPrice: Wei, capacityLeft: Wei | null): Wei {
  const reserve = feeReserve(gasPrice);
  const spendable = balance > reserve ? balance - reserve : 0n;
  return capacityLeft !== null && capacityLeft < spendable ? capacityLeft : spendable;
}
