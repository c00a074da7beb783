/**
 * The JSON-RPC of the Snap: a typed client for pages, a schema for each method, error codes, and the OpenRPC document. Begin with
 * {@link createStakingClient}.
 * @module api
 */
export * from './client';
export * from './errors';
export type { JsonSchema } from './json-schema';
export * from './limits';
export * from './methods/index';
export * from './result-structs';
export {
  AddressStruct,
  ChainIdStruct,
  ExitIdStruct,
  MinBlockStruct,
  PoolIdStruct,
  positive,
  TimeStruct,
  UnstakeAmountStruct,
  WeiStruct,
} from './structs';
export * from './validation';
export * from './openrpc';
export * from './reference';
export { formHash, parseFormHash, type FormLink } from './form-link';
