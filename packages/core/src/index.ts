export * from './errors';
export * from './networks/index';
export * from './units';
