/** What the page says in English; imported by the page before all that says it. */
import sequencers from '@pooled-staking/texts/areas/sequencers';
import { addTexts } from '../texts/texts';

addTexts(sequencers);
