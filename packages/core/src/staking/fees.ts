import type { Wei } from '../units';

/** What a transaction costs at the gas price of the moment. */
export type NetworkFee = { readonly gasEstimate: bigint; readonly gasPrice: Wei; readonly fee: Wei };

/** Above this part of what it is compared with a network fee deserves a warning, in percent. */
const dearPercent = 30n;

/** True when a network fee is more than 30 % of the amount that it is compared with. */
export function isDearFee({ fee }: Pick<NetworkFee, 'fee'>, comparedWith: Wei): boolean {
  return fee * 100n > comparedWith * dearPercent;
}

/** Gas of an exit and a claim together, with room for a dearer moment. */
const exitGas = 350_000n;

/** What should stay in the account after a stake, so that unstaking and claiming can be paid for later, in wei. */
export function exitReserve({ gasPrice }: Pick<NetworkFee, 'gasPrice'>): Wei {
  return gasPrice * exitGas;
}
