import { artemis } from './metis/artemis/index';
import { eMetisProtocol, seMetisProtocol } from './metis/enki/protocols';
import { metisSequencers } from './metis/sequencers/index';
import { stakewise } from './stakewise/index';

/** Every protocol, one line each. */
export const protocolList = [stakewise, metisSequencers, artemis, eMetisProtocol, seMetisProtocol] as const;
