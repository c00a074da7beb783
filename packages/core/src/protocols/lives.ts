import type { Pool } from '../networks/index';
import type { PoolLife } from '../staking/pool-life';
import { artemisLife } from './metis/artemis/life';
import { eMetisLife, seMetisLife } from './metis/enki/life';
import { sequencersLife } from './metis/sequencers/life';
import { stakewiseLife } from './stakewise/life';

/** What each protocol tells of its pools' lives, by its id. */
const lives: Readonly<Partial<Record<string, PoolLife>>> = {
  stakewise: stakewiseLife,
  'metis-sequencers': sequencersLife,
  artemis: artemisLife,
  'enki-emetis': eMetisLife,
  'enki-semetis': seMetisLife,
};

/** What can be read of a pool's life; `null` for a pool of a protocol that tells nothing of it. */
export function lifeOf({ protocol }: Pick<Pool, 'protocol'>): PoolLife | null {
  return lives[protocol] ?? null;
}
