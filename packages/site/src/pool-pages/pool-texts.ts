/** What the pages about pools say in English; imported before all that says it. */
import pools from '@pooled-staking/texts/areas/pools';
import { addTexts } from '../texts/texts';

addTexts(pools);
