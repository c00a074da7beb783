import { metisSequencers } from './metis/sequencers/index';
import { stakewise } from './stakewise/index';

/** Every protocol, one line each. */
export const protocolList = [stakewise, metisSequencers] as const;
