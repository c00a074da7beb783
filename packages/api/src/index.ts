export * from './client';
export * from './errors';
export type { JsonSchema } from './json-schema';
export * from './limits';
export * from './methods/index';
export * from './structs';
export * from './validation';
export * from './openrpc';
export * from './reference';
