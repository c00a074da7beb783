import { ContractAbi } from '../chain/contract-abi';

/**
 * ENS' Universal Resolver, its errors and those that resolvers have. Source: `IUniversalResolver` of ens-contracts; ENS asks
 * all clients to go through it, since what is registered in its second version is not in the first one's registry.
 */
export const universalResolverAbi = new ContractAbi([
  'function resolve(bytes,bytes) returns (bytes,address)',
  'function reverse(bytes,uint256) returns (string,address,address)',
  'error ResolverNotFound(bytes)',
  'error ResolverNotContract(bytes,address)',
  'error UnsupportedResolverProfile(bytes4)',
  'error ResolverError(bytes)',
  'error ReverseAddressMismatch(string,bytes)',
  'error OffchainLookup(address,string[],bytes,bytes4,bytes)',
]);

/** What is asked of a resolver. */
export const resolverAbi = new ContractAbi(['function addr(bytes32) returns (address)']);
