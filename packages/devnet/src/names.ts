import type { Anvil } from './anvil';
import { walletAccounts } from './accounts';
import { contractInterface, deployContract } from './contracts/deploy';

/** What the accounts of the development wallet are called, in their order. */
const people = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'] as const;

/** Whatever stands in front of it is a name of the first account. */
export const wildcardName = 'everybody.eth';

/** A name whose answers a server gives, not the chain. */
export const offchainName = 'elsewhere.eth';

/** Below which name all of them are, and the first part of each. */
const labelOf = (name: string): string => name.slice(0, -'.eth'.length);

/** The accounts of the development wallet by name. */
export const developmentNames: Readonly<Record<string, string>> = Object.fromEntries(
  walletAccounts.map((account, index) => [`${people[index]}.eth`, account]),
);

export type NameContracts = { readonly registry: string; readonly resolver: string };

/**
 * Puts ENS on a chain: names for the accounts of the development wallet, which call themselves by them, one that answers for
 * all names below it, and one that sends whoever asks to a server.
 *
 * @param universalResolver where names are resolved, as the networks registry says.
 * @param owner of all names; an account that the node holds.
 */
export async function placeNames(anvil: Anvil, universalResolver: string, owner: string): Promise<NameContracts> {
  const names = Object.keys(developmentNames);
  const placed = await deployContract(anvil, owner, 'DevelopmentNames', [
    owner,
    names.map(labelOf),
    Object.values(developmentNames),
    labelOf(wildcardName),
    labelOf(offchainName),
  ]);
  const contract = contractInterface('DevelopmentNames');
  const read = async (method: string): Promise<string> => {
    const data = contract.encodeFunctionData(method);
    const answer = await anvil.request('eth_call', [{ to: placed, data }, 'latest']);
    return String(contract.decodeFunctionResult(method, String(answer))[0]);
  };
  const code = await anvil.request('eth_getCode', [await read('universalResolver'), 'latest']);
  await anvil.request('anvil_setCode', [universalResolver, code]);
  return { registry: await read('registry'), resolver: await read('resolver') };
}
