import { stakewise } from './stakewise/index';

/** Every protocol, one line each. */
export const protocolList = [stakewise] as const;
