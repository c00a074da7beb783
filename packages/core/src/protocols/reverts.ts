import { explainArtemisRevert } from './metis/artemis/revert-reason';
import { explainRevert as explainEnkiRevert } from './metis/enki/revert-reason';
import { explainLockingRevert } from './metis/sequencers/revert-reason';
import { explainRevert as explainVaultRevert } from './stakewise/vault/revert-reason';

/**
 * How each protocol names what its contracts refuse, in the order of the list of protocols, and without the rest of them: a
 * page that tells an error needs no more.
 */
export const revertReasons = [
  explainVaultRevert,
  explainLockingRevert,
  explainArtemisRevert,
  explainEnkiRevert,
] as const;
