export * from './client';
export * from './errors';
export * from './methods/index';
export * from './structs';
export * from './validation';
export * from './openrpc';
export * from './reference';
